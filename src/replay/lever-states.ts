import { formatMicros, formatPercent } from '../base/format.ts';
import { type Said, say } from '../base/say.ts';
import { bandOf } from './band.ts';
import { criticalPath, freePath, pathShares } from './critical-path.ts';
import { crossoverOf, NAMES_OF_CLASSES } from './crossover.ts';
import { type ReplayGraph } from './graph.ts';
import { hasTime, leverEvidence } from './lever-evidence.ts';
import { type Lever, type LeverKey, LEVERS } from './levers.ts';
import { freeReplay, keptBuffers, replay, type ReplayBuffers } from './replay.ts';
import { type LeverState, type Scenario } from './scenario.ts';
import { figureOf, medianStep, predictedSteps, usualOf } from './step-times.ts';
import { toldSteps } from './told-steps.ts';

/** Above this many edges only these have a curve, and none a crossover: each point is a replay. */
const MOST_CURVED_EDGES = 300_000;
const ALWAYS_CURVED: ReadonlySet<LeverKey> = new Set(['data', 'compute', 'communication']);

/** The setting that a lever can do most by: what `removedStepUs` stands for. */
export function bestOf({ key, unit, max }: Lever): number {
  switch (key) {
    case 'workers':
      return 16;
    case 'swap':
      return 0;
    case 'slice':
      return 1 / 7;
    case 'batch':
      return 2;
    case 'buckets':
      return 1 / 4;
    case 'embeddingAhead':
      return 1;
    default:
      return unit === 'times faster' && key !== 'messageSize' ? Infinity : max;
  }
}

/** The other end: where a lever costs most. */
function worstOf(lever: Lever): number {
  const { min, max, unit } = lever;
  if (unit === 'switch') return max;
  return bestOf(lever) === min ? max : min;
}

/** Steps nearer than this share are the same. */
const SAME_SHARE = 5e-4;
const isSame = (oneUs: number, otherUs: number): boolean => Math.abs(oneUs - otherUs) <= SAME_SHARE * otherUs;

/** Begins each sentence of an idle lever. */
export const ALONE = say`Alone it changes nothing here: no step waits for it.`;

/** What the steps as measured are mostly made of, on their critical path: why a lever on something else changes nothing alone. */
function bindingOf(graph: ReplayGraph): Said {
  const path = criticalPath(graph, replay(graph, { levers: {} }, { buffers: keptBuffers(graph) }));
  const [first] = pathShares(path);
  freePath(path);
  return first === undefined
    ? ALONE
    : say`${ALONE} ${formatPercent(first.share)} of what steps wait for is ${NAMES_OF_CLASSES[first.weightClass]}.`;
}

/**
 * Where fetching and preparing cannot be told apart only the two extremes can be: the step if all of loading were what the lever acts on, at its best; if none
 * were, the lever changes nothing. Undefined elsewhere.
 */
function extremeStepUs(
  graph: ReplayGraph,
  key: LeverKey,
  scenario: Scenario,
  buffers: ReplayBuffers,
): number | undefined {
  const share = key === 'fetch' ? 1 : key === 'prep' ? 0 : undefined;
  if (share === undefined || !hasTime(graph, 'data')) return undefined;
  const known = { ...scenario.known, fetchShare: share };
  const replayed = replay(graph, { ...scenario, known, levers: { [key]: Infinity } }, { buffers });
  const { stepUs } = toldSteps(graph, replayed);
  freeReplay(replayed, graph);
  return stepUs;
}

function withExtreme(reason: Said | undefined, stepUs: number | undefined, key: LeverKey): Said | undefined {
  if (reason === undefined || stepUs === undefined) return reason;
  const step = formatMicros(stepUs);
  return key === 'fetch'
    ? say`${reason} Were all of it fetching, storage without cost would give a step of ${step}; were none, nothing.`
    : say`${reason} Were all of it preparing, preparing without cost would give a step of ${step}; were none, nothing.`;
}

