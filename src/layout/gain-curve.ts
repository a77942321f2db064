import { scaleLinear, scaleLog } from 'd3-scale';
import { curveMonotoneX, line } from 'd3-shape';
import { type CssPx, cssPx } from '../base/brand.ts';
import { type Size } from './scene.ts';

/** A lever's setting (times faster; Infinity removes the cost) and the step time it predicts. */
export interface GainPoint {
  readonly factor: number;
  readonly stepUs: number;
}

export interface GainCurve {
  /** SVG path data. */
  readonly path: string;
  readonly points: readonly (GainPoint & { readonly x: CssPx; readonly y: CssPx })[];
  /** Where nearly all of the gain is had: beyond it another bottleneck rules. Undefined where nothing is gained. */
  readonly knee: { readonly x: CssPx; readonly y: CssPx; readonly factor: number } | undefined;
}

const KNEE_SHARE = 0.95;
const INSET_PX = 3;
const INFINITY_IS_TIMES = 2;

/**
 * Step time against a lever, for a few dozen pixels: x by the logarithm of the factor (infinity stands one doubling
 * beyond the largest finite factor), y from the shortest step below to the longest above. Factors are above zero.
 */
export function layoutGainCurve(points: readonly GainPoint[], size: Size): GainCurve {
  const sorted = [...points]
    .filter(({ factor, stepUs }) => factor > 0 && Number.isFinite(stepUs))
    .sort((a, b) => a.factor - b.factor);
  if (sorted.length === 0) return { path: '', points: [], knee: undefined };
  const largest = sorted.reduce((most, { factor }) => (Number.isFinite(factor) ? Math.max(most, factor) : most), 1);
  const placed = sorted.map((point) => ({
    point,
    position: Number.isFinite(point.factor) ? point.factor : largest * INFINITY_IS_TIMES,
  }));
  const positions = placed.map(({ position }) => position);
  const steps = sorted.map(({ stepUs }) => stepUs);
  const spread = Math.max(...steps) - Math.min(...steps);
  const x = scaleLog([Math.min(...positions), Math.max(...positions)], [INSET_PX, size.width - INSET_PX]);
  const flat = spread <= 1e-9 * Math.max(...steps);
  const y = scaleLinear([Math.min(...steps), Math.max(...steps)], [size.height - INSET_PX, INSET_PX]);
  const drawn = placed.map(({ point, position }) => ({
    ...point,
    x: cssPx(placed.length === 1 ? size.width / 2 : x(position)),
    y: cssPx(flat ? size.height / 2 : y(point.stepUs)),
  }));
  const draw = line<{ x: number; y: number }>(
    (point) => point.x,
    (point) => point.y,
  )
    .curve(curveMonotoneX)
    .digits(2);
  return { path: draw(drawn) ?? '', points: drawn, knee: flat ? undefined : kneeOf(drawn) };
}

function kneeOf(points: GainCurve['points']): GainCurve['knee'] {
  const now = points.find(({ factor }) => factor >= 1);
  const best = points.at(-1);
  if (now === undefined || best === undefined) return undefined;
  const gain = now.stepUs - best.stepUs;
  if (gain <= 0) return undefined;
  const knee = points.find(({ factor, stepUs }) => factor >= 1 && now.stepUs - stepUs >= KNEE_SHARE * gain);
  return knee === undefined ? undefined : { x: knee.x, y: knee.y, factor: knee.factor };
}
