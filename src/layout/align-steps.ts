import { type CssPx, cssPx } from '../base/brand.ts';
import { type TimeWindow } from '../view/zoom.ts';
import { type DotScale } from './row-columns.ts';

/** One step measured and predicted, microseconds. Of a rank, in time order. */
export interface StepPair {
  readonly rank: number;
  readonly measured: TimeWindow;
  readonly predicted: TimeWindow;
}

/** A stretch of the plot in which the predicted run is drawn `us` microseconds earlier than it is predicted. */
export interface StepShift {
  readonly rank: number;
  /** CSS pixels, snapped to device pixels. */
  readonly from: CssPx;
  readonly to: CssPx;
  readonly us: number;
  readonly pair: StepPair;
}

const NARROWEST_STEP_PX = 12;

/**
 * Where each predicted step is drawn so that it starts with its measured one: from there to its own end, at most to the
 * start of the next step. The first reaches back to the beginning, the last on to the end. Empty where steps are too
 * narrow to be told apart: then the predicted run keeps its own clock.
 */
export function layoutShifts(pairs: readonly StepPair[], scale: DotScale): StepShift[] {
  const perRank = new Map<number, StepPair[]>();
  for (const pair of pairs) {
    const known = perRank.get(pair.rank);
    if (known === undefined) perRank.set(pair.rank, [pair]);
    else known.push(pair);
  }
  return [...perRank.values()].flatMap((own) => shiftsOf(own, scale));
}

function shiftsOf(pairs: readonly StepPair[], { start, end, dotsPerUs, dots, dot }: DotScale): StepShift[] {
  const shifts: StepShift[] = [];
  const dotOf = (time: number): number =>
    Math.round(Math.max(0, Math.min(dots, (Math.max(start, Math.min(end, time)) - start) * dotsPerUs)));
  pairs.forEach((pair, index) => {
    const { measured, predicted } = pair;
    const next = pairs[index + 1];
    const last = next === undefined;
    const ends = last ? Infinity : Math.min(next.measured.start, measured.start + predicted.end - predicted.start);
    const begins = index === 0 ? -Infinity : measured.start;
    if (ends <= start || begins >= end) return;
    const from = dotOf(begins);
    const to = dotOf(ends);
    if (to <= from) return;
    const us = predicted.start - measured.start;
    shifts.push({ rank: pair.rank, from: cssPx(from * dot), to: cssPx(to * dot), us, pair });
  });
  return shifts.length * NARROWEST_STEP_PX > dots * dot ? [] : shifts;
}

/** How much later than drawn the predicted run of a rank is at `x`, microseconds; 0 where it is not moved. */
export function shiftAt(shifts: readonly StepShift[], rank: number, x: number): number {
  return shifts.find((shift) => shift.rank === rank && x >= shift.from && x < shift.to)?.us ?? 0;
}

/** The same for a predicted time. */
export function shiftOfTime(shifts: readonly StepShift[], rank: number, time: number): number {
  const own = shifts.filter((shift) => shift.rank === rank);
  const inside = own.findLast((shift) => time >= shift.pair.predicted.start);
  return (inside ?? own[0])?.us ?? 0;
}