function once<T>(work: () => T): () => T {
  let kept: { readonly value: T } | undefined;
  return () => (kept ??= { value: work() }).value;
}

/** A few settings of a lever between its ends, in order. */
export function curveOf({ key, unit, neutral, min, max }: Lever): readonly number[] {
  if (key === 'buckets') return [1 / 16, 1 / 2, 2, 4, 16];
  switch (unit) {
    case 'times faster':
      return key === 'messageSize' ? [2, 4, 8, 16, 32] : [min, 0.5, 1.5, 2, 4, 8, max];
    case 'times':
      return [0.25, 0.5, 0.75, 1.5].filter((value) => value !== neutral);
    case 'count':
      return [0, 1, 2, 4, 8, 16].filter((value) => value >= min && value < max);
    case 'share':
      return key === 'slice' ? [2 / 7, 3 / 7, 4 / 7] : [0.25, 0.5, 0.75];
    case 'switch':
      return [];
    case 'way':
      return [-1];
  }
}

/**
 * Every lever alone: whether it has anything to act on and why not, what the steps would be at its best and along its curve, and from where
 * on more of it gains nothing. `only`: of these levers; `curves`: of all levers, not only of those that are shown first. `scenario` tells what the user knows (`known`, patterns); its levers are not moved.
 */
export function leverStates(
  graph: ReplayGraph,
  scenario: Scenario = { levers: {} },
  options: { readonly only?: readonly LeverKey[]; readonly curves?: 'few' | 'all' } = {},
): LeverState[] {
  const buffers = keptBuffers(graph);
  const unchanged = predictedSteps(graph, {
    time: graph.observed,
    hiddenUs: new Float64Array(graph.stepVertex.length / 2),
  });
  const figure = figureOf(graph);
  const measuredUs = medianStep(graph, graph.observed);
  const binding = once(() => bindingOf(graph));
  const wanted = LEVERS.filter(({ key }) => options.only?.includes(key) ?? true);
  return wanted.map((lever): LeverState => {
    const { key, label, classes } = lever;
    const evidence = leverEvidence(graph, key, scenario);
    const best = bestOf(lever);
    if (!evidence.available)
      return {
        key,
        label,
        classes,
        ...evidence,
        reason: withExtreme(evidence.reason, extremeStepUs(graph, key, scenario, buffers), key),
        best,
        removedStepUs: measuredUs,
        removedStepsUs: unchanged,
        curve: [],
      };
    const at = (value: number) => {
      const replayed = replay(graph, { ...scenario, levers: { [key]: value } }, { buffers });
      const told = toldSteps(graph, replayed);
      freeReplay(replayed, graph);
      return told;
    };
    const { stepUs: removedStepUs, steps: removedStepsUs } = at(best);
    const small = graph.source.length <= MOST_CURVED_EDGES;
    const curved = options.curves === 'all' || ALWAYS_CURVED.has(key) || (lever.few && small);
    const settings = curved ? curveOf(lever).filter((value) => value !== best && value !== lever.neutral) : [];
    const curve = settings.map((factor) => {
      const { stepUs, steps } = at(factor);
      return { factor, stepUs, stepsUs: steps };
    });
    const isIdle = [removedStepUs, ...curve.map((point) => point.stepUs)].every((us) => isSame(us, measuredUs));
    const idle = isIdle && isSame(at(worstOf(lever)).stepUs, measuredUs) ? binding() : undefined;
    const crossover =
      lever.few && small && lever.unit === 'times faster'
        ? crossoverOf(graph, lever, scenario, { measuredUs, removedStepUs, curve }, buffers)
        : undefined;
    return {
      key,
      label,
      classes,
      ...evidence,
      reason: evidence.reason,
      best,
      removedStepUs,
      removedStepsUs,
      curve,
      idle,
      crossover,
      band: bandOf([lever], usualOf(graph, removedStepsUs), figure),
    };
  });
}
