import { type TimeUnit, unitRow } from './time-unit.ts';

const THIN = '\u202f';

const UNITS = [
  { name: 's', us: 1e6 },
  { name: 'ms', us: 1e3 },
  { name: 'µs', us: 1 },
] as const;

/**
 * A point in time since the trace start with as many digits as a window of `spanUs` microseconds can tell apart:
 * `1 234.567 ms` in a window of a few milliseconds. Never finer than a nanosecond. `unit`: where it is not to be the one that suits.
 */
export function formatInstant(us: number, spanUs: number, wanted: TimeUnit = 'auto'): string {
  if (!Number.isFinite(us)) return 'unknown';
  const size = Math.max(Math.abs(us), spanUs);
  const unit = unitRow(wanted) ?? UNITS.find((row) => size >= 10 * row.us) ?? UNITS[2];
  const finest = Math.max(spanUs / 2000, 0.001);
  const decimals = Math.max(0, Math.ceil(Math.log10(unit.us / finest)));
  const [whole = '0', fraction] = Math.abs(us / unit.us)
    .toFixed(Math.min(9, decimals))
    .split('.');
  const grouped = whole.length < 5 ? whole : whole.replaceAll(/\B(?=(?:\d{3})+$)/g, THIN);
  const sign = us < 0 && /[1-9]/.test(whole + (fraction ?? '')) ? '\u2212' : '';
  return `${sign}${grouped}${fraction === undefined ? '' : `.${fraction}`}${THIN}${unit.name}`;
}
