import { type EventColumns, type ExtraColumns, type FlowColumns, type Scan } from '../src/ingest/event-columns.ts';

/** Between two tiles, so that no event of one touches the next. */
const GAP_US = 1000;

const largest = (column: ArrayLike<number>): number => {
  let most = 0;
  for (let i = 0; i < column.length; i++) if ((column[i] ?? 0) > most) most = column[i] ?? 0;
  return most;
};

/** A column `tiles` times over; each time `step` is added once more to values from `least` on. */
function tiled<T extends Float64Array | Uint32Array | Int32Array | Uint8Array>(
  column: T,
  length: number,
  tiles: number,
  step = 0,
  least = -Infinity,
): T {
  const out = new (column.constructor as new (length: number) => T)(length * tiles);
  for (let tile = 0; tile < tiles; tile++) {
    for (let i = 0; i < length; i++) {
      const value = column[i] ?? 0;
      out[tile * length + i] = value >= least ? value + tile * step : value;
    }
  }
  return out;
}

/**
 * The scan of a run that goes through the same steps again and again, until it has at least `events` events: for measuring what follows the scan
 * on more events than a file of reasonable size has. Correlation numbers, arrows and arguments stay within their tile.
 */
export function tileScan(scan: Scan, events: number): Scan {
  const tiles = Math.ceil(events / scan.events.length);
  const period = largest(scan.events.end) + GAP_US;
  const ids = Math.max(largest(scan.events.correlation), largest(scan.flows.id)) + 1;
  const { length } = scan.events;
  const column = <T extends Float64Array | Uint32Array | Int32Array | Uint8Array>(one: T): T =>
    tiled(one, length, tiles);
  const columns: EventColumns = {
    length: length * tiles,
    start: tiled(scan.events.start, length, tiles, period),
    end: tiled(scan.events.end, length, tiles, period),
    name: column(scan.events.name),
    category: column(scan.events.category),
    track: column(scan.events.track),
    correlation: tiled(scan.events.correlation, length, tiles, ids, 1),
    stream: column(scan.events.stream),
    device: column(scan.events.device),
    offset: column(scan.events.offset),
    byteLength: column(scan.events.byteLength),
  };
  const { flows, extras } = scan;
  const arrows: FlowColumns = {
    length: flows.length * tiles,
    phase: tiled(flows.phase, flows.length, tiles),
    id: tiled(flows.id, flows.length, tiles, ids, 1),
    category: tiled(flows.category, flows.length, tiles),
    track: tiled(flows.track, flows.length, tiles),
    time: tiled(flows.time, flows.length, tiles, period),
  };
  const sparse: ExtraColumns = {
    length: extras.length * tiles,
    event: tiled(extras.event, extras.length, tiles, length),
    key: tiled(extras.key, extras.length, tiles),
    number: tiled(extras.number, extras.length, tiles),
    text: tiled(extras.text, extras.length, tiles),
  };
  return { ...scan, events: columns, flows: arrows, extras: sparse };
}
