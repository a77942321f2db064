import { f64, i32, item, u32, u8 } from '../../base/at.ts';
import { edgesOfClass, edgesOfKind, edgeTargets, ownEdge } from '../edge-index.ts';
import { FAMILIES, familyCode } from '../families.ts';
import { COPY_KINDS } from '../graph-detail.ts';
import { type ReplayGraph } from '../graph.ts';
import { type Scenario } from '../scenario.ts';
import { type Change, grown, known, moved, type NameTest, OFF, patternOf, scaleEdges, shorter } from './action.ts';

/** Compute: all of it, by family, by the user's pattern, by batch size and slice. */
export function changeCompute(change: Change): void {
  const { graph, scenario, weight } = change;
  const edges = edgesOfClass(graph, 'compute');
  scaleEdges(weight, edges, shorter(scenario, 'compute'));
  changeSlice(change, edges);
  changeBatch(graph, scenario, weight, edges);
  const families = FAMILIES.map((family) =>
    family === 'other' || family === 'embedding' ? 1 : shorter(scenario, family),
  );
  const named = moved(scenario, 'named') === undefined ? undefined : patternOf(scenario.named);
  if (named === undefined && families.every((scale) => scale === 1)) return;
  const matches = named === undefined ? undefined : matcher(graph, named);
  const namedScale = shorter(scenario, 'named');
  const targets = edgeTargets(graph);
  for (const e of edges) {
    const node = u32(targets, e) >> 1;
    const scale = item(families, u8(graph.detail.family, node)) * (matches?.(node) === true ? namedScale : 1);
    if (scale !== 1) weight[e] = f64(weight, e) * scale;
  }
}

/** Says of a node whether its name matches; each name is tried once. */
export function matcher({ detail }: ReplayGraph, pattern: NameTest): (node: number) => boolean {
  const known = new Map<number, boolean>();
  return (node) => {
    const name = i32(detail.name, node);
    if (name < 0) return false;
    let found = known.get(name);
    if (found === undefined) known.set(name, (found = pattern(item(detail.strings, name))));
    return found;
  };
}

const LEAST_TOLD = 0.9;

/** Compute by what its kernels say of their blocks, microseconds. */
export function filledTimes(graph: ReplayGraph): {
  readonly allUs: number;
  readonly toldUs: number;
  readonly filledUs: number;
} {
  const targets = edgeTargets(graph);
  const sums = { allUs: 0, toldUs: 0, filledUs: 0 };
  for (const e of edgesOfClass(graph, 'compute')) {
    const us = f64(graph.weight, e);
    const share = graph.detail.filled?.[u32(targets, e) >> 1] ?? NaN;
    sums.allUs += us;
    if (Number.isNaN(share)) continue;
    sums.toldUs += us;
    sums.filledUs += us * share;
  }
  return sums;
}

/** True where most of compute says how much of the device it fills. */
export function tellsFilled(graph: ReplayGraph): boolean {
  const { allUs, toldUs } = filledTimes(graph);
  return toldUs > 0 && toldUs >= LEAST_TOLD * allUs;
}

/** A slice s of the device slows kernels that fill more than it: max(1, u / s), u as the user says, else as each kernel's grid does. */
function changeSlice({ graph, scenario, weight }: Change, edges: Uint32Array): void {
  const slice = moved(scenario, 'slice');
  if (slice === undefined) return;
  const told = known(scenario, 'gpuShare');
  const filled = tellsFilled(graph) ? graph.detail.filled : undefined;
  if (told !== undefined) scaleEdges(weight, edges, Math.max(1, told / slice));
  if (told !== undefined || filled === undefined) return;
  const targets = edgeTargets(graph);
  for (const e of edges) {
    const share = filled[u32(targets, e) >> 1] ?? NaN;
    weight[e] = f64(weight, e) * Math.max(1, (Number.isNaN(share) ? 1 : share) / slice);
  }
}

/** t_fix + (t - t_fix) k. t_fix: a share of every kernel, where two runs of other batches told it; else the shortest kernel: what it takes to start and end one. */
function changeBatch(graph: ReplayGraph, scenario: Scenario, weight: Float64Array, edges: Uint32Array): void {
  const times = moved(scenario, 'batch');
  if (times === undefined) return;
  const told = known(scenario, 'fixedCompute');
  if (told !== undefined) return scaleEdges(weight, edges, grown(scenario, told));
  const fixedUs = edges.reduce((least, e) => Math.min(least, positive(f64(graph.weight, e))), Infinity);
  for (const e of edges) {
    const us = f64(graph.weight, e);
    if (us <= fixedUs) continue;
    weight[e] = f64(weight, e) * ((fixedUs + (us - fixedUs) * times) / us);
  }
}

const positive = (us: number): number => (us > 0 ? us : Infinity);

