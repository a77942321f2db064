import { say } from '../base/say.ts';
import { type ReplayGraph } from './graph.ts';
import { type LoaderPace } from './loader-replay.ts';
import { type LastingPace } from './scenario.ts';
import { medianPrediction, predictedSteps, stepIn } from './step-times.ts';

/** A replay as it is told: the step, and every step of the timeline on the same scale. Microseconds. */
export interface ToldSteps {
  readonly stepUs: number;
  readonly steps: Float64Array;
}

/**
 * Where the pace that lasts was settled, the step told is the measured one times the change of pace (`medianPrediction`), and the few replayed steps need not have that
 * for their figure: then all are scaled to it, so that page, link and shell agree whichever of them they read (docs/adr/0012-one-scale-for-predicted-steps.md).
 */
export function toldSteps(graph: ReplayGraph, replayed: Parameters<typeof medianPrediction>[1]): ToldSteps {
  const stepUs = medianPrediction(graph, replayed);
  const steps = predictedSteps(graph, replayed);
  if (replayed.pace === undefined) return { stepUs, steps };
  const ownUs = stepIn(graph, steps);
  const scale = ownUs > 0 && stepUs > 0 ? stepUs / ownUs : 1;
  return { stepUs, steps: steps.map((us) => us * scale) };
}

/** Paces nearer to the measured step than this share say the same. */
const SAME_SHARE = 0.01;

/** Where the recorded steps are not yet the pace that lasts: what a long run takes, before and with the scenario. */
export function lastingPace(measuredUs: number, pace: LoaderPace | undefined): LastingPace | undefined {
  if (pace === undefined || !(measuredUs > 0) || !(pace.measuredUs > 0)) return undefined;
  if (Math.abs(pace.measuredUs / measuredUs - 1) <= SAME_SHARE) return undefined;
  return {
    recordedUs: pace.measuredUs,
    predictedUs: pace.paceUs,
    sentence: say`The few recorded steps are not the pace that lasts: a long run takes the first figure a step as it was, the second with these levers.`,
  };
}
