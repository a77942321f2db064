import { cssPx, type LaneKey, micros } from '../base/brand.ts';
import { type GanttInput } from '../layout/gantt.ts';
import { type ChartLane } from '../model/mark-row.ts';

/** A layout request with everything plain: window 0..100 us, 100 x 200 px, marks called `m0`, `m1`... */
export function ganttInput(lanes: readonly ChartLane[], more: Partial<GanttInput> = {}): GanttInput {
  const most = lanes.reduce((sum, lane) => sum + lane.rows.reduce((marks, row) => Math.max(marks, row.length), 0), 1);
  return {
    lanes,
    strings: Array.from({ length: most }, (_, i) => `m${i}`),
    names: Uint32Array.from({ length: most }, (_, i) => i),
    steps: [],
    rank: 0,
    window: { start: micros(0), end: micros(100) },
    size: { width: cssPx(100), height: cssPx(200) },
    scrollTop: cssPx(0),
    hidden: new Set<LaneKey>(),
    folded: new Set<LaneKey>(),
    ...more,
  };
}
