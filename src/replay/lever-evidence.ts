import { f64, u32, u8 } from '../base/at.ts';
import { formatMicros, formatPercent } from '../base/format.ts';
import { type Said, say } from '../base/say.ts';
import { known } from './actions/action.ts';
import { embeddingNodes, filledTimes, isSwap, matcher, tellsFilled } from './actions/device-actions.ts';
import { patternOf } from './actions/action.ts';
import { lastArrivals } from './actions/straggler-actions.ts';
import { bucketsOf } from './bucket-replay.ts';
import { edgesOfClass, edgesOfKind, edgeTargets } from './edge-index.ts';
import { FAMILIES, type Family } from './families.ts';
import { COPY_KINDS, LINK_SCOPES, type LinkScope, type LoaderDetail } from './graph-detail.ts';
import { type ReplayGraph, type WeightClass } from './graph.ts';
import { mostHostTime, namedHostUs } from './host-names.ts';
import { type LeverKey } from './levers.ts';
import { batchTimes } from './loader-costs.ts';
import { type Scenario, type SyncSite } from './scenario.ts';

/** Whether a lever has anything to act on in this trace, and why not. */
export interface LeverEvidence {
  readonly available: boolean;
  readonly reason?: Said | undefined;
  readonly note?: Said | undefined;
  readonly own?: number | undefined;
  readonly sites?: readonly SyncSite[];
}

const LEAST_LINKED = 0.9;
const FEWEST_BATCHES = 3;
/** Above this many events names are not summed up unasked. */
const MOST_NAMED_EVENTS = 500_000;

const off = (reason: Said): LeverEvidence => ({ available: false, reason });
const on = (more: Omit<LeverEvidence, 'available'> = {}): LeverEvidence => ({ available: true, ...more });

/** Every lever's test of evidence, in the order of the table's `disable` column. */
export function leverEvidence(graph: ReplayGraph, key: LeverKey, scenario: Scenario = { levers: {} }): LeverEvidence {
  switch (key) {
    case 'data':
    case 'ready':
      return hasTime(graph, 'data') ? on() : off(NO_LOADER);
    case 'workers':
    case 'prefetch':
      return loaderEvidence(graph, scenario, key);
    case 'fetch':
    case 'concurrency':
    case 'cache':
    case 'prep':
      return partsEvidence(graph, scenario, key);
    case 'compute':
      return hasTime(graph, 'compute') ? on() : off(NO_COMPUTE);
    case 'batch':
      return batchEvidence(graph, scenario);
    case 'matmul':
    case 'attention':
    case 'memoryBound':
      return familyEvidence(graph, key);
    case 'named':
      return namedEvidence(graph, scenario);
    case 'embeddingHits':
    case 'embeddingAhead':
      return embeddingNodes(graph, scenario).length > 0 ? on() : off(NO_EMBEDDING);
    case 'slice':
      return sliceEvidence(graph, scenario);
    case 'copy':
    case 'pinned':
    case 'copyAhead':
    case 'swap':
      return copyEvidence(graph, key);
    case 'launch':
    case 'graphs':
      return launchEvidence(graph);
    case 'framework':
      return hasTime(graph, 'think') ? on() : off(NO_HOST_CALL);
    case 'module':
      return moduleEvidence(graph, scenario);
    case 'syncs':
      return syncEvidence(graph);
    case 'communication':
      return communicationEvidence(graph);
    case 'interconnect':
    case 'network':
      return scopeEvidence(graph, key);
    case 'latency':
    case 'messageSize':
    case 'accumulation':
    case 'overlap':
      return transferEvidence(graph, key);
    case 'buckets':
      return bucketEvidence(graph);
    case 'stragglers':
      return stragglerEvidence(graph);
    case 'microbatches':
    case 'interleave':
      return pipelineEvidence(graph, scenario);
  }
}

const NO_LOADER = say`No data-loading call is in this trace.`;
const NO_COMPUTE = say`No compute work is in this trace.`;
const NO_HOST_CALL = say`No host call is in this trace.`;
const NO_COLLECTIVE = say`No collective is in this trace.`;
const NO_COPY = say`No copy from host to device is in this trace.`;
const NO_EMBEDDING = say`No work in this trace is named as an embedding: give a pattern that names it.`;

