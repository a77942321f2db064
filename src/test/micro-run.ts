import { laneKey, micros } from '../base/brand.ts';
import { type EventKind, kindCode, type Lane, type Rank, type Step, type Timeline } from '../model/timeline.ts';

/** Words for host calls and device work of `microRun`, with the names the profiler writes. Numbers after a word tell twins apart. */
const WORDS: Readonly<Record<string, { readonly kind: EventKind; readonly name: string }>> = {
  launch: { kind: 'runtime', name: 'cudaLaunchKernel' },
  copy: { kind: 'runtime', name: 'cudaMemcpyAsync' },
  sync: { kind: 'runtime', name: 'cudaDeviceSynchronize' },
  streamsync: { kind: 'runtime', name: 'cudaStreamSynchronize' },
  eventsync: { kind: 'runtime', name: 'cudaEventSynchronize' },
  loader: { kind: 'annotation', name: 'enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__' },
  workers: { kind: 'annotation', name: 'enumerate(DataLoader)#_MultiProcessingDataLoaderIter.__next__' },
  op: { kind: 'hostOp', name: 'aten::op' },
  grad: { kind: 'hostOp', name: 'torch::autograd::AccumulateGrad' },
  gloo: { kind: 'hostOp', name: 'gloo:all_reduce' },
  k: { kind: 'kernel', name: 'some_kernel' },
  c: { kind: 'kernel', name: 'ncclDevKernel_AllReduce_Sum_f32_RING_LL' },
  wait: { kind: 'deviceSync', name: 'Stream Wait Event' },
  await: { kind: 'kernel', name: 'event_wait' },
  record: { kind: 'kernel', name: 'event_record' },
  h: { kind: 'memcpy', name: 'Memcpy HtoD (Pageable -> Device)' },
};

interface Spelled {
  readonly word: string;
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly launches: readonly string[];
  /** Of a wait: the stream that waits, and the one it waits for. */
  readonly streams: readonly string[];
  /** Of a kernel: blocks on each multiprocessor. */
  readonly blocks: string | undefined;
}

function spell(text: string): Spelled {
  const match = /^([a-z]+)(\w*)@([\d.]+)\+([\d.]+)(?:>([\w,]+))?(?:=(\d+)<(\d+))?(?:%([\d.]+))?$/.exec(text);
  if (match === null) throw new Error(`microRun cannot read '${text}'`);
  const start = Number(match[3]);
  return {
    word: match[1]!,
    id: match[1]! + match[2]!,
    start,
    end: start + Number(match[4]),
    launches: match[5]?.split(',') ?? [],
    streams: match.slice(6, 8).filter((digits) => digits !== undefined),
    blocks: match[8],
  };
}

/**
 * A timeline with exact microseconds. A line is `r<rank> <lane> <events>`; an event is `word@start+duration`, with `>id,id` for the
 * device work it launches. On a lane `sync`, `wait@5+0=20<7` says that stream 20 waits for stream 7; so does `await@5+10=20<7` on stream 20, until a `record` of stream 7.
 * `k@0+5%0.5` has half a block for each multiprocessor. `r0 steps 0 100 200` gives the borders of steps.
 *
 *     r0 steps    0 120
 *     r0 main     launch@0+5>k1  sync@5+115
 *     r0 stream7  k1@10+110
 */
