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
/** The value of each lever that changes nothing, as in the replay's table; undefined where that is the trace's own. */
export const LEVER_NEUTRAL: Readonly<Record<LeverKey, number | undefined>> = {
  data: 1,
  compute: 1,
  communication: 1,
  ready: 0,
  workers: undefined,
  prefetch: undefined,
  fetch: 1,
  cache: 0,
  prep: 1,
  matmul: 1,
  attention: 1,
  memoryBound: 1,
  named: 1,
  embeddingHits: 0,
  embeddingAhead: 0,
  batch: 1,
  slice: 1,
  copy: 1,
  pinned: 0,
  copyAhead: 0,
  swap: 1,
  launch: 1,
  graphs: 0,
  framework: 1,
  syncs: 0,
  interconnect: 1,
  network: 1,
  latency: 1,
  overlap: 0,
  messageSize: 1,
  accumulation: 1,
  buckets: 1,
  stragglers: 0,
  microbatches: undefined,
  interleave: 1,
};

export const isClassKey = (text: string): text is ClassKey => Object.hasOwn(classNames, text);
export const isLeverKey = (text: string): text is LeverKey => Object.hasOwn(LEVER_NEUTRAL, text);
export const CLASS_KEYS: readonly ClassKey[] = Object.keys(classNames).filter(isClassKey);
export const LEVER_KEYS: readonly LeverKey[] = Object.keys(LEVER_NEUTRAL).filter(isLeverKey);

/** Classes that no name decides. */
const DERIVED: readonly ClassKey[] = ['queue', 'host', 'unknown'];
export const isPatternClass = (text: string): text is ClassKey =>
  isClassKey(text) && !DERIVED.some((key) => key === text);

/** What the user may tell of the run, by its name in a link; `known.` stands before it. */
const knownNames: Readonly<Record<KnownKey, true>> = {
  workers: true,
  prefetch: true,
  cores: true,
  fetchShare: true,
  diskGBps: true,
  memoryGBps: true,
  pinnedGBps: true,
  codecUs: true,
  stages: true,
  gpuShare: true,
  microbatches: true,
};
const isKnownKey = (text: string): text is KnownKey => Object.hasOwn(knownNames, text);
export const KNOWN_NAMES: readonly KnownKey[] = Object.keys(knownNames).filter(isKnownKey);
