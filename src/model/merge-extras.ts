import { f64, item, u32 } from '../base/at.ts';
import { giveBack } from '../base/give-back.ts';
import { lowerBound } from '../base/search.ts';
import { sortKeys } from '../base/sort-keys.ts';
import { type Scan } from '../ingest/event-columns.ts';
import { type MergedStrings } from './merge-strings.ts';
import { type Extras } from './timeline.ts';

/** One more argument of an event of the timeline: a number. */
export interface AddedExtra {
  readonly event: number;
  readonly key: number;
  readonly number: number;
}

/** Arguments of all files in one table, sorted by event; of one event, in the order of the file, then those `added`. */
export function mergeExtras(
  scans: readonly Scan[],
  merged: MergedStrings,
  placeOf: readonly Uint32Array[],
  added: readonly AddedExtra[] = [],
): Extras {
  const length = scans.reduce((sum, scan) => sum + scan.extras.length, added.length);
  const unsorted = { event: new Uint32Array(length), ...valuesOf(length) };
  let next = 0;
  scans.forEach(({ extras }, file) => {
    const places = item(placeOf, file);
    const map = merged.maps[file];
    for (let i = 0; i < extras.length; i++) {
      const { key, text } = extras;
      unsorted.event[next] = u32(places, u32(extras.event, i));
      unsorted.key[next] = map === undefined ? u32(key, i) : u32(map, u32(key, i));
      unsorted.number[next] = f64(extras.number, i);
      unsorted.text[next++] = map === undefined ? u32(text, i) : u32(map, u32(text, i));
    }
  });
  for (const { event, key, number } of added) {
    unsorted.event[next] = event;
    unsorted.key[next] = key;
    unsorted.number[next++] = number;
  }
  const order = sortKeys(
    unsorted.event,
    placeOf.reduce((sum, places) => sum + places.length, 0),
  );
  const out = { event: new Uint32Array(length), ...valuesOf(length) };
  for (let i = 0; i < length; i++) {
    const from = u32(order, i);
    out.event[i] = u32(unsorted.event, from);
    out.key[i] = u32(unsorted.key, from);
    out.number[i] = f64(unsorted.number, from);
    out.text[i] = u32(unsorted.text, from);
  }
  for (const column of [order, unsorted.event, unsorted.key, unsorted.number, unsorted.text]) giveBack(column.buffer);
  return { length, ...out };
}

const valuesOf = (length: number) => ({
  key: new Uint32Array(length),
  number: new Float64Array(length),
  text: new Uint32Array(length),
});

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
