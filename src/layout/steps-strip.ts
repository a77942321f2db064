import { at } from '../base/at.ts';
import { type CssPx, cssPx } from '../base/brand.ts';
import { median } from '../base/median.ts';
import { createRectBuilder, pushRect, rectBatch } from './rect-builder.ts';
import { type RectBatch, type Size } from './scene.ts';

/** One bar: a step, or where there are more steps than room a run of steps drawn as its longest. */
export interface StepBar {
  readonly x: CssPx;
  readonly width: CssPx;
  /** Top of the stack. */
  readonly y: CssPx;
  /** Positions in the rank's list of steps, both included. */
  readonly first: number;
  readonly last: number;
  /** The step that is drawn: the longest of the run. */
  readonly shown: number;
  readonly durationUs: number;
  /** Far longer than its peers: above the median by three scaled median deviations and by a tenth. */
  readonly outlier: boolean;
  /** The step that is drawn is left out of medians and means. */
  readonly odd: boolean;
}

export interface StepsScene {
  readonly width: CssPx;
  readonly height: CssPx;
  readonly bars: readonly StepBar[];
  /** Slices of the bars; `ref` and `lane` are indexes into `bars`, `tint` is the class. */
  readonly rects: RectBatch;
  readonly longestUs: number;
  readonly medianUs: number;
}

const NARROWEST_BAR_PX = 3;
const WIDEST_BAR_PX = 48;
const MAD_TO_SIGMA = 1.4826;
/** A bar longer than this many medians is cut there, so that one long step does not flatten all others. */
const MOST_MEDIANS = 3;

/**
 * Bars of the steps of one rank, stacked by class from the bottom in class order and scaled to the longest, or to three
 * medians where that is less (longer bars are cut there and stand out as outliers).
 * `perStep`: steps x classCount, row-major, microseconds (`RankLedger.perStep`). A class that is there gets a
 * pixel where its bar has one to spare. `isOdd` tells the steps that do not count.
 */
export function layoutSteps(
  perStep: Float64Array,
  classCount: number,
  size: Size,
  isOdd: (step: number) => boolean = () => false,
): StepsScene {
  const count = Math.floor(perStep.length / classCount);
  const durations: number[] = [];
  for (let s = 0; s < count; s++) {
    let sum = 0;
    for (let c = 0; c < classCount; c++) sum += at(perStep, s * classCount + c);
    durations.push(sum);
  }
  const longestUs = durations.reduce((a, b) => Math.max(a, b), 0);
  const medianUs = count === 0 ? 0 : median(durations);
  const spread = MAD_TO_SIGMA * median(durations.map((us) => Math.abs(us - medianUs)));
  const outlierFrom = medianUs + Math.max(3 * spread, 0.1 * medianUs);

  const scaleUs = medianUs > 0 ? Math.min(longestUs, MOST_MEDIANS * medianUs) : longestUs;
  const room = Math.max(1, Math.floor(size.width / NARROWEST_BAR_PX));
  const perBar = Math.max(1, Math.ceil(count / room));
  const barCount = Math.ceil(count / perBar);
  const pitch = barCount === 0 ? 0 : Math.min(WIDEST_BAR_PX, size.width / barCount);
  const gap = pitch >= 4 ? 1 : 0;
  const rects = createRectBuilder(Math.max(16, barCount * 8));
  const bars: StepBar[] = [];
  for (let b = 0; b < barCount; b++) {
    const first = b * perBar;
    const last = Math.min(count, first + perBar) - 1;
    let shown = first;
    for (let s = first; s <= last; s++) if (at(durations, s) > at(durations, shown)) shown = s;
    const x = Math.round(b * pitch);
    const width = Math.max(1, Math.round((b + 1) * pitch) - x - gap);
    const durationUs = at(durations, shown);
    const full = scaleUs === 0 ? 1 : Math.max(1, Math.round(Math.min(1, durationUs / scaleUs) * size.height));
    pushStack(rects, perStep, shown * classCount, classCount, durationUs, x, width, size.height, full, b);
    bars.push({
      x: cssPx(x),
      width: cssPx(width),
      y: cssPx(size.height - full),
      first,
      last,
      shown,
      durationUs,
      outlier: count >= 4 && durationUs > outlierFrom && !isOdd(shown),
      odd: isOdd(shown),
    });
  }
  return { width: size.width, height: size.height, bars, rects: rectBatch(rects), longestUs, medianUs };
}

function pushStack(
  rects: ReturnType<typeof createRectBuilder>,
  perStep: Float64Array,
  offset: number,
  classCount: number,
  durationUs: number,
  x: number,
  width: number,
  height: number,
  full: number,
  bar: number,
): void {
  if (durationUs <= 0) return;
  let best = 0;
  let others = 0;
  for (let c = 1; c < classCount; c++) if (at(perStep, offset + c) > at(perStep, offset + best)) best = c;
  const sliceOf = (us: number): number => (us <= 0 ? 0 : Math.max(1, Math.round((us / durationUs) * full)));
  for (let c = 0; c < classCount; c++) if (c !== best) others += sliceOf(at(perStep, offset + c));
  let left = full;
  for (let c = 0; c < classCount && left > 0; c++) {
    const us = at(perStep, offset + c);
    const slice = Math.min(left, c === best ? Math.max(1, full - others) : sliceOf(us));
    if (us <= 0 || slice <= 0) continue;
    left -= slice;
    pushRect(rects, x, height - full + left, width, slice, c, 1, bar, bar);
  }
}

/** The bar under an x, or the nearest one; undefined where there are no steps. */
export function barAt(scene: StepsScene, x: CssPx): StepBar | undefined {
  let low = 0;
  let high = scene.bars.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    const bar = scene.bars[middle];
    if (bar !== undefined && bar.x <= x) low = middle;
    else high = middle - 1;
  }
  return scene.bars[low];
}
