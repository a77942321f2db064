import { at, f32, item } from '../base/at.ts';
import { type CssPx, type LaneKey, type Micros, micros } from '../base/brand.ts';
import { lowerBound } from '../base/search.ts';
import { type ChartLane, type MarkRow } from '../model/mark-row.ts';
import { shiftAt } from './align-steps.ts';
import { type Scene, type SceneLane, type SceneRow } from './scene.ts';
import { timeOfX } from './time-scale.ts';

/** The mark under a point. */
export interface Hit {
  readonly key: LaneKey;
  /** Index into the measured or, where `predicted`, the predicted chart lanes. */
  readonly lane: number;
  readonly predicted: boolean;
  readonly row: number;
  /** Index of the mark in its row. */
  readonly mark: number;
  /** Event or piece index. */
  readonly ref: number;
  readonly tint: number;
  readonly start: Micros;
  readonly end: Micros;
}

const REACH_PX = 3;
/** Marks looked at inside one pixel column: beyond that nobody means a particular one. */
const MOST_LOOKED_AT = 4096;

const contains = (band: { readonly y: number; readonly height: number }, y: number): boolean =>
  y >= band.y && y < band.y + band.height;

/** The lane under a y of the viewport. */
export function laneAt(scene: Scene, y: CssPx): SceneLane | undefined {
  return scene.lanes.find((lane) => contains(lane, y));
}

/**
 * The mark under a point of the plot. What is drawn decides: inside a rectangle its mark; inside a summary the longest
 * mark of that colour in the pixel; beside everything the nearest mark within three pixels, the longest of equals.
 */
export function hitTest(
  scene: Scene,
  lanes: readonly ChartLane[],
  predicted: readonly ChartLane[],
  x: CssPx,
  y: CssPx,
): Hit | undefined {
  const sceneLane = laneAt(scene, y);
  const sceneRow = sceneLane?.rows.find((row) => contains(row, y));
  if (sceneLane === undefined || sceneRow === undefined) return undefined;
  const lane = item(sceneLane.predicted ? predicted : lanes, sceneLane.lane);
  const row = item(lane.rows, sceneRow.row);
  const rect = rectAt(scene, sceneRow, x, y);
  const shiftUs = sceneLane.predicted ? shiftAt(scene.shifts, lane.rank, x) : 0;
  const mark =
    rect >= 0 ? markOfRect(scene, row, rect, x, sceneRow.grain, shiftUs) : nearestMark(scene, row, x, shiftUs);
  if (mark < 0) return undefined;
  return {
    key: lane.key,
    lane: sceneLane.lane,
    predicted: sceneLane.predicted,
    row: sceneRow.row,
    mark,
    ref: at(row.ref, mark),
    tint: at(row.tint, mark),
    start: micros(at(row.start, mark)),
    end: micros(at(row.end, mark)),
  };
}

/** Slices that look alike in neighbouring columns are one: rectangles of a row are ordered by their left edge only. */
function rectAt(scene: Scene, row: SceneRow, x: number, y: number): number {
  const { rects } = scene;
  for (let i = row.firstRect; i < row.lastRect && f32(rects.x, i) <= x; i++) {
    const top = f32(rects.y, i);
    if (x < f32(rects.x, i) + f32(rects.width, i) && y >= top && y < top + f32(rects.height, i)) return i;
  }
  return -1;
}

/** The mark a rectangle shows at `x`. A summary may stand for many columns: only the one under the pointer counts. */
function markOfRect(scene: Scene, row: MarkRow, rect: number, x: number, grain: number, shiftUs: number): number {
  const { rects, window, width } = scene;
  const usPerPx = (window.end - window.start) / width;
  const ref = at(rects.ref, rect);
  const left = ref >= 0 ? at(rects.x, rect) : Math.floor(x / grain + 1e-3) * grain;
  const from = window.start + shiftUs + left * usPerPx;
  const to = from + (ref >= 0 ? at(rects.width, rect) : grain) * usPerPx;
  // Drawn edges may stand a device pixel and a half away from their times.
  if (ref >= 0) return markCalled(row, ref, from - 2 * usPerPx, to + 2 * usPerPx);
  const tint = at(rects.tint, rect);
  const inside = longestIn(row, tint, from - 1e-6 * usPerPx, to + 1e-6 * usPerPx, to - from);
  return inside >= 0 ? inside : longestIn(row, tint, from - usPerPx, to + usPerPx, to - from);
}

function markCalled(row: MarkRow, ref: number, from: number, to: number): number {
  for (let i = lowerBound(row.end, from); i < row.length && at(row.start, i) <= to; i++) {
    if (at(row.ref, i) === ref) return i;
  }
  return -1;
}

/** The longest mark of a tint that is narrower than a pixel; the longest of any tint where those looked at hold none such. */
function longestIn(row: MarkRow, tint: number, from: number, to: number, dotUs: number): number {
  const narrow = dotUs * (1 + 1e-6);
  const best = { own: -1, ownUs: -1, any: -1, anyUs: -1 };
  let looked = 0;
  for (let i = lowerBound(row.end, from); i < row.length && at(row.start, i) <= to; i++) {
    const us = at(row.end, i) - at(row.start, i);
    if (us < narrow && us > best.anyUs) {
      best.any = i;
      best.anyUs = us;
    }
    if (us < narrow && us > best.ownUs && at(row.tint, i) === tint) {
      best.own = i;
      best.ownUs = us;
    }
    if (++looked === MOST_LOOKED_AT) break;
  }
  return best.own >= 0 || looked < MOST_LOOKED_AT ? best.own : best.any;
}

function nearestMark(scene: Scene, row: MarkRow, x: CssPx, shiftUs: number): number {
  const usPerPx = (scene.window.end - scene.window.start) / scene.width;
  const time = timeOfX(scene.window, scene.width, x) + shiftUs;
  const next = lowerBound(row.start, time);
  let best = -1;
  let bestAway = REACH_PX * usPerPx;
  for (let i = Math.max(0, next - 1); i <= next && i < row.length; i++) {
    const away = Math.max(0, at(row.start, i) - time, time - at(row.end, i));
    const longer = best >= 0 && at(row.end, i) - at(row.start, i) > at(row.end, best) - at(row.start, best);
    if (away < bestAway || (away === bestAway && longer)) {
      best = i;
      bestAway = away;
    }
  }
  return best;
}
