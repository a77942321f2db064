import { f64, item, u16, u32 } from '../base/at.ts';
import { micros } from '../base/brand.ts';
import { type StepHint } from '../ingest/event-columns.ts';
import { commonest, extentOf } from './find-steps-pick.ts';
import { tidy } from './lane-text.ts';
import { type FormatSteps } from './run-columns.ts';
import { type FoundSteps, type StepQuestion } from './step-question.ts';
import { type Step } from './timeline.ts';

/** Rows of a scan as places in the sorted columns. */
export function formatSteps(hint: StepHint | undefined, placeOf: Uint32Array): FormatSteps | undefined {
  if (hint === undefined) return undefined;
  const { rows, ...rest } = hint;
  return { ...rest, events: rows.map((row) => u32(placeOf, row)) };
}

/** Steps that the file's format marks: each event begins one, or each ends one and the first begins with the trace. */
export function byFormat(question: StepQuestion): FoundSteps | undefined {
  const { formatSteps: marks, events, rank, lanes, laneIndexes, strings } = question;
  if (marks === undefined) return undefined;
  const order = [...marks.events.keys()].sort(
    (a, b) => f64(events.start, u32(marks.events, a)) - f64(events.start, u32(marks.events, b)),
  );
  const found = order.map((k) => u32(marks.events, k));
  if (found.length < 2) return undefined;
  const [begin, finish] = extentOf(events, lanes, laneIndexes);
  const steps = found.map((event, k): Step => {
    const number = marks.numbers === undefined ? k : f64(marks.numbers, item(order, k));
    const name = marks.noun === undefined ? tidy(strings[u32(events.name, event)] ?? '') : `${marks.noun} ${number}`;
    const [previous, next] = [found[k - 1], found[k + 1]];
    if (marks.edge !== 'end') {
      const last = marks.edge === 'span' ? f64(events.end, event) : finish;
      const end = next === undefined ? last : f64(events.start, next);
      return { rank, name, start: micros(f64(events.start, event)), end: micros(end), event };
    }
    const start = previous === undefined ? begin : f64(events.end, previous);
    return { rank, name, start: micros(start), end: micros(f64(events.end, event)), event };
  });
  const lane = commonest(found, events.lane);
  const isHost = lane >= 0 && item(lanes, u16(events.lane, item(found, 0))).kind === 'host';
  return { steps, way: 'format', from: marks.from, lane: isHost ? lane : -1 };
}