/** True where edges of a class take any time. */
export function hasTime(graph: ReplayGraph, key: WeightClass): boolean {
  for (const e of edgesOfClass(graph, key)) if (f64(graph.weight, e) > 0) return true;
  return false;
}

/** The loader that most batches of the first rank that has one come from. */
const mainLoader = ({ detail }: ReplayGraph): LoaderDetail | undefined => {
  const rank = detail.loaders[0]?.rank;
  return detail.loaders
    .filter((loader) => loader.rank === rank)
    .reduce<LoaderDetail | undefined>(
      (most, one) => (one.nodes.length > (most?.nodes.length ?? 0) ? one : most),
      undefined,
    );
};

function loaderEvidence(graph: ReplayGraph, scenario: Scenario, key: 'workers' | 'prefetch'): LeverEvidence {
  const loader = mainLoader(graph);
  if (loader === undefined) return off(NO_LOADER);
  if (loader.nodes.length === 1)
    return off(say`Only one batch is taken in this trace: the pace of loading cannot be told.`);
  if (loader.nodes.length < FEWEST_BATCHES)
    return off(say`Only ${loader.nodes.length} batches are taken in this trace: the pace of loading cannot be told.`);
  const batchUs = batchTimes(loader, graph, scenario)[0] ?? NaN;
  if (!loader.workers) {
    if (key === 'prefetch' && scenario.levers.workers === undefined)
      return off(say`The main thread makes each batch itself: batches ahead need workers.`);
    return on({
      own: key === 'workers' ? 0 : undefined,
      note: say`The main thread makes a batch in ${formatMicros(batchUs)}.`,
    });
  }
  const own = known(scenario, key) ?? (key === 'workers' ? loader.workerCount : undefined);
  if (!Number.isNaN(batchUs)) return on({ own, note: say`A batch costs one worker about ${formatMicros(batchUs)}.` });
  return loader.paced.some((one) => one === 1)
    ? off(say`Batches are waited for, but how many workers make them is not in the trace: give their number.`)
    : off(say`No batch is waited for: more workers gain nothing, and what fewer would cost cannot be told.`);
}

function partsEvidence(
  graph: ReplayGraph,
  scenario: Scenario,
  key: 'fetch' | 'concurrency' | 'cache' | 'prep',
): LeverEvidence {
  if (!hasTime(graph, 'data')) return off(NO_LOADER);
  const share = known(scenario, 'fetchShare') ?? graph.detail.fetchShare;
  return share === undefined
    ? off(
        say`Fetching and preparing cannot be told apart in this trace: give the share of fetching, or move data loading as a whole.`,
      )
    : on({
        note: say`${formatPercent(share)} of loading is fetching.`,
        own: key === 'concurrency' ? (known(scenario, 'concurrency') ?? 1) : undefined,
      });
}

function batchEvidence(graph: ReplayGraph, scenario: Scenario): LeverEvidence {
  const hasAny = hasTime(graph, 'compute') || hasTime(graph, 'data') || hasInput(graph);
  if (!hasAny) return off(NO_COMPUTE);
  const isTold = FIXED_SHARES.some((key) => known(scenario, key) !== undefined);
  return on({ note: isTold ? say`What does not grow with the batch is as you say.` : say`One trace: assumed linear.` });
}

const FIXED_SHARES = ['fixedCompute', 'fixedLoading', 'fixedCopy'] as const;

function moduleEvidence(graph: ReplayGraph, scenario: Scenario): LeverEvidence {
  if (!hasTime(graph, 'think')) return off(NO_HOST_CALL);
  const named = namedHostUs(graph, scenario);
  if (named === undefined) {
    const most = graph.detail.host.events.length > MOST_NAMED_EVENTS ? undefined : mostHostTime(graph);
    return off(
      most === undefined
        ? say`Give part of the name of an op, a module or a Python function.`
        : say`Give part of the name of an op, a module or a Python function: most host time between calls is inside ${most}.`,
    );
  }
  const insideUs = named.reduce((sum, us) => sum + us, 0);
  const allUs = edgesOfClass(graph, 'think').reduce((sum, e) => sum + f64(graph.weight, e), 0);
  return insideUs > 0
    ? on({ note: say`${formatPercent(insideUs / allUs)} of the host time between calls is inside what you name.` })
    : off(say`No host time between calls is inside what the pattern names.`);
}

