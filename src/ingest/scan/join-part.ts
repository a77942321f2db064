import { isAsyncInstant } from '../../base/is-instant.ts';
import { type TrackLabel } from '../event-columns.ts';
import { type PackedHistogram } from '../window/time-histogram.ts';
import { type AsyncRows, type EventRows, type ExtraRows, type FlowRows, type MarkRows } from './buffers.ts';
import { type EventSink } from './event-sink.ts';
import { type PackedTexts } from './interner.ts';
import { type OddityCode } from './oddities.ts';
import { type PackedTracks } from './tracks.ts';

/** What the sink of a part took in, as plain data whose buffers can be handed to another thread. */
export interface SinkPart {
  readonly origin: number;
  /** Events with a duration, kept or not. */
  readonly met: number;
  readonly events: readonly EventRows[];
  readonly flows: readonly FlowRows[];
  readonly extras: readonly ExtraRows[];
  readonly marks: MarkRows;
  readonly asyncMarks: readonly AsyncRows[];
  readonly asyncTrees: PackedTexts;
  readonly strings: PackedTexts;
  readonly tracks: PackedTracks;
  readonly labels: readonly TrackLabel[];
  readonly oddities: readonly (readonly [OddityCode, number])[];
  readonly phases: Uint32Array;
  readonly counted: PackedHistogram | undefined;
}

/** Takes a sink apart. Nothing may be added to it afterwards. */
export const takeApart = (sink: EventSink): SinkPart => ({
  origin: sink.origin,
  met: sink.met,
  events: sink.events.segments(),
  flows: sink.flows.segments(),
  extras: sink.extras.segments(),
  marks: sink.marks.rows(),
  asyncMarks: sink.asyncMarks.segments(),
  asyncTrees: sink.asyncTrees.pack(),
  strings: sink.strings.pack(),
  tracks: sink.tracks.pack(),
  labels: sink.labels,
  oddities: sink.oddities.counted(),
  phases: sink.phases,
  counted: sink.filter?.counted?.(),
});

/**
 * Adds to a sink what was read after all that it holds, as if it had read that itself: texts and tracks are numbered in the order in
 * which they are met. Uses the part up. Both must have the same origin.
 */
export function joinPart(sink: EventSink, part: SinkPart): void {
  const texts = sink.strings.adopt(part.strings);
  const tracks = sink.tracks.adopt(part.tracks);
  const trees = sink.asyncTrees.adopt(part.asyncTrees);
  const firstRow = sink.events.length;
  const firstFlow = sink.flows.length;

  for (const { name, category, track } of part.events) {
    renumber(name, texts);
    renumber(category, texts);
    renumber(track, tracks);
  }
  for (const { id, category, track } of part.flows) {
    for (let row = 0; row < id.length; row++) {
      const text = -1 - (id[row] as number);
      if (text >= 0) id[row] = -1 - (texts[text] as number);
    }
    renumber(category, texts);
    renumber(track, tracks);
  }
  for (const { event, key, text } of part.extras) {
    for (let row = 0; row < event.length; row++) event[row] = (event[row] as number) + firstRow;
    renumber(key, texts);
    renumber(text, texts);
  }
  for (const { phase, row, tree, name, category, track } of part.asyncMarks) {
    renumber(tree, trees);
    renumber(name, texts);
    renumber(category, texts);
    renumber(track, tracks);
    for (let mark = 0; mark < row.length; mark++) {
      if ((row[mark] as number) < 0) continue;
      row[mark] = (row[mark] as number) + (isAsyncInstant(phase[mark] as number) ? firstFlow : firstRow);
    }
  }
  sink.asyncMarks.adopt(part.asyncMarks);
  sink.events.adopt(part.events);
  sink.flows.adopt(part.flows);
  sink.extras.adopt(part.extras);

  const { marks } = part;
  for (let mark = 0; mark < marks.row.length; mark++) {
    const row = marks.row[mark] as number;
    sink.marks.add(
      row < 0 ? row : row + firstRow,
      tracks[marks.track[mark] as number] as number,
      marks.time[mark] as number,
    );
  }
  for (const label of part.labels) sink.labels.push(label);
  for (const [code, count] of part.oddities) sink.oddities.add(code, count);
  for (let phase = 0; phase < part.phases.length; phase++) {
    sink.phases[phase] = (sink.phases[phase] as number) + (part.phases[phase] as number);
  }
  sink.metInParts += part.met;
  if (part.counted !== undefined) sink.filter?.join?.(part.counted);
}

function renumber(column: Uint32Array, numbers: Uint32Array): void {
  for (let row = 0; row < column.length; row++) column[row] = numbers[column[row] as number] as number;
}
