import { at, f64, i32, item, u32, u8 } from '../base/at.ts';
import { type Scan } from '../ingest/event-columns.ts';
import { type MergedStrings } from './merge-strings.ts';
import { type Extras } from './timeline.ts';

const NAMES_RECORD = 'wait_on_cuda_event_record_corr_id';
const RECORD = /EventRecord/;

interface WithStrings {
  readonly extras: Extras;
  readonly strings: readonly string[];
}

/** Numbers of one event of a scan that are to be extras. */
interface SyncNumbers {
  readonly file: number;
  readonly event: number;
  readonly correlation: number;
  /** -1 where it names none that counts. */
  readonly stream: number;
}

/**
 * Traces with synchronisation rows say which `cudaEventRecord` a wait meant, by its correlation number, and for which stream: both numbers
 * of those few events, read before the columns are used up. Undefined where no row says so.
 */
export function syncNumbers(scans: readonly Scan[]): readonly SyncNumbers[] | undefined {
  if (!scans.some(({ strings }) => strings.includes(NAMES_RECORD))) return undefined;
  const found: SyncNumbers[] = [];
  scans.forEach(({ events, strings }, file) => {
    const sync = strings.indexOf('cuda_sync');
    const isRecord = Uint8Array.from(strings, (text) => (RECORD.test(text) ? 1 : 0));
    const { length, category, name, correlation, stream } = events;
    for (let event = 0; event < length; event++) {
      const isSync = u32(category, event) === sync;
      if (!isSync && u8(isRecord, u32(name, event)) === 0) continue;
      found.push({ file, event, correlation: at(correlation, event), stream: isSync ? i32(stream, event) : -1 });
    }
  });
  return found;
}

/** Extras with those numbers as `correlation` and `stream`. `placeOf`: for each scan, the place of its events in the timeline. */
export function withSyncExtras(
  extras: Extras,
  { strings }: MergedStrings,
  numbers: readonly SyncNumbers[] | undefined,
  placeOf: readonly Uint32Array[],
): WithStrings {
  if (numbers === undefined) return { extras, strings };
  const rows: { event: number; key: number; number: number }[] = [];
  const correlationKey = strings.length;
  const streamKey = strings.length + 1;
  for (const { file, event: own, correlation, stream } of numbers) {
    const event = u32(item(placeOf, file), own);
    if (correlation >= 0) rows.push({ event, key: correlationKey, number: correlation });
    if (stream >= 0) rows.push({ event, key: streamKey, number: stream });
  }
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
