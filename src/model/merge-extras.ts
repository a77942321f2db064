import { at, item } from '../base/at.ts';
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
      event[next] = at(places, at(extras.event, i));
      source[next] = i;
      file[next++] = f;
    }
  });
  const order = Uint32Array.from(event, (_, i) => i).sort((a, b) => at(event, a) - at(event, b) || a - b);
  const out = {
    event: new Uint32Array(length),
    key: new Uint32Array(length),
    number: new Float64Array(length),
    text: new Uint32Array(length),
  };
  for (let i = 0; i < length; i++) {
    const from = at(order, i);
    const { extras } = item(scans, at(file, from));
    const map = merged.maps[at(file, from)];
    const s = at(source, from);
    out.event[i] = at(event, from);
    out.key[i] = map === undefined ? at(extras.key, s) : at(map, at(extras.key, s));
    out.number[i] = at(extras.number, s);
    out.text[i] = map === undefined ? at(extras.text, s) : at(map, at(extras.text, s));
  }
  return { length, ...out };
}

/** The number of an event's argument, such as `bytes`; undefined where the event has none. `key` is an index into `Timeline.strings`. */
export function extraNumber(extras: Extras, event: number, key: number): number | undefined {
  const row = rowOf(extras, event, key);
  return row < 0 || Number.isNaN(at(extras.number, row)) ? undefined : at(extras.number, row);
}

/** The text of an event's argument as an index into `Timeline.strings`; undefined where it is a number or absent. */
export function extraText(extras: Extras, event: number, key: number): number | undefined {
  const row = rowOf(extras, event, key);
  return row < 0 || !Number.isNaN(at(extras.number, row)) ? undefined : at(extras.text, row);
}

function rowOf({ event, key, length }: Extras, wantedEvent: number, wantedKey: number): number {
  for (let i = lowerBound(event, wantedEvent); i < length && at(event, i) === wantedEvent; i++)
    if (at(key, i) === wantedKey) return i;
  return -1;
}
