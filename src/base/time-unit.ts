/** The unit of times on the timeline; `auto`: the one that suits each. */
export const TIME_UNITS = ['auto', 'us', 'ms', 's'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

export interface UnitRow {
  /** As written. */
  readonly name: string;
  /** Microseconds. */
  readonly us: number;
}

const ROWS: Readonly<Record<Exclude<TimeUnit, 'auto'>, UnitRow>> = {
  us: { name: 'µs', us: 1 },
  ms: { name: 'ms', us: 1e3 },
  s: { name: 's', us: 1e6 },
};

/** undefined for `auto`. */
export const unitRow = (unit: TimeUnit): UnitRow | undefined => (unit === 'auto' ? undefined : ROWS[unit]);
