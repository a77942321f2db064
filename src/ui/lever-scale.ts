import { say, type Words } from '../base/say.ts';
import { type LeverRow } from '../replay/levers/lever-row.ts';

/** What a control has to know of a lever on this trace: its unit and ends, and the value that changes nothing. */
export interface LeverScale extends Pick<LeverRow, 'key' | 'unit' | 'min' | 'max' | 'scale' | 'step'> {
  /** undefined where the trace does not tell its own value. */
  readonly neutral: number | undefined;
}

export const SLIDER_END = 100;
/** Beyond this position a cost is removed altogether. */
const LAST_FINITE = 96;
const SNAP = 0.75;

const AS_MEASURED = say`as measured`;
const WAYS: Readonly<Record<string, readonly [least: Words, most: Words]>> = {
  overlap: [say`taking turns`, say`fully overlapped`],
};

const hasInfinity = ({ unit }: LeverScale): boolean => unit === 'times faster';
const lastPosition = (scale: LeverScale): number => (hasInfinity(scale) ? LAST_FINITE : SLIDER_END);

/** Where on its slider (0 to SLIDER_END) a value stands; values beyond the ends stand at the ends. */
export function positionOf(scale: LeverScale, value: number): number {
  if (hasInfinity(scale) && value === Infinity) return SLIDER_END;
  const bounded = Math.min(Math.max(value, scale.min), scale.max);
  const share =
    scale.scale === 'log'
      ? Math.log(bounded / scale.min) / Math.log(scale.max / scale.min)
      : (bounded - scale.min) / (scale.max - scale.min);
  return lastPosition(scale) * share;
}

/** The value at a position: three digits or the lever's own step, and exactly the neutral value near it. */
export function valueAt(scale: LeverScale, position: number): number {
  const last = lastPosition(scale);
  if (position > last) return Infinity;
  const { min, max, step, neutral } = scale;
  const share = Math.max(position, 0) / last;
  if (step !== undefined) return Math.min(max, min + Math.round((share * (max - min)) / step) * step);
  if (neutral !== undefined && Math.abs(position - positionOf(scale, neutral)) < SNAP) return neutral;
  return Number((scale.scale === 'log' ? min * (max / min) ** share : min + share * (max - min)).toPrecision(3));
}

/** How far an arrow key moves: one step of the lever, else a hundredth of the slider. */
export const keyStep = ({ step, min, max }: LeverScale): number =>
  step === undefined ? 1 : (SLIDER_END * step) / (max - min);

/** A value in words: what stands beside the slider. */
export function wordsOf(scale: LeverScale, value: number | undefined): Words {
  const { unit, key, neutral } = scale;
  if (value === undefined) return AS_MEASURED;
  switch (unit) {
    case 'times faster':
      if (value === Infinity) return say`cost removed`;
      if (value === neutral) return AS_MEASURED;
      return value > 1 ? say`${short(value)}× faster` : say`${short(1 / value)}× slower`;
    case 'times':
      return value === neutral ? AS_MEASURED : value === 0 ? say`none` : say`${twoDigits(value)}× as much`;
    case 'switch':
      return value === 0 ? AS_MEASURED : say`done`;
    case 'count':
      return value === neutral ? say`${value}, as measured` : String(value);
    case 'share':
      return value === neutral ? AS_MEASURED : `${(100 * value).toFixed(0)}\u202f%`;
    case 'way': {
      if (value === 0) return AS_MEASURED;
      const [least, most] = WAYS[key] ?? [say`the one way`, say`the other way`];
      return value < 0 ? least : most;
    }
  }
}

/** The same for a screen reader, which does not read signs as people do. */
export function spokenOf(scale: LeverScale, value: number | undefined): Words {
  const { unit, neutral } = scale;
  if (value === undefined || value === neutral || value === Infinity || value === 0) return wordsOf(scale, value);
  if (unit === 'times faster')
    return value > 1 ? say`${short(value)} times faster` : say`${short(1 / value)} times slower`;
  if (unit === 'times') return say`${twoDigits(value)} times as much`;
  return unit === 'share' ? say`${(100 * value).toFixed(0)} per cent` : wordsOf(scale, value);
}

/** The ends of the slider in words, without what `min` and `max` say alike. */
export function endsOf(scale: LeverScale): readonly [least: Words, most: Words] {
  const most = hasInfinity(scale) ? Infinity : scale.max;
  return [wordsOf({ ...scale, neutral: undefined }, scale.min), wordsOf({ ...scale, neutral: undefined }, most)];
}

/** A value as it is typed and read back: `2`, `0.5`, `inf`, `50%`. */
export function typedOf({ unit }: LeverScale, value: number): string {
  if (value === Infinity) return 'inf';
  return unit === 'share' ? `${Number((100 * value).toPrecision(3))}%` : String(Number(value.toPrecision(3)));
}

/** What was typed as a value of the lever; undefined where it is none. */
export function valueTyped(scale: LeverScale, text: string): number | undefined {
  const plain = text.trim().replace(',', '.').replace(/[×x]$/i, '');
  if (hasInfinity(scale) && /^(inf|infinity|∞)$/i.test(plain)) return Infinity;
  const percent = plain.endsWith('%');
  const digits = percent ? plain.slice(0, -1).trim() : plain;
  if (!/^-?\d*\.?\d+$/.test(digits) || (percent && scale.unit !== 'share')) return undefined;
  const value = Number(digits) / (percent ? 100 : 1);
  const whole = scale.unit === 'count' || scale.unit === 'switch' || scale.unit === 'way';
  if (whole && !Number.isInteger(value)) return undefined;
  if (scale.unit === 'times faster') return value > 0 ? value : undefined;
  return value >= scale.min && value <= scale.max ? value : undefined;
}

const twoDigits = (value: number): number => Number(value.toPrecision(2));
const short = (value: number): string => (value >= 10 ? value.toFixed(0) : value.toFixed(value % 1 === 0 ? 0 : 1));
