import { COMMUNICATION_LEVERS } from './levers/communication-levers.ts';
import { DATA_LEVERS } from './levers/data-levers.ts';
import { DEVICE_LEVERS } from './levers/device-levers.ts';
import { HOST_LEVERS } from './levers/host-levers.ts';
import { type LeverRow } from './levers/lever-row.ts';

const ROWS = [...DATA_LEVERS, ...DEVICE_LEVERS, ...HOST_LEVERS, ...COMMUNICATION_LEVERS] as const;
export type LeverKey = (typeof ROWS)[number]['key'];
export type Lever = LeverRow & { readonly key: LeverKey };

/** Every lever, by what it acts on. Names never change: old links hold them. */
export const LEVERS: readonly Lever[] = ROWS;
export const LEVER_KEYS: readonly LeverKey[] = LEVERS.map((row) => row.key);

const byKey: ReadonlyMap<string, Lever> = new Map(LEVERS.map((row) => [row.key, row]));
export const isLeverKey = (text: string): text is LeverKey => byKey.has(text);

/** The row of a lever. */
export function leverRow(key: LeverKey): Lever {
  const row = byKey.get(key);
  if (row === undefined) throw new Error(`no lever is called ${key}`);
  return row;
}

/** True where the number says something of this lever. */
export function isLeverValue(key: LeverKey, value: number): boolean {
  const { unit, min, max } = leverRow(key);
  if (Number.isNaN(value)) return false;
  switch (unit) {
    case 'times faster':
      return value > 0;
    case 'switch':
    case 'count':
      return value >= min && value <= max && Number.isInteger(value);
    case 'share':
    case 'times':
    case 'way':
      return value >= min && value <= max;
  }
}

/** True where the lever is moved: given, and not at the value that changes nothing. */
export const isMoved = (key: LeverKey, value: number | undefined): boolean =>
  value !== undefined && value !== leverRow(key).neutral;
