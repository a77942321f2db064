import { type ClassKey } from '../../src/ledger/classes.ts';
import { at } from '../../src/base/at.ts';
import { buildLedger } from '../../src/ledger/build-ledger.ts';
import { type RankSummary } from '../../src/ledger/ledger.ts';
import { buildGraph } from '../../src/replay/build-graph.ts';
import { gateOf } from '../../src/replay/gate.ts';
import { type ReplayGraph } from '../../src/replay/graph.ts';
import { predict } from '../../src/replay/predict.ts';
import { type LeverKey, type ReplayGate, type Scenario } from '../../src/replay/scenario.ts';
import { openRun } from './open-run.ts';
import { type Pair } from './pair-files.ts';

export interface PairResult {
  readonly pair: Pair;
  /** Steps, microseconds. */
  readonly beforeUs: number;
  readonly afterUs: number;
  readonly predictedUs: number;
  /** Undefined where subtraction has nothing to say of the change. */
  readonly naiveUs: number | undefined;
  readonly trust: ReplayGate['trust'];
}

/** Taking a ready batch over from a worker, microseconds: what is left of loading when workers hide it. */
const TAKE_READY_US = 1500;

/** Which class of the ledger a lever shortens, and how many times, as one would reckon without a replay. */
function naiveCut(key: LeverKey, value: number, known: Scenario['known']): readonly [ClassKey[], number] | undefined {
  const data: ClassKey[] = ['data'];
  const exchange: ClassKey[] = ['communication', 'hostcomm'];
  switch (key) {
    case 'data':
    case 'fetch':
    case 'prep':
      return [data, value];
    case 'workers':
      return [data, known?.workers === undefined || known.workers === 0 ? Infinity : value / known.workers];
    case 'ready':
    case 'prefetch':
      return [data, Infinity];
    case 'compute':
      return [['compute'], value];
    case 'communication':
    case 'network':
    case 'messageSize':
    case 'accumulation':
      return [exchange, value];
    case 'stragglers':
      return [exchange, Infinity];
    default:
      return undefined;
  }
}

/** Step minus what the levers take off the time in loader calls, or off the ledger's time of their class; first rank, microseconds. */
function naiveStep(summary: RankSummary, loaderUs: number, { levers, known }: Scenario): number | undefined {
  let stepUs = summary.meanStepUs;
  for (const key of Object.keys(levers) as LeverKey[]) {
    const cut = naiveCut(key, levers[key] ?? 1, known);
    if (cut === undefined) return undefined;
    const [classes, factor] = cut;
    const classUs = classes.reduce((sum, one) => sum + (one === 'data' ? loaderUs : summary.classes[one]), 0);
    const left = classes.includes('data') && factor === Infinity ? Math.min(classUs, TAKE_READY_US) : 0;
    stepUs -= (classUs - left) * (1 - 1 / factor);
  }
  return stepUs;
}

/** Mean time of a step in loader calls of the first rank, microseconds. */
function loaderTime({ detail, observed, rank, stepVertex, firstStep, lastStep }: ReplayGraph): number {
  const first = rank[(stepVertex[2 * firstStep] ?? 0) >> 1];
  const calls = detail.loaders.filter((loader) => loader.rank === first).flatMap(({ nodes }) => Array.from(nodes));
  const sum = calls.reduce((total, node) => total + at(observed, 2 * node + 1) - at(observed, 2 * node), 0);
  return sum / Math.max(1, lastStep - firstStep);
}

/** Opens a file or throws its sentence. */
async function opened(paths: readonly string[]) {
  const timeline = await openRun(paths);
  if (typeof timeline === 'string') throw new Error(timeline);
  const ledger = buildLedger(timeline);
  return { ledger, graph: buildGraph(timeline, ledger) };
}

/** Predicts the change from the trace before it; both predictions are ratios, applied to the step measured without the profiler. */
export async function pairResult(pair: Pair): Promise<PairResult> {
  const { ledger, graph } = await opened(pair.before);
  const { prediction } = predict(graph, pair.scenario);
  const summary = ledger.summary[0];
  if (summary === undefined) throw new Error(`${pair.name}: no rank`);
  const beforeUs = pair.measured?.before.stepUs ?? prediction.measuredStepUs;
  const afterUs =
    pair.measured?.after.stepUs ?? predict((await opened(pair.after)).graph, { levers: {} }).prediction.measuredStepUs;
  const naive = naiveStep(summary, loaderTime(graph), pair.scenario);
  return {
    pair,
    beforeUs,
    afterUs,
    predictedUs: (beforeUs * prediction.predictedStepUs) / prediction.measuredStepUs,
    naiveUs: naive === undefined ? undefined : (beforeUs * naive) / summary.meanStepUs,
    trust: gateOf(graph).trust,
  };
}
