/** Where a written trace's own clock begins, nanoseconds after `baseTimeNanoseconds`: large, as in real traces. */
const TRACE_START_NS = 3_741_000_000_000_000;

/** What a tiled copy of a trace adds to its times and ids, so that copies can follow one another in one file. */
export interface Shift {
  readonly us: number;
  readonly id: number;
  readonly step: number;
}
export const NO_SHIFT: Shift = { us: 0, id: 0, step: 0 };

/** Whole nanoseconds of a simulated time. */
export const nanos = (us: number): number => TRACE_START_NS + Math.round(us * 1000);

/** Nanoseconds as microseconds with three decimals: exact, unlike a division. */
export function microsText(ns: number): string {
  const whole = Math.floor(ns / 1000);
  return `${whole}.${String(ns - whole * 1000).padStart(3, '0')}`;
}

/** Members of an `args` object, as torch lays them out. */
export const argsText = (args: Readonly<Record<string, unknown>>): string =>
  Object.entries(args)
    .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(',');

export interface CompleteEvent {
  readonly category: string;
  readonly name: string;
  readonly process: number | string;
  readonly thread: number | string;
  readonly startUs: number;
  readonly endUs: number;
  readonly args: Readonly<Record<string, unknown>>;
}

/** One `ph: X` event; its end meets the start of what follows to the nanosecond. */
export function completeText(event: CompleteEvent, shift: Shift): string {
  const start = nanos(event.startUs + shift.us);
  return `  {
    "ph": "X",
    "cat": ${JSON.stringify(event.category)},
    "name": ${JSON.stringify(event.name)},
    "pid": ${JSON.stringify(event.process)},
    "tid": ${JSON.stringify(event.thread)},
    "ts": ${microsText(start)},
    "dur": ${microsText(nanos(event.endUs + shift.us) - start)}
    ,
    "args": {
      ${argsText(event.args)}
    }
  }`;
}

/** One end of an arrow. */
export const flowText = (
  phase: 's' | 'f',
  category: 'ac2g' | 'fwdbwd',
  id: number,
  process: number,
  thread: number,
  us: number,
  shift: Shift,
): string => `  {
    "ph": "${phase}",
    "id": ${id + shift.id},
    "pid": ${process},
    "tid": ${thread},
    "ts": ${microsText(nanos(us + shift.us))},
    "cat": "${category}",
    "name": "${category}"${phase === 'f' ? ',\n    "bp": "e"' : ''}
  }`;
