import { type ClassKey } from '../ledger/classes.ts';
import { type LeverKey } from '../replay/levers.ts';
import { type KnownKey } from '../replay/scenario.ts';

// This room may import only types of ledger and replay; the records below do not compile when a name is missing.
const classNames: Readonly<Record<ClassKey, true>> = {
  compute: true,
  communication: true,
  copy: true,
  queue: true,
  data: true,
  hostcomm: true,
  checkpoint: true,
  compile: true,
  allocator: true,
  gc: true,
  sync: true,
  profiler: true,
  launch: true,
  host: true,
  unknown: true,
};
/** Numbers that something may have. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
  /** Whole numbers only. */
  readonly whole?: true;
}

/** Values of a lever, as the replay's table has them. */
export interface LeverBounds extends Bounds {
  /** The value that changes nothing; undefined where that is the trace's own. */
  readonly neutral: number | undefined;
  /** Infinity is a value too: the cost is removed. */
  readonly removes?: true;
}

const FASTER: LeverBounds = { neutral: 1, least: 0.01, most: 1000, removes: true };
const SWITCH: LeverBounds = { neutral: 0, least: 0, most: 1, whole: true };
const SHARE: LeverBounds = { neutral: 0, least: 0, most: 1 };

export const LEVER_BOUNDS: Readonly<Record<LeverKey, LeverBounds>> = {
  data: FASTER,
  compute: FASTER,
  communication: FASTER,
  ready: SWITCH,
  workers: { neutral: undefined, least: 0, most: 64, whole: true },
  prefetch: { neutral: undefined, least: 1, most: 16, whole: true },
  fetch: FASTER,
  concurrency: { neutral: undefined, least: 1, most: 64, whole: true },
  cache: SHARE,
  prep: FASTER,
  matmul: FASTER,
  attention: FASTER,
  memoryBound: FASTER,
  named: FASTER,
  embeddingHits: SHARE,
  embeddingAhead: { neutral: 0, least: 0, most: 8, whole: true },
  batch: { neutral: 1, least: 0.25, most: 4 },
  slice: { neutral: 1, least: 1 / 7, most: 1 },
  copy: FASTER,
  pinned: SWITCH,
  copyAhead: SWITCH,
  swap: { neutral: 1, least: 0, most: 2 },
  launch: FASTER,
  graphs: SWITCH,
  framework: FASTER,
  module: FASTER,
  syncs: SWITCH,
  interconnect: FASTER,
  network: FASTER,
  latency: FASTER,
  overlap: { neutral: 0, least: -1, most: 1 },
  messageSize: FASTER,
  accumulation: { neutral: 1, least: 1, most: 64, whole: true },
  buckets: { neutral: 1, least: 1 / 32, most: 32 },
  stragglers: SHARE,
  microbatches: { neutral: undefined, least: 1, most: 256, whole: true },
  interleave: { neutral: 1, least: 1, most: 8, whole: true },
};

export const isClassKey = (text: string): text is ClassKey => Object.hasOwn(classNames, text);
export const isLeverKey = (text: string): text is LeverKey => Object.hasOwn(LEVER_BOUNDS, text);
export const CLASS_KEYS: readonly ClassKey[] = Object.keys(classNames).filter(isClassKey);
export const LEVER_KEYS: readonly LeverKey[] = Object.keys(LEVER_BOUNDS).filter(isLeverKey);

/** Classes that no name decides. */
const DERIVED: readonly ClassKey[] = ['queue', 'host', 'unknown'];
export const isPatternClass = (text: string): text is ClassKey =>
  isClassKey(text) && !DERIVED.some((key) => key === text);

const SPEED: Bounds = { least: 0.001, most: 1_000_000 };
const PART: Bounds = { least: 0, most: 1 };

/** What the user may tell of the run, by its name in a link; `known.` stands before it. */
export const KNOWN_BOUNDS: Readonly<Record<KnownKey, Bounds>> = {
  workers: { least: 0, most: 256, whole: true },
  prefetch: { least: 1, most: 256, whole: true },
  cores: { least: 0.1, most: 4096 },
  fetchShare: PART,
  diskGBps: SPEED,
  memoryGBps: SPEED,
  pinnedGBps: SPEED,
  codecUs: { least: 0, most: 1_000_000_000 },
  stages: { least: 1, most: 4096, whole: true },
  gpuShare: PART,
  microbatches: { least: 1, most: 65_536, whole: true },
  concurrency: { least: 1, most: 4096, whole: true },
  batchMB: SPEED,
  swapGBps: SPEED,
  fixedCompute: PART,
  fixedLoading: PART,
  fixedCopy: PART,
  batchTimes: SPEED,
};
const isKnownKey = (text: string): text is KnownKey => Object.hasOwn(KNOWN_BOUNDS, text);
export const KNOWN_NAMES: readonly KnownKey[] = Object.keys(KNOWN_BOUNDS).filter(isKnownKey);

export const isWithin = ({ least, most, whole }: Bounds, value: number): boolean =>
  value >= least && value <= most && (whole !== true || Number.isInteger(value));
