import { asWords, type Said, say } from '../base/say.ts';
import { criticalPath, freePath, largestEvent, pathShares } from './critical-path.ts';
import { type ReplayGraph, type WeightClass } from './graph.ts';
import { type Lever } from './levers.ts';
import { replay, type ReplayBuffers } from './replay.ts';
import { type Crossover, type LeverPoint, type Scenario } from './scenario.ts';
import { medianPrediction } from './step-times.ts';

/** A gain below this share of the step is none to speak of. */
const LEAST_GAIN = 0.01;
/** Nearly all of the gain is had where less than this share of it is left. */
const LEFT = 0.02;
const ROUNDS = 3;
const LARGEST = 64;
const CLEAR_SHARE = 0.4;

/** What a step waits for, in the middle of a sentence. */
export const NAMES_OF_CLASSES: Readonly<Record<WeightClass, Said>> = {
  fixed: say`delays that nothing explains`,
  think: say`host time between calls`,
  host: say`calls that wait`,
  launch: say`launching`,
  data: say`data loading`,
  compute: say`compute`,
  communication: say`communication`,
  copy: say`copies`,
  peers: say`waiting for other ranks`,
};

export interface LeverCurve {
  readonly measuredUs: number;
  readonly removedStepUs: number;
  readonly curve: readonly LeverPoint[];
}

/**
 * From which setting on a lever gains next to nothing, and what the step waits for then. Undefined where the lever gains nothing at all or
 * never stops gaining. The curve brackets the setting, a few replays narrow it down.
 */
export function crossoverOf(
  graph: ReplayGraph,
  { key, label }: Lever,
  scenario: Scenario,
  { measuredUs, removedStepUs, curve }: LeverCurve,
  buffers: ReplayBuffers,
): Crossover | undefined {
  const gainUs = measuredUs - removedStepUs;
  if (gainUs < LEAST_GAIN * measuredUs) return undefined;
  const enough = (stepUs: number): boolean => stepUs - removedStepUs <= LEFT * gainUs;
  const run = (factor: number) => replay(graph, { ...scenario, levers: { [key]: factor } }, { buffers });
  let low = 1;
  let high: number | undefined;
  for (const { factor, stepUs } of curve) {
    if (factor <= 1 || high !== undefined) continue;
    if (enough(stepUs)) high = factor;
    else low = factor;
  }
  if (high === undefined) {
    if (!enough(medianPrediction(graph, run(LARGEST)))) return undefined;
    high = LARGEST;
  }
  for (let round = 0; round < ROUNDS; round++) {
    const middle = Math.sqrt(low * high);
    if (enough(medianPrediction(graph, run(middle)))) high = middle;
    else low = middle;
  }
  const factor = Number(high.toPrecision(2));
  const there = run(high);
  const steps = Array.from({ length: graph.lastStep - graph.firstStep }, (_, k) => graph.firstStep + k);
  const path = criticalPath(graph, there, steps);
  const [first] = pathShares(path);
  const binds = first !== undefined && first.share >= CLEAR_SHARE ? first.weightClass : undefined;
  const event = largestEvent(graph, path).name;
  freePath(path);
  const what = binds === undefined ? say`no one thing binds` : say`the step is then mostly ${NAMES_OF_CLASSES[binds]}`;
  return {
    factor,
    stepUs: medianPrediction(graph, there),
    binds,
    event,
    sentence: say`${asWords(label)}: past ${factor}x next to nothing more is gained; ${what}.`,
  };
}
