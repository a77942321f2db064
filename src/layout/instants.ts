import { f64 } from '../base/at.ts';
import { cssPx, type CssPx, type LaneKey, micros } from '../base/brand.ts';
import { lowerBound } from '../base/search.ts';
import { type TimeWindow } from '../view/zoom.ts';
import { type Box, type Scene, type SceneInstant } from './scene.ts';
import { timeOfX, xOfTime } from './time-scale.ts';

/** What happened at one moment, by lane: those of lane `key` are [first, last) of `time`, which ascends inside a lane. */
export interface LaneInstants {
  readonly time: Float64Array;
  readonly lanes: ReadonlyMap<LaneKey, { readonly first: number; readonly last: number }>;
}

/** Instants nearer to each other than this are one sign. */
const APART_PX = 6;
export const SIGN_HEIGHT_PX = 6;
const REACH_PX = 4;

/** A lane on screen: where its signs stand. */
interface Place {
  readonly key: LaneKey;
  readonly y: CssPx;
}

/** One sign for each instant, or for those that stand together: O(pixels x log instants) a lane. */
export function layoutInstants(
  places: readonly Place[],
  { time, lanes }: LaneInstants,
  window: TimeWindow,
  width: CssPx,
): readonly SceneInstant[] {
  const signs: SceneInstant[] = [];
  for (const { key, y } of places) {
    const own = lanes.get(key);
    if (own === undefined) continue;
    let i = lowerBound(time, window.start, own.first, own.last);
    while (i < own.last && f64(time, i) <= window.end) {
      const x = xOfTime(window, width, micros(f64(time, i)));
      const next = Math.max(i + 1, lowerBound(time, timeOfX(window, width, cssPx(x + APART_PX)), i, own.last));
      signs.push({ key, x, y, first: i, last: next });
      i = next;
    }
  }
  return signs;
}

/** The sign under a point of the plot. */
export function instantAt({ instants }: Scene, x: CssPx, y: CssPx): SceneInstant | undefined {
  let best: SceneInstant | undefined;
  let bestAway = REACH_PX;
  for (const sign of instants) {
    const away = Math.abs(sign.x - x);
    if (y < sign.y || y >= sign.y + SIGN_HEIGHT_PX + 1 || away > bestAway) continue;
    best = sign;
    bestAway = away;
  }
  return best;
}

/** Where a sign stands. */
export const boxOfSign = ({ x, y }: Pick<SceneInstant, 'x' | 'y'>): Box => ({
  x: cssPx(x - REACH_PX),
  y,
  width: cssPx(2 * REACH_PX),
  height: cssPx(SIGN_HEIGHT_PX + 1),
});