export function microRun(text: string): Timeline {
  const lines = text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((words) => words.length > 1);
  const rankNumbers = [...new Set(lines.map((words) => Number(words[0]!.slice(1))))].sort((a, b) => a - b);
  const strings: string[] = [''];
  const stringOf = (value: string): number => {
    const known = strings.indexOf(value);
    return known >= 0 ? known : strings.push(value) - 1;
  };
  const rows: { lane: number; spelled: Spelled }[] = [];
  const lanes: Lane[] = [];
  const steps: Step[] = [];
  const ranks: Rank[] = [];
  rankNumbers.forEach((number, rank) => {
    const own = lines.filter((words) => words[0] === `r${number}`);
    const firstStep = steps.length;
    const borders =
      own
        .find((words) => words[1] === 'steps')
        ?.slice(2)
        .map(Number) ?? [];
    borders
      .slice(1)
      .forEach((end, k) =>
        steps.push({ rank, name: `Step ${k}`, start: micros(borders[k]!), end: micros(end), event: -1 }),
      );
    const firstLane = lanes.length;
    for (const words of own.filter((line) => line[1] !== 'steps')) {
      const stream = /^stream(\d+)$/.exec(words[1]!)?.[1];
      const events = words
        .slice(2)
        .map(spell)
        .sort((a, b) => a.start - b.start || b.end - a.end);
      const key = stream === undefined ? `r${number}/host/1/${words[1]}` : `r${number}/gpu0/stream${stream}`;
      lanes.push({
        key: laneKey(key),
        rank,
        kind: stream !== undefined ? 'device' : words[1] === 'sync' ? 'note' : 'host',
        label: words[1]!,
        process: '1',
        thread: words[1]!,
        device: stream === undefined ? -1 : 0,
        stream: stream === undefined ? -1 : Number(stream),
        first: rows.length,
        count: events.length,
        rows: 1,
      });
      rows.push(...events.map((spelled) => ({ lane: lanes.length - 1, spelled })));
    }
    const mine = lanes.map((_, index) => index).slice(firstLane);
    ranks.push({
      rank: number,
      worldSize: rankNumbers.length,
      label: `rank ${number}`,
      file: 0,
      device: undefined,
      lanes: mine,
      mainLane: mine.find((index) => lanes[index]!.kind === 'host') ?? -1,
      hasDevice: mine.some((index) => lanes[index]!.kind === 'device'),
      firstStep,
      lastStep: steps.length,
      stepsWay: 'profiler',
      stepsFrom: 'written by hand',
    });
  });
  const launcherOf = (spelled: Spelled, lane: number): number =>
    rows.findIndex((row) => row.spelled.launches.includes(spelled.id) && lanes[row.lane]!.rank === lanes[lane]!.rank);
  const length = rows.length;
  const extras = rows.flatMap(({ spelled }, event) => [
    ...spelled.streams.map((digits, k) => ({
      event,
      key: stringOf(k === 0 ? 'stream' : 'wait_on_stream'),
      number: Number(digits),
    })),
    ...(spelled.blocks === undefined
      ? []
      : [{ event, key: stringOf('blocks per SM'), number: Number(spelled.blocks) }]),
  ]);
  const times = rows.flatMap(({ spelled }) => [spelled.start, spelled.end]);
  return {
    files: [],
    format: 'microRun',
    window: { start: micros(Math.min(...times)), end: micros(Math.max(...times)) },
    ranks,
    lanes,
    steps,
    strings,
    events: {
      length,
      start: Float64Array.from(rows, ({ spelled }) => spelled.start),
      end: Float64Array.from(rows, ({ spelled }) => spelled.end),
      name: Uint32Array.from(rows, ({ spelled }) => stringOf(WORDS[spelled.word]!.name)),
      kind: Uint8Array.from(rows, ({ spelled }) => kindCode(WORDS[spelled.word]!.kind)),
      lane: Uint16Array.from(rows, ({ lane }) => lane),
      row: new Uint16Array(length),
      launcher: Int32Array.from(rows, ({ spelled, lane }) => launcherOf(spelled, lane)),
      parent: new Int32Array(length).fill(-1),
      file: new Uint16Array(length),
      offset: new Float64Array(length),
      byteLength: new Uint32Array(length),
    },
    links: { length: 0, from: new Uint32Array(0), to: new Uint32Array(0), kind: new Uint8Array(0) },
    extras: {
      length: extras.length,
      event: Uint32Array.from(extras, (extra) => extra.event),
      key: Uint32Array.from(extras, (extra) => extra.key),
      number: Float64Array.from(extras, (extra) => extra.number),
      text: new Uint32Array(extras.length),
    },
    diagnostics: [],
  };
}
