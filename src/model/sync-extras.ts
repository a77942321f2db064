import { f64, i32, item, u32 } from '../base/at.ts';
import { type Scan } from '../ingest/event-columns.ts';
import { type MergedStrings } from './merge-strings.ts';
import { type Extras } from './timeline.ts';

const NAMES_RECORD = 'wait_on_cuda_event_record_corr_id';
const RECORD = /EventRecord/;

/** Whether `withSyncExtras` will look at the columns of the scans. */
export const namesRecords = (strings: readonly string[]): boolean => strings.includes(NAMES_RECORD);

interface WithStrings {
  readonly extras: Extras;
  readonly strings: readonly string[];
}

/**
 * Traces with synchronisation rows say which `cudaEventRecord` a wait meant, by its correlation number, and for which stream. Columns of events
 * do not last that long, so both numbers of those few events go to the extras as `correlation` and `stream`. `placeOf`: for each scan, the
 * place of its events in the timeline.
 */
export function withSyncExtras(
  extras: Extras,
  merged: MergedStrings,
  scans: readonly Scan[],
  placeOf: readonly Uint32Array[],
): WithStrings {
  const { strings } = merged;
  if (!namesRecords(strings)) return { extras, strings };
  const rows: { event: number; key: number; number: number }[] = [];
  const correlationKey = strings.length;
  const streamKey = strings.length + 1;
  scans.forEach((scan, f) => {
    const { events } = scan;
    const places = item(placeOf, f);
    const sync = scan.strings.indexOf('cuda_sync');
    const records = new Set(scan.strings.flatMap((text, index) => (RECORD.test(text) ? [index] : [])));
    for (let i = 0; i < events.length; i++) {
      const isSync = u32(events.category, i) === sync;
      if (!isSync && !records.has(u32(events.name, i))) continue;
      const event = u32(places, i);
      if (f64(events.correlation, i) >= 0)
        rows.push({ event, key: correlationKey, number: f64(events.correlation, i) });
      if (isSync && i32(events.stream, i) >= 0) rows.push({ event, key: streamKey, number: i32(events.stream, i) });
    }
  });
  rows.sort((a, b) => a.event - b.event || a.key - b.key);
  return { extras: mergedRows(extras, rows), strings: [...strings, 'correlation', 'stream'] };
}

function mergedRows(
  extras: Extras,
  rows: readonly { readonly event: number; readonly key: number; readonly number: number }[],
): Extras {
  const length = extras.length + rows.length;
  const out = {
    event: new Uint32Array(length),
    key: new Uint32Array(length),
    number: new Float64Array(length),
    text: new Uint32Array(length),
  };
  let old = 0;
  let added = 0;
  for (let i = 0; i < length; i++) {
    const row = rows[added];
    if (row !== undefined && (old === extras.length || row.event < u32(extras.event, old))) {
      out.event[i] = row.event;
      out.key[i] = row.key;
      out.number[i] = row.number;
      added++;
      continue;
    }
    out.event[i] = u32(extras.event, old);
    out.key[i] = u32(extras.key, old);
    out.number[i] = f64(extras.number, old);
    out.text[i] = u32(extras.text, old);
    old++;
  }
  return { length, ...out };
}
