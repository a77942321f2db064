import { type Diagnostic } from '../../base/failure.ts';
import { type Said, say } from '../../base/say.ts';

type Sentence = (count: number) => Said;
const several =
  (one: Said, many: Sentence): Sentence =>
  (count) =>
    count === 1 ? one : many(count);

/** Everything odd the scanner can meet and survive, with what it tells the reader. */
const SENTENCES = {
  'damaged-text': several(
    say`The file is damaged in 1 place: reading went on at the next whole event.`,
    (n) => say`The file is damaged in ${n} places: reading went on at the next whole event.`,
  ),
  'no-beginning': () => say`The file does not begin as a trace does: its beginning may be missing.`,
  'list-misnamed': () => say`The list of events is not called traceEvents, as it should be: it was read all the same.`,
  'trailing-text': () => say`Text follows the end of the trace; whole events in it were read too.`,
  'oversized-event': several(
    say`1 event of more than 16 MiB was left out.`,
    (n) => say`${n} events of more than 16 MiB were left out.`,
  ),
  'oversized-member': several(
    say`1 of the file's own notes (over 4 MiB) was passed over.`,
    (n) => say`${n} of the file's own notes (over 4 MiB) were passed over.`,
  ),
  'unreadable-member': (n) => say`${n} of the file's own notes could not be read.`,
  'odd-name': several(
    say`1 name or text holds bytes that are no text, or broken escapes: shown as far as they can be read.`,
    (n) => say`${n} names or texts hold bytes that are no text, or broken escapes: shown as far as they can be read.`,
  ),
  'empty-entry': several(
    say`1 empty entry (${'{}'}) of the event list was passed over; TensorFlow and PaddlePaddle end their files with one.`,
    (n) =>
      say`${n} empty entries (${'{}'}) of the event list were passed over; TensorFlow and PaddlePaddle end their files with one.`,
  ),
  'no-phase': several(
    say`1 event without a phase ("ph") was left out.`,
    (n) => say`${n} events without a phase ("ph") were left out.`,
  ),
  'unknown-phase': several(
    say`1 event of a phase that is not drawn was left out.`,
    (n) => say`${n} events of a phase that is not drawn were left out.`,
  ),
  'async-no-end': several(
    say`1 span of asynchronous work has a begin but no end: kept up to the end of the trace.`,
    (n) => say`${n} spans of asynchronous work have a begin but no end: kept up to the end of the trace.`,
  ),
  'async-no-begin': several(
    say`1 end of asynchronous work without a begin was left out.`,
    (n) => say`${n} ends of asynchronous work without a begin were left out.`,
  ),
  'async-no-id': several(
    say`1 event of asynchronous work has no id: it was matched by its category and name alone.`,
    (n) => say`${n} events of asynchronous work have no id: they were matched by their categories and names alone.`,
  ),
  'counters-not-drawn': several(
    say`1 reading of a counter (ph C) is not drawn.`,
    (n) => say`${n} readings of counters (ph C) are not drawn.`,
  ),
  'aggregates-not-drawn': several(
    say`1 sum over many events (ph A) is not drawn: it says how long they took, not when.`,
    (n) => say`${n} sums over many events (ph A) are not drawn: they say how long these took, not when.`,
  ),
  'objects-not-drawn': several(
    say`1 state of an object (ph N, O, D) is not drawn.`,
    (n) => say`${n} states of objects (ph N, O, D) are not drawn.`,
  ),
  'memory-dumps-not-drawn': several(
    say`1 memory dump (ph V, v) is not drawn.`,
    (n) => say`${n} memory dumps (ph V, v) are not drawn.`,
  ),
  'samples-not-drawn': several(
    say`1 sample of a stack (ph P) is not drawn.`,
    (n) => say`${n} samples of stacks (ph P) are not drawn.`,
  ),
  'clock-syncs-unused': several(
    say`1 mark of another clock (ph c) was not used: times are shown as written.`,
    (n) => say`${n} marks of other clocks (ph c) were not used: times are shown as written.`,
  ),
  'contexts-not-drawn': several(
    say`1 mark of a context (ph ( and ), or =) is not drawn.`,
    (n) => say`${n} marks of contexts (ph ( and ), or =) are not drawn.`,
  ),
  'no-start-time': several(
    say`1 event without a readable start time was left out.`,
    (n) => say`${n} events without a readable start time were left out.`,
  ),
  'no-duration': several(
    say`1 event has no readable duration: kept with length zero.`,
    (n) => say`${n} events have no readable duration: kept with length zero.`,
  ),
  'negative-duration': several(
    say`1 event has a negative duration: kept with length zero.`,
    (n) => say`${n} events have a negative duration: kept with length zero.`,
  ),
  'absurd-duration': several(
    say`1 event has a duration of over a month: kept with length zero.`,
    (n) => say`${n} events have a duration of over a month: kept with length zero.`,
  ),
  'coarse-time': several(
    say`1 event has a time too large to be held exactly.`,
    (n) => say`${n} events have a time too large to be held exactly.`,
  ),
  'nanosecond-times': () =>
    say`The times in this file are too late to be microseconds since 1970, and may be nanoseconds: then all durations shown are 1000 times too long.`,
  'unmatched-begin': several(
    say`1 event has a begin but no end: kept up to the end of the trace.`,
    (n) => say`${n} events have a begin but no end: kept up to the end of the trace.`,
  ),
  'unmatched-end': several(
    say`1 end of an event without a begin was left out.`,
    (n) => say`${n} ends of events without a begin were left out.`,
  ),
  'bad-stream': several(
    say`1 event has a stream or device number that cannot be one: left empty.`,
    (n) => say`${n} events have a stream or device number that cannot be one: left empty.`,
  ),
} as const satisfies Readonly<Record<string, Sentence>>;

/** Phases of the Trace Event Format that are known and not drawn, by their ASCII codes. */
export const NOT_DRAWN: ReadonlyMap<number, OddityCode> = new Map([
  [0x43, 'counters-not-drawn'],
  [0x41, 'aggregates-not-drawn'],
  [0x4e, 'objects-not-drawn'],
  [0x4f, 'objects-not-drawn'],
  [0x44, 'objects-not-drawn'],
  [0x56, 'memory-dumps-not-drawn'],
  [0x76, 'memory-dumps-not-drawn'],
  [0x50, 'samples-not-drawn'],
  [0x63, 'clock-syncs-unused'],
  [0x28, 'contexts-not-drawn'],
  [0x29, 'contexts-not-drawn'],
  [0x3d, 'contexts-not-drawn'],
]);

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
