/** A kind of collective. The number is its place in this list. */
export interface CollectiveKind {
  readonly key: string;
  readonly label: string;
  /** No rank can end before the last one has arrived, and all end together: fit to set clocks by. */
  readonly barrier: boolean;
  /** All ranks give the same message size. */
  readonly sameSize: boolean;
  /** Bus bandwidth over algorithm bandwidth for n ranks, after nccl-tests' PERFORMANCE.md; undefined where it gives none. */
  readonly bus: ((n: number) => number) | undefined;
}

const share = (n: number): number => (n - 1) / n;
const twice = (n: number): number => (2 * (n - 1)) / n;
const once = (): number => 1;

export const COLLECTIVE_KINDS = [
  { key: 'allReduce', label: 'all-reduce', barrier: true, sameSize: true, bus: twice },
  { key: 'allGather', label: 'all-gather', barrier: true, sameSize: true, bus: share },
  { key: 'reduceScatter', label: 'reduce-scatter', barrier: true, sameSize: true, bus: share },
  { key: 'allToAll', label: 'all-to-all', barrier: true, sameSize: false, bus: share },
  { key: 'allToAllV', label: 'all-to-all of uneven sizes', barrier: false, sameSize: false, bus: undefined },
  { key: 'broadcast', label: 'broadcast', barrier: false, sameSize: true, bus: once },
  { key: 'reduce', label: 'reduce', barrier: false, sameSize: true, bus: once },
  { key: 'gather', label: 'gather', barrier: false, sameSize: false, bus: undefined },
  { key: 'scatter', label: 'scatter', barrier: false, sameSize: false, bus: undefined },
  { key: 'barrier', label: 'barrier', barrier: true, sameSize: false, bus: undefined },
  { key: 'pointToPoint', label: 'send and receive', barrier: false, sameSize: true, bus: once },
  { key: 'other', label: 'other communication', barrier: false, sameSize: false, bus: undefined },
] as const satisfies readonly CollectiveKind[];

export type CollectiveKindKey = (typeof COLLECTIVE_KINDS)[number]['key'];
export const collectiveKindCode = (key: CollectiveKindKey): number =>
  COLLECTIVE_KINDS.findIndex((row) => row.key === key);

/** First match wins; names have lost case and all but letters. */
const BY_NAME: readonly (readonly [RegExp, CollectiveKindKey])[] = [
  [/alltoallv|deepep.*(dispatch|combine)/, 'allToAllV'],
  [/alltoall/, 'allToAll'],
  [/allreduce|crossdevicereduce/, 'allReduce'],
  [/allgather/, 'allGather'],
  [/reducescatter/, 'reduceScatter'],
  [/broadcast|bcast/, 'broadcast'],
  [/barrier/, 'barrier'],
  [/sendrecv|^(nccl|gloo|mpi)?(send|recv)/, 'pointToPoint'],
  [/gather/, 'gather'],
  [/scatter/, 'scatter'],
  [/reduce/, 'reduce'],
];

/** Kind code of a `Collective name`, of an annotation such as `nccl:all_reduce`, or of a kernel's name. */
export function kindOfName(name: string): number {
  const letters = name
    .slice(0, 120)
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '');
  return collectiveKindCode(BY_NAME.find(([pattern]) => pattern.test(letters))?.[1] ?? 'other');
}

/** Bytes of one element by c10d's name of its type; undefined for an unknown one. */
export function bytesOfType(dtype: string): number | undefined {
  const name = dtype.toLowerCase();
  if (/^(float|int|uint32|float32|int32)$/.test(name)) return 4;
  if (/^(half|bfloat16|float16|short|int16|uint16)$/.test(name)) return 2;
  if (/^(double|long|int64|uint64|float64|complexfloat)$/.test(name)) return 8;
  if (/^(byte|char|bool|int8|uint8|float8.*)$/.test(name)) return 1;
  return undefined;
}

/**
 * Algorithm bandwidth S / t and bus bandwidth S / t x k(n) in GB/s (10^9 bytes), after nccl-tests. `bytes`: the whole array, for
 * all-gather and reduce-scatter the larger side. NaN where size, time or factor are unknown.
 */
export function bandwidthOf(
  kind: number,
  bytes: number,
  us: number,
  ranks: number,
): { readonly algorithmGBps: number; readonly busGBps: number } {
  const factor = COLLECTIVE_KINDS[kind]?.bus;
  if (!(bytes > 0) || !(us > 0)) return { algorithmGBps: NaN, busGBps: NaN };
  const algorithmGBps = bytes / (us * 1000);
  return { algorithmGBps, busGBps: factor === undefined || ranks < 2 ? NaN : algorithmGBps * factor(ranks) };
}
