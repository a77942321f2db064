import { type Diagnostic } from '../../base/failure.ts';

const events = (count: number): string => (count === 1 ? '1 event' : `${count} events`);
const places = (count: number): string => (count === 1 ? '1 place' : `${count} places`);
const are = (count: number): string => (count === 1 ? 'is' : 'are');
const have = (count: number): string => (count === 1 ? 'has' : 'have');
const were = (count: number): string => (count === 1 ? 'was' : 'were');

/** Everything odd the scanner can meet and survive, with what it tells the reader. */
const SENTENCES = {
  'damaged-text': (n: number) => `The file is damaged in ${places(n)}: reading went on at the next whole event.`,
  'no-beginning': () => 'The file does not begin as a trace does: its beginning may be missing.',
  'list-misnamed': () => 'The list of events is not called traceEvents, as it should be: it was read all the same.',
  'trailing-text': () => 'Text follows the end of the trace; whole events in it were read too.',
  'oversized-event': (n: number) => `${events(n)} of more than 16 MiB ${were(n)} left out.`,
  'oversized-member': (n: number) => `${n} of the file's own notes (over 4 MiB) ${were(n)} passed over.`,
  'unreadable-member': (n: number) => `${n} of the file's own notes could not be read.`,
  'odd-name': (n: number) =>
    `${n === 1 ? '1 name or text holds' : `${n} names or texts hold`} bytes that are no text, or broken escapes: shown as far as they can be read.`,
  'empty-entry': (n: number) =>
    `${n} empty ${n === 1 ? 'entry' : 'entries'} ({}) of the event list ${were(n)} passed over; TensorFlow ends its files with one.`,
  'no-phase': (n: number) => `${events(n)} without a phase ("ph") ${were(n)} left out.`,
  'unknown-phase': (n: number) => `${events(n)} of a phase that is not drawn ${were(n)} left out.`,
  'async-left-out': (n: number) => `${events(n)} of asynchronous work ${are(n)} not drawn yet.`,
  'no-start-time': (n: number) => `${events(n)} without a readable start time ${were(n)} left out.`,
  'no-duration': (n: number) => `${events(n)} ${have(n)} no readable duration: kept with length zero.`,
  'negative-duration': (n: number) => `${events(n)} ${have(n)} a negative duration: kept with length zero.`,
  'absurd-duration': (n: number) => `${events(n)} ${have(n)} a duration of over a month: kept with length zero.`,
  'coarse-time': (n: number) => `${events(n)} ${have(n)} a time too large to be held exactly.`,
  'unmatched-begin': (n: number) => `${events(n)} ${have(n)} a begin but no end: kept up to the end of the trace.`,
  'unmatched-end': (n: number) => `${n} ends of events without a begin ${were(n)} left out.`,
  'bad-stream': (n: number) => `${events(n)} ${have(n)} a stream or device number that cannot be one: left empty.`,
} as const;

export type OddityCode = keyof typeof SENTENCES;

/** Counts what was odd; says it once per kind. */
export class Oddities {
  private readonly counts = new Map<OddityCode, number>();

  add(code: OddityCode, count = 1): void {
    this.counts.set(code, (this.counts.get(code) ?? 0) + count);
  }

  /** In the order in which they were met first. */
  counted(): [OddityCode, number][] {
    return [...this.counts];
  }

  finish(): Diagnostic[] {
    return [...this.counts].map(([code, count]) => ({ code, count, message: SENTENCES[code](count) }));
  }
}
