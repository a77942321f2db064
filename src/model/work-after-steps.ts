import { f64, item, u8 } from '../base/at.ts';
import { type Diagnostic } from '../base/failure.ts';
import { formatMicros, formatPercent } from '../base/format.ts';
import { totalLength, union } from '../base/intervals.ts';
import { say } from '../base/say.ts';
import { DEVICE_WORK } from './event-kind.ts';
import { type RunColumns } from './run-columns.ts';
import { type Lane, type Step, type StepsWay } from './timeline.ts';

/** Less than this share of the time of the steps is the usual tail of a device that runs a little behind. */
const LEAST_SHARE = 0.05;

/** Device work of one rank that starts or goes on after its last step has ended, and so is in none (docs/adr/0001). */
export interface WorkAfter {
  readonly us: number;
  /** Of the time of all steps. */
  readonly share: number;
}

/** undefined where steps are not marked, so that they reach to the end, and where there is hardly any. */
export function workAfterSteps(
  events: RunColumns,
  lanes: readonly Lane[],
  way: StepsWay,
  steps: readonly Step[],
): WorkAfter | undefined {
  const last = steps.at(-1);
  if (last === undefined || way === 'whole' || way === 'found') return undefined;
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { kind, first, count } of lanes) {
    if (kind !== 'device') continue;
    for (let i = first; i < first + count; i++) {
      if (f64(events.end, i) <= last.end || u8(events.far, i) === 1 || u8(DEVICE_WORK, u8(events.kind, i)) === 0)
        continue;
      starts.push(Math.max(last.end, f64(events.start, i)));
      ends.push(f64(events.end, i));
    }
  }
  const us = totalLength(union(starts, ends));
  const share = us / Math.max(1e-3, last.end - item(steps, 0).start);
  return share < LEAST_SHARE ? undefined : { us, share };
}

/** Says it once for all ranks, with the largest. */
export function tellWorkAfter(found: readonly WorkAfter[]): readonly Diagnostic[] {
  if (found.length === 0) return [];
  const { us, share } = found.reduce((most, one) => (one.us > most.us ? one : most));
  const message =
    found.length === 1
      ? say`${formatMicros(us)} of device work runs after the end of the last step (${formatPercent(share)} of the time of the steps): a step ends with its marker, and this work is in no step. Record more steps, or synchronise before the last one ends`
      : say`on ${found.length} ranks device work runs after the end of the last step, up to ${formatMicros(us)} (${formatPercent(share)} of the time of the steps): a step ends with its marker, and this work is in no step. Record more steps, or synchronise before the last one ends`;
  return [{ code: 'work-after-steps', count: found.length, message }];
}