function familyEvidence(graph: ReplayGraph, family: Family): LeverEvidence {
  const code = FAMILIES.indexOf(family);
  const targets = edgeTargets(graph);
  let us = 0;
  let all = 0;
  for (const e of edgesOfClass(graph, 'compute')) {
    all += f64(graph.weight, e);
    if (u8(graph.detail.family, u32(targets, e) >> 1) === code) us += f64(graph.weight, e);
  }
  const what = {
    matmul: say`a matrix product or convolution`,
    attention: say`attention`,
    memoryBound: say`memory-bound`,
  }[family === 'matmul' || family === 'attention' ? family : 'memoryBound'];
  return us > 0
    ? on({ note: say`${formatPercent(us / all)} of compute is named so.` })
    : off(say`No compute in this trace is named as ${what}.`);
}

function sliceEvidence(graph: ReplayGraph, scenario: Scenario): LeverEvidence {
  if (!hasTime(graph, 'compute')) return off(NO_COMPUTE);
  if (known(scenario, 'gpuShare') !== undefined) return on();
  const { toldUs, filledUs } = filledTimes(graph);
  return tellsFilled(graph)
    ? on({ note: say`By their blocks, kernels fill ${formatPercent(filledUs / toldUs)} of the GPU while they run.` })
    : off(
        say`How many blocks its kernels put on each multiprocessor is not in this trace: give the share of the GPU that they fill.`,
      );
}

function namedEvidence(graph: ReplayGraph, scenario: Scenario): LeverEvidence {
  const pattern = patternOf(scenario.named);
  if (pattern === undefined) return off(say`Give a pattern that names the kernels.`);
  const matches = matcher(graph, pattern);
  const targets = edgeTargets(graph);
  const found = edgesOfClass(graph, 'compute').some((e) => matches(u32(targets, e) >> 1));
  return found ? on() : off(say`No compute in this trace matches the pattern.`);
}

const hasInput = ({ detail }: ReplayGraph): boolean => detail.copies.kind.some((kind) => COPY_KINDS[kind] === 'input');

function copyEvidence(graph: ReplayGraph, key: 'copy' | 'pinned' | 'copyAhead' | 'swap'): LeverEvidence {
  const { node, kind, pageable } = graph.detail.copies;
  const isToDevice = (i: number): boolean => COPY_KINDS[u8(kind, i)] === 'input' || COPY_KINDS[u8(kind, i)] === 'htod';
  const some = (test: (i: number) => boolean): boolean => node.some((_, i) => test(i));
  if (key === 'swap')
    return some((i) => isSwap(graph, i))
      ? on()
      : off(say`No copy in this trace swaps: between host and device, not of the input, above 64 KiB.`);
  if (!some(isToDevice)) return off(NO_COPY);
  if (key === 'copyAhead') return hasInput(graph) ? on() : off(say`No copy in this trace brings the input of a step.`);
  if (key === 'pinned' && !some((i) => isToDevice(i) && u8(pageable, i) === 1))
    return off(say`All copies to the device come from pinned memory already.`);
  return on();
}

function launchEvidence({ facts, detail }: ReplayGraph): LeverEvidence {
  if (facts.deviceNodes === 0) return off(say`No device work is in this trace: nothing is launched.`);
  return detail.launchedShare >= LEAST_LINKED
    ? on()
    : off(
        say`Only ${formatPercent(detail.launchedShare)} of the device work is linked to its launch: 90 % are needed.`,
      );
}

function syncEvidence({ detail }: ReplayGraph): LeverEvidence {
  const { call, waitedUs, site, sites } = detail.syncs;
  if (call.length === 0) return off(say`No call in this trace waited for the device.`);
  const rows = sites.map((name, s) => {
    const own = Array.from(call.keys()).filter((i) => u32(site, i) === s);
    return { site: name, calls: own.length, waitedUs: own.reduce((sum, i) => sum + f64(waitedUs, i), 0) };
  });
  return on({
    sites: rows.sort((a, b) => b.waitedUs - a.waitedUs),
    note: say`${call.length} calls waited for the device.`,
  });
}

