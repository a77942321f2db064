import { type EventColumns } from '../event-columns.ts';
import { type MarkBuffer } from './buffers.ts';
import { type Oddities } from './oddities.ts';

/**
 * Gives each event that a B opened the end of its E: on each track the latest open B is closed first, in order of time
 * and, at one time, of the file. What is still open then lasts until the last instant of the trace.
 */
export function matchPairs(events: EventColumns, marks: MarkBuffer, oddities: Oddities): void {
  if (marks.length === 0) return;
  let last = -Infinity;
  for (let row = 0; row < events.length; row++) {
    last = Math.max(last, events.start[row] as number, events.end[row] as number);
  }
  for (let mark = 0; mark < marks.length; mark++) last = Math.max(last, marks.time[mark] as number);

  const open: number[] = [];
  for (const track of marksByTrack(marks)) {
    for (const mark of track) {
      const row = marks.row[mark] as number;
      if (row >= 0) {
        open.push(row);
        continue;
      }
      const closed = open.pop();
      if (closed === undefined) oddities.add('unmatched-end');
      else events.end[closed] = marks.time[mark] as number;
    }
    if (open.length > 0) oddities.add('unmatched-begin', open.length);
    for (const row of open) events.end[row] = last;
    open.length = 0;
  }
}

/** Indexes of marks, track by track, in order of time; writers need not put them so. */
function marksByTrack(marks: MarkBuffer): number[][] {
  const tracks: number[][] = [];
  for (let mark = 0; mark < marks.length; mark++) {
    (tracks[marks.track[mark] as number] ??= []).push(mark);
  }
  const met = tracks.filter((track) => track !== undefined);
  for (const track of met) track.sort((a, b) => (marks.time[a] as number) - (marks.time[b] as number) || a - b);
  return met;
}
