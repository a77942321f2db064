import { f64, u32 } from '../base/at.ts';
import { median } from '../base/median.ts';
import { type Draft } from './draft.ts';
import { type LaunchTable } from './launches.ts';
import { type StepMark } from './step-marks.ts';

/**
 * By how much the device falls further behind the host in a usual step, microseconds: the median growth, from one step border to
 * the next, of the time that work launched before the border still runs after it. Steady pipelines have a lag that does not
 * grow; where it grows, steps timed on the host are shorter than the run could keep up.
 */
export function fallsBehind(draft: Draft, table: LaunchTable, marks: readonly StepMark[]): number {
  const growth: number[] = [];
  let latestUs = -Infinity;
  let lag: number | undefined;
  let i = 0;
  for (const { timeUs } of marks) {
    for (; i < table.length && f64(table.callStartUs, i) <= timeUs; i++)
      latestUs = Math.max(latestUs, f64(draft.end, u32(table.work, i)));
    const next = Math.max(0, latestUs - timeUs);
    if (lag !== undefined) growth.push(next - lag);
    lag = next;
  }
  return growth.length < 2 ? 0 : Math.max(0, median(growth));
}
