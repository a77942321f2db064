import { type Micros, micros } from '../base/brand.ts';

/** Times in links lie within ten days of the trace start: whole nanoseconds up to here are exact in a double. */
const MAX_NS = 1e15;
const UNITS = [
  { name: 's', digits: 9 },
  { name: 'ms', digits: 6 },
  { name: 'us', digits: 3 },
  { name: 'ns', digits: 0 },
] as const;

/** The nearest time that a link can hold: whole nanoseconds, which is as fine as profilers write. */
export const wholeNs = (time: number): Micros => micros(Math.round(time * 1000) / 1000 + 0);

/** True where `formatTime` and `parseTime` give the time back. */
export const fitsLink = (time: number): boolean => Math.abs(time) * 1000 <= MAX_NS;

/**
 * `12.345678ms`: readable, and exact to the nanosecond because the decimal point is moved in the text,
 * never by dividing a double.
 */
export function formatTime(time: Micros): string {
  const ns = Math.round(time * 1000);
  if (ns === 0) return '0ms';
  const size = Math.abs(ns);
  const unit = size < 1e6 ? UNITS[2] : size < 1e10 ? UNITS[1] : UNITS[0];
  const digits = String(size).padStart(unit.digits + 1, '0');
  const whole = digits.slice(0, -unit.digits);
  const fraction = digits.slice(-unit.digits).replace(/0+$/, '');
  return `${ns < 0 ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}${unit.name}`;
}

/** Reads what `formatTime` writes and what a person would type (`450us`, `1.5s`); undefined for anything else. */
export function parseTime(text: string): Micros | undefined {
  const match = /^(-?)(\d{1,16})(?:\.(\d{1,9}))?(s|ms|us|ns)$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', name] = match;
  const digits = UNITS.find((unit) => unit.name === name)?.digits ?? 0;
  const ns = Number(`${whole}${fraction.slice(0, digits).padEnd(digits, '0')}`);
  if (ns > MAX_NS) return undefined;
  return micros((sign === '-' && ns !== 0 ? -ns : ns) / 1000);
}

/** `12.3ms~45ms`. */
export const formatSpan = (span: { readonly start: Micros; readonly end: Micros }): string =>
  `${formatTime(span.start)}~${formatTime(span.end)}`;

/** Reads what `formatSpan` writes; undefined where a time cannot be read. The order of the two is not checked. */
export function parseSpan(text: string): { readonly start: Micros; readonly end: Micros } | undefined {
  const [first, second, ...rest] = text.split('~');
  if (first === undefined || second === undefined || rest.length > 0) return undefined;
  const start = parseTime(first);
  const end = parseTime(second);
  return start === undefined || end === undefined ? undefined : { start, end };
}
