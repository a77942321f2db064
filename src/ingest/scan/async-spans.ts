import { isAsyncInstant } from '../../base/is-instant.ts';
import { type EventColumns, type FlowColumns, type Track } from '../event-columns.ts';
import { type AsyncMarks } from './buffers.ts';
import { type Oddities } from './oddities.ts';
import { lastTime, marksBy } from './pairs.ts';

/** `b`, and `S` of older writers. */
export const isAsyncBegin = (phase: number): boolean => phase === 0x62 || phase === 0x53;
/** `e`, and `F` of older writers. */
export const isAsyncEnd = (phase: number): boolean => phase === 0x65 || phase === 0x46;

interface OpenSpan {
  readonly row: number;
  readonly name: number;
  readonly process: string;
  /** Track of the outermost span of its tree at the time. */
  readonly track: number;
}

/** Names of asynchronous work with a track of their own; a process with more of them has a track a category instead. */
const MOST_NAMES = 100;
/** Letters of a name by which tracks are told apart. */
const LONGEST_NAME = 200;

/**
 * Gives each span of asynchronous work its end: in its tree the latest open one of the same name and process, else of the same name,
 * else, where the end has no name, the latest. What is still open at the end of the trace lasts until then. Spans and instants come to
 * stand on tracks of their own, one for each process and name of a tree's outermost span, behind the `tracks` of the file; returns those.
 */
export function matchAsync(
  events: EventColumns,
  flows: FlowColumns,
  marks: AsyncMarks,
  tracks: readonly Track[],
  textOf: (id: number) => string,
  oddities: Oddities,
): Track[] {
  if (marks.length === 0) return [];
  const added: Track[] = [];
  const trackFor = trackFinder(marks, tracks, textOf, added);
  const last = lastTime(events, marks);
  for (const tree of marksBy(marks.tree, marks)) {
    const open: OpenSpan[] = [];
    for (const mark of tree) {
      const phase = marks.phase[mark] as number;
      const row = marks.row[mark] as number;
      const name = marks.name[mark] as number;
      const process = tracks[marks.track[mark] as number]?.process ?? '';
      if (isAsyncEnd(phase)) {
        const at = openSpan(open, name, process);
        if (at < 0) oddities.add('async-no-begin');
        else {
          const [span] = open.splice(at, 1) as [OpenSpan];
          if (span.row >= 0) events.end[span.row] = marks.time[mark] as number;
        }
        continue;
      }
      const outermost = open.find((span) => span.process === process);
      const track = outermost?.track ?? trackFor(mark);
      if (isAsyncInstant(phase)) {
        if (row >= 0) flows.track[row] = track;
        continue;
      }
      if (row >= 0) events.track[row] = track;
      open.push({ row, name, process, track });
    }
    for (const { row } of open) if (row >= 0) events.end[row] = last;
    if (open.length > 0) oddities.add('async-no-end', open.length);
  }
  return added;
}

/** Place of the open span that an end belongs to; -1 where there is none. */
function openSpan(open: readonly OpenSpan[], name: number, process: string): number {
  if (name === 0) return open.length - 1;
  const own = open.findLastIndex((span) => span.name === name && span.process === process);
  return own >= 0 ? own : open.findLastIndex((span) => span.name === name);
}

/** Finds, for a mark at the top of its tree, the track that it is to stand on; new ones are put into `added`. */
function trackFinder(
  marks: AsyncMarks,
  tracks: readonly Track[],
  textOf: (id: number) => string,
  added: Track[],
): (mark: number) => number {
  const processOf = (mark: number): string => tracks[marks.track[mark] as number]?.process ?? '';
  const names = new Map<string, Set<number>>();
  for (let mark = 0; mark < marks.length; mark++) {
    if (isAsyncEnd(marks.phase[mark] as number)) continue;
    const process = processOf(mark);
    const own = names.get(process) ?? new Set();
    names.set(process, own.add(marks.name[mark] as number));
  }
  const known = new Map<string, number>();
  return (mark) => {
    const process = processOf(mark);
    const many = (names.get(process)?.size ?? 0) > MOST_NAMES;
    const thread = textOf((many ? marks.category : marks.name)[mark] as number).slice(0, LONGEST_NAME);
    const key = JSON.stringify([process, thread]);
    let track = known.get(key);
    if (track === undefined) {
      track = tracks.length + added.push({ process, thread, isAsync: true }) - 1;
      known.set(key, track);
    }
    return track;
  };
}
