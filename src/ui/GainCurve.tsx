import { cssPx } from '../base/brand.ts';
import { formatMicros } from '../base/format.ts';
import { layoutGainCurve, type GainPoint } from '../layout/gain-curve.ts';
import { positionOf, SLIDER_END, wordsOf } from './lever-scale.ts';

const SIZE = { width: cssPx(100), height: cssPx(22) };

/**
 * The step time along one lever, on the slider's own scale, with the setting in force and the point beyond which hardly
 * anything more is gained because something else binds.
 */
export function GainCurve({ points, factor }: { readonly points: readonly GainPoint[]; readonly factor: number }) {
  const placed = layoutGainCurve(points, SIZE);
  const steps = points.map((point) => point.stepUs);
  const least = Math.min(...steps);
  const most = Math.max(...steps);
  if (points.length === 0 || most - least < 0.001 * most) {
    return <p className="gain-flat">No setting of this lever changes the step: something else binds.</p>;
  }
  const y = (us: number): number => 2 + (18 * (most - us)) / (most - least);
  const x = (value: number): number => (100 * positionOf(value)) / SLIDER_END;
  const sorted = [...points].sort((a, b) => a.factor - b.factor);
  const path = sorted
    .map((point, index) => `${index === 0 ? 'M' : 'L'}${x(point.factor).toFixed(2)},${y(point.stepUs).toFixed(2)}`)
    .join('');
  const knee = placed.knee;
  const said = `Step time from ${formatMicros(most)} to ${formatMicros(least)}${knee === undefined ? '' : `; nearly all of the gain is had at ${wordsOf(knee.factor)}`}`;
  return (
    <svg className="gain-curve" viewBox="0 0 100 22" preserveAspectRatio="none" role="img" aria-label={said}>
      <title>{said}</title>
      <path className="gain-area" d={`${path}L100,22L0,22Z`} />
      <path className="gain-line" d={path} />
      {knee !== undefined && knee.factor > 1 && (
        <line className="gain-knee" x1={x(knee.factor)} x2={x(knee.factor)} y1="0" y2="22" />
      )}
      <line className="gain-now" x1={x(factor)} x2={x(factor)} y1="0" y2="22" />
    </svg>
  );
}
