import { formatMicros } from '../base/format.ts';
import { type Said, say, type Words } from '../base/say.ts';
import { type LeverScale, positionOf, SLIDER_END, wordsOf } from './lever-scale.ts';
import { useWords } from './use-words.tsx';

const HEIGHT = 22;
const INSET = 2;
/** Below this share of the step a whole slider changes nothing that a reader would call a gain. */
const FLAT_SHARE = 0.001;

const SAY = {
  flat: say`No setting of this lever changes the step: something else binds.`,
  range: (most: string, least: string): Said => say`Step time from ${most} to ${least}`,
  knee: (most: string, least: string, words: Words): Said =>
    say`Step time from ${most} to ${least}; nearly all of the gain is had at ${words}`,
};

export interface GainCurveProps {
  readonly scale: LeverScale;
  readonly points: readonly { readonly factor: number; readonly stepUs: number }[];
  /** The setting in force. */
  readonly value: number | undefined;
  /** From where on something else binds. */
  readonly knee: number | undefined;
}

/** The step time along one lever, on the slider's own scale, with the setting in force and the point where another bottleneck takes over. */
export function GainCurve({ scale, points, value, knee }: GainCurveProps) {
  const t = useWords();
  const steps = points.map((point) => point.stepUs);
  const least = Math.min(...steps);
  const most = Math.max(...steps);
  if (points.length < 3) return null;
  if (most - least < FLAT_SHARE * most) return <p className="gain-flat">{t(SAY.flat)}</p>;
  const y = (us: number): number => INSET + ((HEIGHT - 2 * INSET) * (most - us)) / (most - least);
  const x = (setting: number): number => (100 * positionOf(scale, setting)) / SLIDER_END;
  const sorted = [...points].sort((a, b) => a.factor - b.factor);
  const [first, last] = [sorted[0], sorted.at(-1)].map((point) => x(point?.factor ?? scale.min).toFixed(2));
  const path = sorted
    .map((point, index) => `${index === 0 ? 'M' : 'L'}${x(point.factor).toFixed(2)},${y(point.stepUs).toFixed(2)}`)
    .join('');
  const ends = [formatMicros(most), formatMicros(least)] as const;
  const whole = t(knee === undefined ? SAY.range(...ends) : SAY.knee(...ends, wordsOf(scale, knee)));
  return (
    <svg className="gain-curve" viewBox={`0 0 100 ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={whole}>
      <title>{whole}</title>
      <path className="gain-area" d={`${path}L${last ?? 0},${HEIGHT}L${first ?? 0},${HEIGHT}Z`} />
      <path className="gain-line" d={path} />
      {knee !== undefined && <line className="gain-knee" x1={x(knee)} x2={x(knee)} y1="0" y2={HEIGHT} />}
      {value !== undefined && <line className="gain-now" x1={x(value)} x2={x(value)} y1="0" y2={HEIGHT} />}
    </svg>
  );
}
