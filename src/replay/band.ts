import { f64 } from '../base/at.ts';
import { giveBack } from '../base/give-back.ts';
import { quantile } from '../base/median.ts';
import { asWords } from '../base/say.ts';
import { isMoved, type Lever, LEVERS } from './levers.ts';
import { type Band, type Scenario } from './scenario.ts';
import { inFigure, type StepFigure } from '../base/step-figure.ts';

const RESAMPLES = 200;
const LOW = 0.025;
const HIGH = 0.975;

/** A fixed sequence of numbers in [0, 1): the same trace gives the same band (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Middle 95 % of the medians, or means, of resampled steps, microseconds (bootstrap). */
export function spreadOf(steps: Float64Array, figure: StepFigure): { readonly low: number; readonly high: number } {
  if (steps.length < 2) return { low: inFigure(figure, steps), high: inFigure(figure, steps) };
  const next = sequence(steps.length);
  const figures = new Float64Array(RESAMPLES);
  const resample = new Float64Array(steps.length);
  for (let r = 0; r < RESAMPLES; r++) {
    for (let i = 0; i < resample.length; i++) resample[i] = f64(steps, Math.floor(next() * steps.length));
    figures[r] = inFigure(figure, resample);
  }
  giveBack(resample.buffer);
  return { low: quantile(figures, LOW), high: quantile(figures, HIGH) };
}

/** The moved levers of a scenario, the least certain first. */
export const movedLevers = (scenario: Scenario): readonly Lever[] =>
  LEVERS.filter(({ key }) => isMoved(key, scenario.levers[key])).sort(
    (a, b) => b.uncertaintyShare - a.uncertaintyShare,
  );

/**
 * Where the true step may lie. Replays are optimistic: they keep the recorded order and know no contention. So the band goes up from the
 * prediction by the share of the least certain lever, and both ends by the spread of the steps. `steps`: predicted usual steps.
 */
export function bandOf(levers: readonly Lever[], steps: Float64Array, figure: StepFigure): Band | undefined {
  const [worst] = levers;
  if (worst === undefined || steps.length === 0) return undefined;
  const { low, high } = spreadOf(steps, figure);
  return {
    lowUs: low,
    highUs: high * (1 + worst.uncertaintyShare),
    uncertaintyShare: worst.uncertaintyShare,
    sentence: asWords(worst.uncertainty),
  };
}
