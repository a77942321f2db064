import { distinct } from '../../base/distinct.ts';
import { type Scan, type Track } from '../event-columns.ts';
import { type TraceFacts } from './trace-facts.ts';

/** A track with the names its file gives it; empty where it gives none. */
export interface NamedTrack extends Track {
  readonly processName: string;
  readonly threadName: string;
}

/** A scan as the formats look at it. */
export interface ScanView {
  readonly scan: Scan;
  readonly facts: TraceFacts;
  /** One a track of the scan, in its order. */
  readonly tracks: readonly NamedTrack[];
  /** All names given to processes and threads, also those without events. */
  readonly processNames: ReadonlySet<string>;
  readonly threadNames: ReadonlySet<string>;
  /** Names of events, each once. */
  readonly eventNames: readonly string[];
  /** The first bytes of the text, one letter a byte. */
  readonly head: string;
}

const threadKey = (process: string, thread: string): string => JSON.stringify([process, thread]);

/** Linear in the events, once; everything else is as large as the number of names and tracks. */
export function viewOf(scan: Scan, facts: TraceFacts): ScanView {
  const processes = new Map<string, string>();
  const threads = new Map<string, string>();
  for (const { kind, process, thread, value } of scan.trackLabels) {
    if (kind === 'process_name') processes.set(process, value);
    else if (kind === 'thread_name') threads.set(threadKey(process, thread), value);
  }
  return {
    scan,
    facts,
    tracks: scan.tracks.map((track) => ({
      ...track,
      processName: processes.get(track.process) ?? '',
      threadName: threads.get(threadKey(track.process, track.thread)) ?? '',
    })),
    processNames: new Set(processes.values()),
    threadNames: new Set(threads.values()),
    eventNames: distinct(scan.events.name, scan.strings.length).map((name) => scan.strings[name] ?? ''),
    head: new TextDecoder('latin1').decode(facts.head),
  };
}

export const some = (names: Iterable<string>, pattern: RegExp): boolean => {
  for (const name of names) if (pattern.test(name)) return true;
  return false;
};

export const every = (names: Iterable<string>, pattern: RegExp): boolean => {
  for (const name of names) if (!pattern.test(name)) return false;
  return true;
};