function communicationEvidence(graph: ReplayGraph): LeverEvidence {
  if (!hasTime(graph, 'communication')) return off(NO_COLLECTIVE);
  if (graph.facts.matchedCollectives > 0) return on();
  return on({
    reason: say`Only one rank of each collective is in this trace: the shortest of its like stand for the transfer, the rest for waiting. Both ends of what the other ranks may do are given.`,
  });
}

function scopeEvidence(graph: ReplayGraph, wanted: LinkScope): LeverEvidence {
  const { node, scope } = graph.detail.transfers;
  if (node.length === 0) return off(NO_COLLECTIVE);
  const code = LINK_SCOPES.indexOf(wanted);
  const count = scope.reduce((sum, one) => sum + (one === code ? 1 : 0), 0);
  if (count > 0) return on({ note: say`${count} of ${node.length} transfers.` });
  if (scope.every((one) => one === 0))
    return off(say`Which ranks share a machine is not known: tell how many GPUs a machine has.`);
  return off(wanted === 'network' ? say`All collectives stay inside a machine.` : say`All collectives span machines.`);
}

function transferEvidence(
  graph: ReplayGraph,
  key: 'latency' | 'messageSize' | 'accumulation' | 'overlap',
): LeverEvidence {
  const { node, bytes, alphaUs } = graph.detail.transfers;
  if (node.length === 0) return off(NO_COLLECTIVE);
  if (key === 'latency')
    return alphaUs.some((us) => us > 0)
      ? on()
      : off(
          bytes.some((size) => size > 0)
            ? say`All messages of this trace are of one size: latency cannot be told from transfer.`
            : say`Message sizes are not in this trace: latency cannot be told from transfer.`,
        );
  if (key === 'messageSize')
    return bytes.some((size) => size > 0)
      ? on()
      : on({ note: say`Message sizes are not in this trace: all of a transfer is taken to shrink with its message.` });
  if (key === 'accumulation') return on();
  if (!graph.detail.ownCommunicationStream)
    return off(say`Collectives run on the stream of compute: nothing overlaps.`);
  return edgesOfKind(graph, 'eventWait').length + edgesOfKind(graph, 'inferredWait').length > 0
    ? on()
    : off(say`No wait between streams is known: record with synchronisation events.`);
}

function bucketEvidence(graph: ReplayGraph): LeverEvidence {
  if (graph.detail.transfers.node.length === 0) return off(NO_COLLECTIVE);
  const lists = bucketsOf(graph);
  const most = lists.reduce((count, { length }) => Math.max(count, length), 0);
  return most === 0
    ? off(
        say`No step of this trace holds two all-reduces of gradients: there is nothing to join, and no telling what parts of one would be ready when.`,
      )
    : on({
        note:
          most === 1
            ? say`One bucket in a step: it can be cut, there is nothing to join.`
            : say`Up to ${most} buckets in a step.`,
      });
}

function stragglerEvidence(graph: ReplayGraph): LeverEvidence {
  if (graph.rankCount < 2) return off(say`One rank is in this trace: drop the traces of its peers too.`);
  if (graph.facts.matchedCollectives === 0)
    return off(say`The ranks could not be matched: ${graph.facts.unmatchedReason ?? say`they share no collective`}.`);
  const counts = lastArrivals(graph);
  const most = counts.indexOf(Math.max(...counts));
  const share = f64(counts, most) / counts.reduce((sum, one) => sum + one, 0);
  return on({
    note: say`Rank ${graph.detail.rankNumbers[most] ?? most} arrives last at ${formatPercent(share)} of the collectives.`,
  });
}

function pipelineEvidence(graph: ReplayGraph, scenario: Scenario): LeverEvidence {
  if (graph.detail.pointToPoint === 0) return off(say`No send or receive between ranks is in this trace: no pipeline.`);
  return known(scenario, 'stages') === undefined || known(scenario, 'microbatches') === undefined
    ? off(say`How many stages and micro-batches the pipeline has is not in the trace: give both.`)
    : on({ own: known(scenario, 'microbatches') });
}
