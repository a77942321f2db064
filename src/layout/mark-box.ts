import { at } from '../base/at.ts';
import { cssPx, type LaneKey, type Micros } from '../base/brand.ts';
import { lowerBound, upperBound } from '../base/search.ts';
import { type ChartLane } from '../model/mark-row.ts';
import { type LaneStack, type StackedLane } from './lane-stack.ts';
import { shiftOfTime } from './align-steps.ts';
import { type Box, type Scene } from './scene.ts';
import { xOfTime } from './time-scale.ts';

/** A mark found again by what links hold: its lane, its start, and (where known) what it stands for. */
export interface MarkPlace {
  readonly lane: number;
  readonly row: number;
  readonly mark: number;
}

/**
 * Finds the mark of lane `key` that starts at `start`: the one with this `ref` where it is given, else the outermost
 * row's. Undefined where there is none.
 */
export function findMark(
  lanes: readonly ChartLane[],
  key: LaneKey,
  start: Micros,
  ref?: number,
): MarkPlace | undefined {
  const lane = lanes.findIndex((candidate) => candidate.key === key);
  const rows = lanes[lane]?.rows ?? [];
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r];
    if (row === undefined) continue;
    const last = upperBound(row.start, start);
    for (let mark = lowerBound(row.start, start); mark < last; mark++) {
      if (ref === undefined || at(row.ref, mark) === ref) return { lane, row: r, mark };
    }
  }
  return undefined;
}

/**
 * Where a mark stands in the viewport, also when that is off screen (arrows lead there); undefined where its lane is
 * hidden. A row that a folded lane does not show takes the lane's last row. At least one pixel wide.
 */
export function boxOfMark(
  scene: Scene,
  stack: LaneStack,
  lanes: readonly ChartLane[],
  place: MarkPlace,
  predicted = false,
): Box | undefined {
  const row = lanes[place.lane]?.rows[place.row];
  const stacked = stack.lanes.find((candidate) => candidate.lane === place.lane && candidate.predicted === predicted);
  if (row === undefined || stacked === undefined) return undefined;
  const start = at(row.start, place.mark);
  const origin = scene.window.start + (predicted ? shiftOfTime(scene.shifts, lanes[place.lane]?.rank ?? -1, start) : 0);
  const x = (scene.width * (start - origin)) / (scene.window.end - scene.window.start);
  const right = (scene.width * (at(row.end, place.mark) - origin)) / (scene.window.end - scene.window.start);
  const depth = Math.min(place.row, stacked.rows - 1);
  return {
    x: cssPx(x),
    y: cssPx(stacked.y + depth * stacked.rowHeight - (stacked.pinned ? 0 : scene.scrollTop)),
    width: cssPx(Math.max(1, right - x)),
    height: cssPx(stacked.rowHeight),
  };
}

/** Where a stretch of a measured lane's row stands, undefined where it is out of sight. */
export function boxOfSpan(
  scene: Scene,
  stacked: StackedLane,
  row: number,
  { start, end }: { readonly start: number; readonly end: number },
): Box | undefined {
  if (end < scene.window.start || start > scene.window.end) return undefined;
  const scale = scene.width / (scene.window.end - scene.window.start);
  const x = (start - scene.window.start) * scale;
  const y = stacked.y + Math.min(row, stacked.rows - 1) * stacked.rowHeight - (stacked.pinned ? 0 : scene.scrollTop);
  if (y + stacked.rowHeight < 0 || y > scene.height) return undefined;
  return {
    x: cssPx(x),
    y: cssPx(y),
    width: cssPx(Math.max(1, (end - start) * scale)),
    height: cssPx(stacked.rowHeight),
  };
}

/** A stretch of time as a band over the whole height of the scene. */
export function bandOf(scene: Scene, range: { readonly start: Micros; readonly end: Micros }): Box {
  const x = xOfTime(scene.window, scene.width, range.start);
  const right = xOfTime(scene.window, scene.width, range.end);
  return { x, y: cssPx(0), width: cssPx(right - x), height: scene.height };
}
