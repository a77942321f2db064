import { at, i32, item, u32, u8 } from '../base/at.ts';
import { type Scan } from '../ingest/event-columns.ts';
import { type AddedExtra } from './merge-extras.ts';
import { type MergedStrings } from './merge-strings.ts';

const NAMES_RECORD = 'wait_on_cuda_event_record_corr_id';
const RECORD = /EventRecord/;

interface WithStrings {
  readonly added: readonly AddedExtra[];
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

/** Those numbers as extras named `correlation` and `stream`, and the strings with these two. `placeOf`: for each scan, the place of its events in the timeline. */
export function syncExtras(
  { strings }: MergedStrings,
  numbers: readonly SyncNumbers[] | undefined,
  placeOf: readonly Uint32Array[],
): WithStrings {
  if (numbers === undefined) return { added: [], strings };
  const added: AddedExtra[] = [];
  const correlationKey = strings.length;
  const streamKey = strings.length + 1;
  for (const { file, event: own, correlation, stream } of numbers) {
    const event = u32(item(placeOf, file), own);
    if (correlation >= 0) added.push({ event, key: correlationKey, number: correlation });
    if (stream >= 0) added.push({ event, key: streamKey, number: stream });
  }
  return { added, strings: [...strings, 'correlation', 'stream'] };
}
