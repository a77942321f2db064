import { mean, median } from 'd3-array';
import { item } from '../base/at.ts';
import { buildLedger } from '../ledger/build-ledger.ts';
import { buildGraph } from '../replay/build-graph.ts';
import { type ReplayGraph } from '../replay/graph.ts';
import { predict } from '../replay/predict.ts';
import { waitsInTurns } from '../replay/step-times.ts';
import { type Job } from '../synth/job.ts';
import { simulateSteps } from '../synth/simulate.ts';
import { known, type Knob } from './knobs.ts';
import { timelineOfJob } from './timeline-of-job.ts';

/** The untouched trace of a job, as the replay sees it. */
export async function graphOfJob(job: Job): Promise<ReplayGraph> {
  const timeline = await timelineOfJob(job);
  return buildGraph(timeline, buildLedger(timeline));
}

export interface Turned {
  readonly knob: Knob;
  readonly setting: number;
  /** Step of the first rank that lasts with the knob really turned, microseconds. */
  readonly trueUs: number;
  readonly predictedUs: number;
  readonly errorPercent: number;
  /** Where the prediction says that the trace does not tell: whether the truth lies within the ends that it gives, or within 1 % of them. */
  readonly untold: 'inside' | 'outside' | undefined;
  /** The ends, where it gives some. */
  readonly ends: readonly [lowUs: number, highUs: number] | undefined;
}

export interface TurnedJob {
  readonly job: Job;
  readonly turned: readonly Turned[];
}

/** Steps until queues are as they stay and ranks that nothing holds up have drifted apart, and steps measured then: whole rounds of 6 batches for up to 4 workers. */
const SETTLING_STEPS = 60;
const MEASURED = { workers: 24, none: 12 };
/** So many times longer where ranks that meet in some steps only get further ahead of each other, step by step, until their queues are full. */
const SELDOM_MEETING = 5;

/** Steps that accumulate communicate in turns: all of a round count, usual or not. */
type How = 'median' | 'mean' | 'mean of rounds';

/** The step that lasts, microseconds: long after the start, with no profiler that stops the device. Mean or median of the steps of the first rank whose draws are those of usual recorded ones. */
function lastingStepUs(job: Job, how: How, graph: ReplayGraph): number {
  const key = (job.loader?.workers ?? 0) > 0 ? 'workers' : 'none';
  const settling = SETTLING_STEPS * ((job.collectives?.everySteps ?? 1) > 1 ? SELDOM_MEETING : 1);
  const ranks = simulateSteps({ ...job, warmupSteps: 0, steps: settling + MEASURED[key] });
  const lengths = item(ranks, 0)
    .slice(settling)
    .map((step) => step.endUs - step.startUs);
  const recorded = graph.lastStep - graph.firstStep;
  const usual = lengths.filter((_, i) => graph.stepUsual[graph.firstStep + (i % recorded)] === 1);
  switch (how) {
    case 'median':
      return median(usual) ?? 0;
    case 'mean':
      // Waits for workers come in turns, which no choice of steps may cut.
      return mean(key === 'workers' ? lengths : usual) ?? 0;
    case 'mean of rounds':
      return mean(lengths) ?? 0;
  }
}

/**
 * Predicts knobs of a job from its one untouched trace, and simulates the job with the knob turned. Compared is what a user reads: measured step times
 * predicted speed-up, in the figure that the replay tells, which is a mean where loader waits come in turns or steps differ by design. `nth` picks the settings.
 */
export async function turnKnobs(knobs: readonly Knob[], job: Job, nth: number): Promise<TurnedJob> {
  const graph = await graphOfJob(job);
  const before = new Map<How, number>();
  const turned = knobs.flatMap((knob): Turned[] => {
    const setting = item(knob.settings, nth % knob.settings.length);
    const other = knob.turn(job, setting);
    if (other === undefined) return [];
    const scenario = { ...knob.scenario(job, setting), known: known(job) };
    const { prediction, replayed } = predict(graph, scenario);
    const inMean = replayed.pace?.figure === 'mean' || waitsInTurns(graph);
    const how = scenario.levers.accumulation !== undefined ? 'mean of rounds' : inMean ? 'mean' : 'median';
    const beforeUs = before.get(how) ?? lastingStepUs(job, how, graph);
    before.set(how, beforeUs);
    const share = beforeUs / prediction.measuredStepUs;
    const predictedUs = share * prediction.predictedStepUs;
    const trueUs = lastingStepUs(other, how, graph);
    const { untold } = prediction;
    const inside =
      untold !== undefined && trueUs >= 0.99 * share * untold.lowUs && trueUs <= 1.01 * share * untold.highUs;
    return [
      {
        knob,
        setting,
        trueUs,
        predictedUs,
        errorPercent: (predictedUs / trueUs - 1) * 100,
        untold: untold === undefined ? undefined : inside ? 'inside' : 'outside',
        ends: untold === undefined ? undefined : [share * untold.lowUs, share * untold.highUs],
      },
    ];
  });
  return { job, turned };
}
