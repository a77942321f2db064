import { distinct } from '../base/distinct.ts';
import { type Diagnostic } from '../base/failure.ts';
import { formatCount } from '../base/format.ts';
import { say } from '../base/say.ts';
import { type Scan } from '../ingest/event-columns.ts';
import { type FileClock } from './clock.ts';

/** What only a process that loads samples writes: PyTorch's worker loop, DFTracer's and DLIO's readers. */
const LOADS =
  /_utils\/(worker|fetch)\.py\(|_worker_loop|^\w*(Reader|Dataset)\.(open|get_sample|read_index|__getitem__|close)$|^(fetch_sample|load_sample|read_file|collate_fn)$/;
/** What only a process that trains writes. */
const TRAINS =
  /^(ProfilerStep#|Optimizer\.step#|aten::.*backward|autograd::|cuda[A-Z]|hip[A-Z]|nccl)|^enumerate\(DataLoader\)|Framework\.compute$/;
const DEVICE = /^(kernel|gpu_memcpy|gpu_memset|gpu_user_annotation|cuda_runtime|hip_runtime)$/i;

/** Files that hold the loader workers of a rank instead of a rank of their own. */
export interface WorkerFiles {
  /** For each file the file of the rank that it works for; -1 for a file of a rank. */
  readonly mainOf: Int32Array;
  readonly diagnostics: readonly Diagnostic[];
}

interface Nature {
  readonly loads: boolean;
  readonly trains: boolean;
}

function natureOf({ strings, events, header }: Scan): Nature {
  const used = new Set(distinct(events.name, strings.length));
  const categories = new Set(distinct(events.category, strings.length));
  const has = (set: ReadonlySet<number>, pattern: RegExp): boolean =>
    [...set].some((key) => pattern.test(strings[key] ?? ''));
  const { distributedInfo } = header;
  const claims = typeof distributedInfo === 'object' && distributedInfo !== null && 'rank' in distributedInfo;
  return { loads: has(used, LOADS), trains: claims || has(used, TRAINS) || has(categories, DEVICE) };
}

/**
 * Finds files of loader workers: they hold reading or preparing of samples and nothing of training, and lie beside a file that trains. A file
 * works for the rank whose process it is (same process id), else for the only rank, else for the rank whose number its name bears. Where the
 * times of the two do not meet, their clocks cannot be related: the file stays by itself, and that is said.
 */
export function findWorkerFiles(scans: readonly Scan[], clocks: readonly FileClock[]): WorkerFiles {
  const mainOf = new Int32Array(scans.length).fill(-1);
  if (scans.length < 2) return { mainOf, diagnostics: [] };
  const natures = scans.map(natureOf);
  const mains = natures.flatMap(({ trains }, file) => (trains ? [file] : []));
  const workers = natures.flatMap(({ loads, trains }, file) => (loads && !trains ? [file] : []));
  if (mains.length === 0 || workers.length === 0) return { mainOf, diagnostics: [] };
  const spans = scans.map((scan, file) => spanOf(scan, clocks[file]));
  const diagnostics: Diagnostic[] = [];
  let joined = 0;
  for (const file of workers) {
    const main = ownerOf(scans, mains, file);
    const name = scans[file]?.file.name ?? '';
    if (main === undefined) {
      const message = say`${name} holds loader work, but which rank it belongs to is not known: name it after the rank, such as rank0-worker1.pfw`;
      diagnostics.push({ code: 'worker-unowned', count: 1, message });
      continue;
    }
    const [own, other] = [spans[file], spans[main]];
    if (own === undefined || other === undefined || own.end <= other.start || own.start >= other.end) {
      const message = say`${name} holds loader work, but at other times than ${scans[main]?.file.name ?? ''}: their clocks cannot be related, so it does not tell fetching from preparing`;
      diagnostics.push({ code: 'worker-clock', count: 1, message });
      continue;
    }
    mainOf[file] = main;
    joined++;
  }
  if (joined > 0) {
    const message =
      joined === 1
        ? say`1 file holds loader workers: taken together with their rank`
        : say`${formatCount(joined)} files hold loader workers: taken together with their rank`;
    diagnostics.push({ code: 'worker-joined', count: joined, message });
  }
  return { mainOf, diagnostics };
}

const RANK_IN_NAME = /(?:^|[^a-z])rank[-_. ]?(\d{1,6})(?!\d)/i;

function ownerOf(scans: readonly Scan[], mains: readonly number[], file: number): number | undefined {
  const own = processesOf(scans[file]);
  const same = mains.filter((main) => [...processesOf(scans[main])].some((process) => own.has(process)));
  if (same.length === 1) return same[0];
  if (mains.length === 1) return mains[0];
  const named = RANK_IN_NAME.exec(scans[file]?.file.name ?? '')?.[1];
  const fitting = mains.filter((main) => named !== undefined && rankOf(scans[main]) === Number(named));
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** Process ids of a file: numbers from 100 on, as smaller ones mean devices, or are the same in every container. */
export const processesOf = (scan: Scan | undefined): ReadonlySet<string> =>
  new Set(scan?.tracks.map(({ process }) => process).filter((process) => /^[1-9]\d{2,}$/.test(process)) ?? []);

function rankOf(scan: Scan | undefined): number | undefined {
  const info = scan?.header.distributedInfo;
  const rank = typeof info === 'object' && info !== null && 'rank' in info ? Number(info.rank) : NaN;
  if (Number.isInteger(rank)) return rank;
  const named = RANK_IN_NAME.exec(scan?.file.name ?? '')?.[1];
  return named === undefined ? undefined : Number(named);
}

/** First start and last end on the run's clock, microseconds. */
export function spanOf({ events }: Scan, clock: FileClock | undefined): { start: number; end: number } | undefined {
  if (clock === undefined || events.length === 0) return undefined;
  let start = Infinity;
  let end = -Infinity;
  for (let i = 0; i < events.length; i++) {
    const [from, to] = [events.start[i] ?? Infinity, events.end[i] ?? -Infinity];
    if (from < clock.lowUs || from > clock.highUs) continue;
    start = Math.min(start, from);
    end = Math.max(end, to > clock.highUs ? clock.lastUs : to);
  }
  return { start: start + clock.shiftNs / 1000, end: end + clock.shiftNs / 1000 };
}

/** Positions for sorting lanes: files of a rank side by side, its own file first. */
export const placesOf = (rankOfFile: readonly number[], mainOf: Int32Array): readonly number[] =>
  rankOfFile.map((rank, file) => rank * (rankOfFile.length + 1) + ((mainOf[file] ?? -1) < 0 ? 0 : 1 + file));

export const isWorker = (mainOf: Int32Array, file: number): boolean => (mainOf[file] ?? -1) >= 0;
export const ownerFile = (mainOf: Int32Array, file: number): number =>
  isWorker(mainOf, file) ? (mainOf[file] ?? file) : file;
export const workersOf = (mainOf: Int32Array, main: number): readonly number[] =>
  [...mainOf.keys()].filter((file) => mainOf[file] === main);