const MOST_COPY_LATENCY_US = 10;

/** Copies to the device, of the input or all; swapped copies. */
export function changeCopies(change: Change): void {
  const { graph, scenario, weight, hiddenUs } = change;
  const { copies, step } = graph.detail;
  const [faster, pinned, ahead, swap, batch] = (['copy', 'pinned', 'copyAhead', 'swap', 'batch'] as const).map((key) =>
    moved(scenario, key),
  );
  if ([faster, pinned, ahead, swap, batch].every((value) => value === undefined)) return;
  const [pinnedGBps, swapGBps, fixedCopy] = (['pinnedGBps', 'swapGBps', 'fixedCopy'] as const).map((key) =>
    known(scenario, key),
  );
  let alphaUs = MOST_COPY_LATENCY_US;
  for (let i = 0; i < copies.node.length; i++) {
    const e = ownEdge(graph, u32(copies.node, i));
    if (e >= 0 && toDevice(u8(copies.kind, i))) alphaUs = Math.min(alphaUs, f64(graph.weight, e));
  }
  const released = new Set<number>();
  for (let i = 0; i < copies.node.length; i++) {
    const node = u32(copies.node, i);
    const e = ownEdge(graph, node);
    if (e < 0) continue;
    const kind = COPY_KINDS[u8(copies.kind, i)];
    let us = f64(weight, e);
    if (batch !== undefined && kind === 'input')
      us =
        fixedCopy === undefined
          ? Math.min(us, alphaUs) + Math.max(0, us - alphaUs) * batch
          : us * grown(scenario, fixedCopy);
    if (toDevice(u8(copies.kind, i))) {
      const pageable = u8(copies.pageable, i) === 1;
      if (pinned === 1 && pageable) {
        released.add(node);
        const bytes = f64(copies.bytes, i);
        if (pinnedGBps !== undefined && bytes > 0) us = Math.min(us, bytes / (pinnedGBps * 1000));
      }
      if (faster !== undefined) us = Math.min(us, alphaUs) + Math.max(0, us - alphaUs) / faster;
      if (ahead === 1 && kind === 'input') {
        const own = i32(step, node);
        if (own >= 0) hiddenUs[own] = f64(hiddenUs, own) + us;
        released.add(node);
        us = 0;
      }
    }
    if (swap !== undefined && isSwap(graph, i))
      us = swap * (swapGBps === undefined ? us : f64(copies.bytes, i) / (swapGBps * 1000));
    weight[e] = us;
  }
  if (released.size === 0) return;
  for (const e of edgesOfKind(graph, 'blocks')) if (released.has(u32(graph.source, e) >> 1)) weight[e] = OFF;
}

const toDevice = (kind: number): boolean => COPY_KINDS[kind] === 'input' || COPY_KINDS[kind] === 'htod';

const SMALL_COPY_BYTES = 65_536;

/** A copy between host and device that brings no input and is no single value. */
export function isSwap({ detail }: ReplayGraph, copy: number): boolean {
  const kind = COPY_KINDS[u8(detail.copies.kind, copy)];
  return (kind === 'htod' || kind === 'dtoh') && f64(detail.copies.bytes, copy) >= SMALL_COPY_BYTES;
}

/** Embedding work: rows in a cache cost nothing; looked up ahead, the rest hides behind the step. */
export function changeEmbeddings(change: Change): void {
  const { graph, scenario, weight, hiddenUs } = change;
  const hits = moved(scenario, 'embeddingHits') ?? 0;
  const ahead = (moved(scenario, 'embeddingAhead') ?? 0) >= 1;
  if (hits === 0 && !ahead) return;
  for (const node of embeddingNodes(graph, scenario)) {
    const e = ownEdge(graph, node);
    if (e < 0) continue;
    const us = f64(weight, e) * (1 - hits);
    const step = i32(graph.detail.step, node);
    if (ahead && step >= 0) hiddenUs[step] = f64(hiddenUs, step) + us;
    weight[e] = ahead ? 0 : us;
  }
}

/** Device work, or framework ops of a run without a device, that is named as an embedding or matches the user's pattern. */
export function embeddingNodes(graph: ReplayGraph, scenario: Scenario): number[] {
  const pattern = patternOf(scenario.embedding);
  const matches = pattern === undefined ? undefined : matcher(graph, pattern);
  const targets = edgeTargets(graph);
  const code = familyCode('embedding');
  const found: number[] = [];
  for (const key of ['compute', 'copy'] as const) {
    for (const e of edgesOfClass(graph, key)) {
      const node = u32(targets, e) >> 1;
      if ((u32(targets, e) & 1) === 0) continue;
      if (matches === undefined ? u8(graph.detail.family, node) === code : matches(node)) found.push(node);
    }
  }
  return found;
}
