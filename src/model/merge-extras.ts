import { f64, item, u16, u32 } from '../base/at.ts';
import { lowerBound } from '../base/search.ts';
import { type Scan } from '../ingest/event-columns.ts';
import { type MergedStrings } from './merge-strings.ts';
import { type Extras } from './timeline.ts';

/** Arguments of all files in one table, sorted by event; of one event, in the order of the file. */
export function mergeExtras(scans: readonly Scan[], merged: MergedStrings, placeOf: readonly Uint32Array[]): Extras {
  const length = scans.reduce((sum, scan) => sum + scan.extras.length, 0);
  const event = new Uint32Array(length);
  const source = new Uint32Array(length);
  const file = new Uint16Array(length);
  let next = 0;
  scans.forEach(({ extras }, f) => {
    const places = item(placeOf, f);
    for (let i = 0; i < extras.length; i++) {
      event[next] = u32(places, u32(extras.event, i));
      source[next] = i;
      file[next++] = f;
    }
  });
  const order = orderOf(event);
  const out = {
    event: new Uint32Array(length),
    key: new Uint32Array(length),
    number: new Float64Array(length),
    text: new Uint32Array(length),
  };
  for (let i = 0; i < length; i++) {
    const from = u32(order, i);
    const { extras } = item(scans, u16(file, from));
    const map = merged.maps[u16(file, from)];
    const s = u32(source, from);
    out.event[i] = u32(event, from);
    out.key[i] = map === undefined ? u32(extras.key, s) : u32(map, u32(extras.key, s));
    out.number[i] = f64(extras.number, s);
    out.text[i] = map === undefined ? u32(extras.text, s) : u32(map, u32(extras.text, s));
  }
  return { length, ...out };
}

/** Places by event, places of one event as they stand. An event and a place as one number sort as numbers do, without a comparator. */
function orderOf(event: Uint32Array): Uint32Array {
  const { length } = event;
  const order = new Uint32Array(length);
  const keys = new Float64Array(length);
  let sorted = true;
  for (let i = 0; i < length; i++) {
    order[i] = i;
    keys[i] = u32(event, i) * length + i;
    if (i > 0 && u32(event, i) < u32(event, i - 1)) sorted = false;
  }
  if (sorted) return order;
  keys.sort();
  for (let i = 0; i < length; i++) order[i] = f64(keys, i) % length;
  return order;
}

/** The number of an event's argument, such as `bytes`; undefined where the event has none. `key` is an index into `Timeline.strings`. */
export function extraNumber(extras: Extras, event: number, key: number): number | undefined {
  const row = rowOf(extras, event, key);
  return row < 0 || Number.isNaN(f64(extras.number, row)) ? undefined : f64(extras.number, row);
}

/** The text of an event's argument as an index into `Timeline.strings`; undefined where it is a number or absent. */
export function extraText(extras: Extras, event: number, key: number): number | undefined {
  const row = rowOf(extras, event, key);
  return row < 0 || !Number.isNaN(f64(extras.number, row)) ? undefined : u32(extras.text, row);
}

function rowOf({ event, key, length }: Extras, wantedEvent: number, wantedKey: number): number {
  for (let i = lowerBound(event, wantedEvent); i < length && u32(event, i) === wantedEvent; i++)
    if (u32(key, i) === wantedKey) return i;
  return -1;
}
