import { type TimeUnit, unitRow } from './time-unit.ts';

/** Number formats for people: three digits or so, a thin space before the unit and between thousands. */
const THIN = '\u202f';
const MINUS = '\u2212';

/** Three significant digits below 1000, no trailing zeros dropped: 0.431, 4.31, 43.1, 431. */
function fewDigits(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 99.95) return size.toFixed(0);
  if (size >= 9.995) return size.toFixed(1);
  return size >= 0.9995 ? size.toFixed(2) : size.toFixed(3);
}

const signed = (value: number, text: string): string => (value < 0 && /[1-9]/.test(text) ? MINUS + text : text);

/** At most a nanosecond. */
const MOST_DECIMALS: Readonly<Record<string, number>> = { µs: 3, ms: 6, s: 9 };

/** Three significant digits, or all before the point, in one unit. */
function formatInUnit(us: number, unit: { readonly name: string; readonly us: number }): string {
  const value = Math.abs(us) / unit.us;
  if (value >= 99.95) return signed(us, `${formatCount(value)}${THIN}${unit.name}`);
  const decimals = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(value)));
  return signed(us, `${value.toFixed(Math.min(decimals, MOST_DECIMALS[unit.name] ?? 3))}${THIN}${unit.name}`);
}

/** `12.3 ms`, `431 µs`, `1.25 s`, `12 ns`: microseconds in the unit that keeps three digits, or in the one given. */
export function formatMicros(us: number, unit: TimeUnit = 'auto'): string {
  if (!Number.isFinite(us)) return 'unknown';
  const row = unitRow(unit);
  if (row !== undefined) return formatInUnit(us, row);
  const size = Math.abs(us);
  if (size === 0) return `0${THIN}µs`;
  if (size < 0.9995) return signed(us, `${(size * 1000).toFixed(0)}${THIN}ns`);
  if (size < 999.5) return signed(us, `${fewDigits(size)}${THIN}µs`);
  if (size < 999_500) return signed(us, `${fewDigits(size / 1e3)}${THIN}ms`);
  if (size < 120e6) return signed(us, `${fewDigits(size / 1e6)}${THIN}s`);
  const minutes = Math.floor(size / 60e6);
  return signed(us, `${formatCount(minutes)}${THIN}min ${((size - minutes * 60e6) / 1e6).toFixed(0)}${THIN}s`);
}

/** `33 %`, `3.3 %`, `< 0.1 %`: a share given as 0..1. */
export function formatPercent(share: number): string {
  if (!Number.isFinite(share)) return 'unknown';
  const size = Math.abs(share) * 100;
  if (size === 0) return `0${THIN}%`;
  if (size < 0.05) return `<${THIN}0.1${THIN}%`;
  return signed(share, `${size < 9.95 ? size.toFixed(1) : size.toFixed(0)}${THIN}%`);
}

/** `8.4 MB`: decimal units. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return 'unknown';
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (Math.abs(value) >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const text = unit === 0 || Math.abs(value) >= 99.95 ? value.toFixed(0) : value.toFixed(1);
  return `${text}${THIN}${units[unit] ?? ''}`;
}

/** `75 718`: thousands apart from 10 000 on, shorter numbers whole. */
export function formatCount(count: number): string {
  if (!Number.isFinite(count)) return 'unknown';
  const text = Math.abs(Math.round(count)).toString();
  const grouped = text.length < 5 ? text : text.replaceAll(/\B(?=(?:\d{3})+$)/g, THIN);
  return signed(count, grouped);
}

/** `1 event lies`, `12 345 events lie`: a count with the words that go with one and with many. */
export const counted = (count: number, one: string, many: string): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
