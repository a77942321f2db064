import { f64, i32, item, u32, u8 } from '../base/at.ts';
import { distinct } from '../base/distinct.ts';
import { type Timeline } from '../model/timeline.ts';
import { walk } from './blame.ts';
import { CLASSES, classCode } from './classes.ts';
import { classifyEvents } from './classify-events.ts';
import { FINDING_KINDS, type FindingKindId } from './finding-kinds.ts';
import { hostActivity } from './host-activity.ts';
import { type Ledger } from './ledger.ts';
import { EVALUATION } from './patterns.ts';
import { SUBCLASSES } from './subclasses.ts';

/** The stretch is no stall. */
export const NO_KIND = 255;

const kindIndex = (id: FindingKindId): number => FINDING_KINDS.findIndex((kind) => kind.id === id);
const PAGEABLE = /pageable/i;
const SINGLE_PROCESS = /_SingleProcessDataLoaderIter\b/;
const WORKERS = /_MultiProcessingDataLoaderIter\b/;
const LOADER_FRAME = /(^|\/)torch\/utils\/data\/(?!.*DataLoaderIter)/;
const READS_VALUE = /^aten::(item|_local_scalar_dense|is_nonzero)$|built-in method (item|tolist) of/;
const COPIES = /memcpy/i;
const TRAINS = /Backward\d*\b|^Optimizer\.step#|^autograd::/;
const DECODES = /paged_attention|kv_?cache|decode|flash_?infer/i;
/** Queues shorter than this are launch latency, whatever the host does. */
const LONG_QUEUE_US = 1000;

/** For each piece of a rank an index into FINDING_KINDS, or NO_KIND. */
export function kindsOfPieces(timeline: Timeline, ledger: Ledger, rank: number): Uint8Array {
  const { events, strings } = timeline;
  const { pieces } = item(ledger.ranks, rank);
  const kinds = new Uint8Array(pieces.length).fill(NO_KIND);
  const decodes = isDecoding(timeline);
  const nameOf = (event: number): string => (event < 0 ? '' : item(strings, u32(events.name, event)));
  const behind = queueBehind(timeline, ledger, rank);
  const loader = loaderOf(timeline);
  for (let p = 0; p < pieces.length; p++) {
    const row = item(CLASSES, u8(pieces.class, p));
    if (!row.stall) continue;
    const name = nameOf(i32(pieces.cause, p));
    const cause = LOADER_FRAME.test(name) ? loader : name;
    const id = kindOf(row.key, cause, u8(pieces.sub, p), decodes, u8(behind, p) === 1);
    kinds[p] = kindIndex(id);
  }
  return kinds;
}

function kindOf(
  key: Exclude<(typeof CLASSES)[number]['key'], 'compute'>,
  cause: string,
  sub: number,
  decodes: boolean,
  behind: boolean,
): FindingKindId {
  switch (key) {
    case 'data':
      return SINGLE_PROCESS.test(cause) ? 'data-main' : WORKERS.test(cause) ? 'data-workers' : 'data-other';
    case 'communication': {
      const part = item(SUBCLASSES, sub).key;
      if (part === 'waiting') return 'communication-waiting';
      return part.startsWith('transfer') ? 'communication-transfer' : key;
    }
    case 'copy': {
      const direction = item(SUBCLASSES, sub).key;
      if (direction === 'htod') return PAGEABLE.test(cause) ? 'copy-pageable' : 'copy-htod';
      return direction === 'dtoh' ? 'copy-dtoh' : 'copy-other';
    }
    case 'checkpoint':
      return EVALUATION.test(cause) ? 'evaluation' : key;
    case 'sync':
      return READS_VALUE.test(cause) ? 'sync-item' : COPIES.test(cause) ? 'sync-copy' : 'sync-call';
    case 'launch':
      return decodes ? 'launch-decode' : 'launch';
    case 'queue':
      return behind ? 'queue-behind' : 'queue';
    default:
      return key;
  }
}

/** The loader's iterator that a trace names, for frames of its Python code, which do not say whose they are; empty where it names both or none. */
function loaderOf({ strings }: Timeline): string {
  const single = strings.find((name) => SINGLE_PROCESS.test(name));
  const workers = strings.find((name) => WORKERS.test(name));
  return single === undefined || workers === undefined ? (single ?? workers ?? '') : '';
}

/** No backward pass and no optimizer, but attention over a cache of keys and values. */
function isDecoding({ events, strings }: Timeline): boolean {
  let decodes = false;
  for (const name of distinct(events.name, strings.length)) {
    const text = strings[name] ?? '';
    if (TRAINS.test(text)) return false;
    decodes ||= DECODES.test(text);
  }
  return decodes;
}

/** 1 for long queues during half of which the launching thread is inside a synchronising call. */
function queueBehind(timeline: Timeline, ledger: Ledger, rank: number): Uint8Array {
  const { pieces } = item(ledger.ranks, rank);
  const queue = classCode('queue');
  const sync = classCode('sync');
  const behind = new Uint8Array(pieces.length);
  let activity: ReturnType<typeof hostActivity> | undefined;
  for (let p = 0; p < pieces.length; p++) {
    const from = f64(pieces.start, p);
    const to = f64(pieces.end, p);
    const launcher = i32(pieces.cause, p);
    if (u8(pieces.class, p) !== queue || to - from < LONG_QUEUE_US || launcher < 0) continue;
    activity ??= hostActivity(timeline, rank, classifyEvents(timeline, ledger.patterns));
    let waited = 0;
    walk(activity(timeline.events.lane[launcher] ?? 0), from, to, (low, high, cls) => {
      if (cls === sync) waited += high - low;
    });
    if (waited >= (to - from) / 2) behind[p] = 1;
  }
  return behind;
}
