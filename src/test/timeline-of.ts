import { inEnglish } from '../base/say.ts';
import { buildTimeline } from '../model/build-timeline.ts';
import { type Timeline } from '../model/timeline.ts';
import { scanOf, type TraceRow } from './scan-of.ts';

/** Letters of a drawing and the events they stand for, as torch.profiler writes them. */
const LETTERS: Readonly<Record<string, { readonly name: string; readonly cat: string }>> = {
  D: { cat: 'user_annotation', name: 'enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__' },
  O: { cat: 'cpu_op', name: 'aten::addmm' },
  L: { cat: 'cuda_runtime', name: 'cudaLaunchKernel' },
  B: { cat: 'cuda_runtime', name: 'cudaMemcpyAsync' },
  S: { cat: 'cuda_runtime', name: 'cudaStreamSynchronize' },
  A: { cat: 'cuda_runtime', name: 'cudaMalloc' },
  G: { cat: 'user_annotation', name: 'gc.collect' },
  C: { cat: 'user_annotation', name: 'save_checkpoint' },
  H: { cat: 'user_annotation', name: 'gloo:all_reduce' },
  X: { cat: 'user_annotation', name: '_compile.compile_inner (dynamo_timed)' },
  P: { cat: 'overhead', name: 'Activity Buffer Request' },
  K: { cat: 'kernel', name: 'gemm' },
  N: { cat: 'kernel', name: 'ncclDevKernel_AllReduce_Sum_f32_RING_LL' },
  M: { cat: 'gpu_memcpy', name: 'Memcpy HtoD (Pageable -> Device)' },
};

export interface DrawingOptions {
  /** Width of one column; 1000 unless given. */
  readonly columnUs?: number;
  /**
   * Which launch (L or B, counted over all threads of the rank by time) started which device work: `order` (default) gives the k-th launch
   * to the k-th kernel or copy by start; `none` links nothing; a list holds, for the k-th device work, the number of its launch (-1: none).
   */
  readonly launches?: 'order' | 'none' | readonly number[];
  /** Top-level members of each rank's file. */
  readonly header?: (rank: number) => Readonly<Record<string, unknown>>;
}

/**
 * A timeline from a drawing, one column a millisecond:
 *
 *     r0 step    |......|......        ProfilerStep#0 and #1: a step ends where the next begins, the last with its row
 *     r0 main    DDDLL..DDDLL..        a run of one letter is one event; `.` and space are nothing
 *     r0 main    ...OOOO...OOOO        a second line of a lane nests into the first
 *     r0 stream7 ....KKk.....KKk       lower case means the same letter: `KKk` is a kernel of 2 ms and one of 1 ms
 *
 * Lanes: `step`, `stream<number>`, and any other word for a host thread; `main` carries the steps. Each rank is one file, `rank<r>.json`.
 */
export function timelineOf(drawing: string, options: DrawingOptions = {}): Timeline {
  const built = buildTimeline(scansOf(drawing, options));
  if (!built.ok) throw new Error(inEnglish(built.failure.userMessage));
  return built.value;
}

/** A timeline from parsed rows of one file. */
export function timelineOfRows(rows: readonly TraceRow[], header: Readonly<Record<string, unknown>> = {}): Timeline {
  const built = buildTimeline([scanOf(rows, header)]);
  if (!built.ok) throw new Error(inEnglish(built.failure.userMessage));
  return built.value;
}

/** The scans of a drawing, one a rank. */
export const scansOf = (drawing: string, options: DrawingOptions = {}): ReturnType<typeof scanOf>[] =>
  filesOf(drawing, options).map(({ name, rows, header }) => scanOf(rows, header, name));

/** The drawing as files, one a rank: their JSON text. */
export const textsOf = (drawing: string, options: DrawingOptions = {}): { name: string; text: string }[] =>
  filesOf(drawing, options).map(({ name, rows, header }) => ({
    name,
    text: JSON.stringify({ ...header, traceEvents: rows.map((row) => ({ ph: 'X', ...row })) }),
  }));

interface DrawnFile {
  readonly name: string;
  readonly rows: readonly TraceRow[];
  readonly header: Readonly<Record<string, unknown>>;
}

function filesOf(drawing: string, options: DrawingOptions): DrawnFile[] {
  const columnUs = options.columnUs ?? 1000;
  const rowsOfRank = new Map<number, TraceRow[]>();
  for (const line of drawing.split('\n')) {
    if (line.trim() === '') continue;
    const [, rankText, lane, marks] = /^\s*r(\d+)\s+(\S+) +(\S.*?)\s*$/.exec(line) ?? [];
    if (rankText === undefined || lane === undefined || marks === undefined)
      throw new Error(`not a line of a drawing: ${line}`);
    const rank = Number(rankText);
    const rows = rowsOfRank.get(rank) ?? [];
    rowsOfRank.set(rank, rows);
    rows.push(...(lane === 'step' ? stepRows(marks, rank, columnUs) : markRows(marks, lane, rank, columnUs)));
  }
  return [...rowsOfRank].map(([rank, rows]) => {
    const header = {
      distributedInfo: { rank, world_size: rowsOfRank.size },
      deviceProperties: [{ id: 0, name: 'Test GPU' }],
      ...options.header?.(rank),
    };
    return { name: `rank${rank}.json`, rows: withCorrelations(rows, options.launches ?? 'order'), header };
  });
}

const processOf = (rank: number): number => 100 + rank;

function stepRows(marks: string, rank: number, columnUs: number): TraceRow[] {
  const begins = [...marks].flatMap((letter, column) => (letter === '|' ? [column] : []));
  return begins.map((column, k) => ({
    cat: 'user_annotation',
    name: `ProfilerStep#${k}`,
    pid: processOf(rank),
    tid: 'main',
    ts: column * columnUs,
    dur: ((begins[k + 1] ?? marks.length) - column) * columnUs,
  }));
}

function markRows(marks: string, lane: string, rank: number, columnUs: number): TraceRow[] {
  const stream = /^stream(\d+)$/.exec(lane)?.[1];
  const place =
    stream === undefined
      ? { pid: processOf(rank), tid: lane }
      : { pid: 0, tid: Number(stream), args: { device: 0, stream: Number(stream) } };
  return [...marks.matchAll(/([A-Za-z])\1*/g)].map(([run, letter], index, runs): TraceRow => {
    const what = LETTERS[(letter ?? '').toUpperCase()];
    if (what === undefined) throw new Error(`no event is drawn as '${letter}'`);
    return { ...what, ...place, ts: (runs[index]?.index ?? 0) * columnUs, dur: run.length * columnUs };
  });
}

/** Numbers launches from 1 by time and gives device work the number of its launch. */
function withCorrelations(rows: readonly TraceRow[], launches: 'order' | 'none' | readonly number[]): TraceRow[] {
  const byTime = (wanted: (row: TraceRow) => boolean): TraceRow[] =>
    rows.filter(wanted).sort((a, b) => Number(a.ts) - Number(b.ts));
  const calls = byTime(({ name }) => name === 'cudaLaunchKernel' || name === 'cudaMemcpyAsync');
  const work = byTime(({ cat }) => cat === 'kernel' || cat === 'gpu_memcpy');
  const callOf = (k: number): number => (launches === 'order' ? k : launches === 'none' ? -1 : (launches[k] ?? -1));
  return rows.map((row) => {
    const call = calls.indexOf(row);
    const k = work.indexOf(row);
    const correlation = call >= 0 ? call + 1 : k >= 0 ? callOf(k) + 1 : 0;
    return correlation > 0 ? { ...row, args: { ...row.args, correlation } } : row;
  });
}
