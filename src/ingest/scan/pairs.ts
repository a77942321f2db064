import { type EventColumns } from '../event-columns.ts';
import { type MarkBuffer, NO_ROW } from './buffers.ts';
import { type Oddities } from './oddities.ts';

/**
 * Gives each event that a B opened the end of its E: on each track the latest open B is closed first, in order of time
 * and, at one time, of the file. What is still open then lasts until the last instant of the trace.
 */
export function matchPairs(events: EventColumns, marks: MarkBuffer, oddities: Oddities): void {
  if (marks.length === 0) return;
  const last = lastTime(events, marks);
  const open: number[] = [];
  for (const track of marksBy(marks.track, marks)) {
    for (const mark of track) {
      const row = marks.row[mark] as number;
      if (row !== NO_ROW) {
        open.push(row);
        continue;
      }
      const closed = open.pop();
      if (closed === undefined) oddities.add('unmatched-end');
      else if (closed >= 0) events.end[closed] = marks.time[mark] as number;
    }
    if (open.length > 0) oddities.add('unmatched-begin', open.length);
    for (const row of open) if (row >= 0) events.end[row] = last;
    open.length = 0;
  }
}

interface Marks {
  readonly length: number;
  readonly time: Float64Array;
}

/** The last instant of the trace. */
export function lastTime(events: EventColumns, marks: Marks): number {
  let last = -Infinity;
  for (let row = 0; row < events.length; row++) {
    last = Math.max(last, events.start[row] as number, events.end[row] as number);
  }
  for (let mark = 0; mark < marks.length; mark++) last = Math.max(last, marks.time[mark] as number);
  return last;
}

/** Indexes of marks, group by group, in order of time and, at one time, of the file; writers need not put them so. */
export function marksBy(group: Uint32Array, marks: Marks): number[][] {
  const groups: number[][] = [];
  for (let mark = 0; mark < marks.length; mark++) (groups[group[mark] as number] ??= []).push(mark);
  const met = groups.filter((some) => some !== undefined);
  for (const some of met) some.sort((a, b) => (marks.time[a] as number) - (marks.time[b] as number) || a - b);
  return met;
}
