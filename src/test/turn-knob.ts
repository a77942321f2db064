import { mean } from 'd3-array';
import { item } from '../base/at.ts';
import { buildLedger } from '../ledger/build-ledger.ts';
import { buildGraph } from '../replay/build-graph.ts';
import { gateOf } from '../replay/gate.ts';
import { type ReplayGraph } from '../replay/graph.ts';
import { predict } from '../replay/predict.ts';
import { type ReplayGate } from '../replay/scenario.ts';
import { type Job } from '../synth/job.ts';
import { type SimulatedRun } from '../synth/records.ts';
import { simulate } from '../synth/simulate.ts';
import { type Knob } from './knobs.ts';
import { timelineOfJob } from './timeline-of-job.ts';

/** The untouched trace of a job, as the replay sees it. */
export async function graphOfJob(job: Job): Promise<ReplayGraph> {
  const timeline = await timelineOfJob(job);
  return buildGraph(timeline, buildLedger(timeline));
}

export interface Turned {
  readonly knob: Knob;
  readonly setting: number;
  /** Step of the first rank with the knob really turned, microseconds. */
  readonly trueUs: number;
  readonly predictedUs: number;
  readonly errorPercent: number;
}

export interface TurnedJob {
  readonly job: Job;
  readonly beforeUs: number;
  readonly trust: ReplayGate['trust'];
  /** Two or more workers are waited for in turns: few recorded steps hold few of their rounds. */
  readonly inTurns: boolean;
  readonly turned: readonly Turned[];
}

/** Mean step of the first rank, microseconds, from the simulator itself. */
const meanStepUs = (run: SimulatedRun): number =>
  mean(item(run.ranks, 0).steps, (step) => step.endUs - step.startUs) ?? 0;

/** How the recorded steps wait for worker processes: in every round of the workers, in none, or in some; `never` where there are none. */
function loaderWaits({ job, ranks }: SimulatedRun): 'never' | 'sometimes' | 'always' {
  const workers = job.loader?.workers ?? 0;
  if (workers === 0) return 'never';
  const waited = ranks.flatMap(({ batches }) =>
    batches.slice(job.warmupSteps).map((batch) => batch.readyUs > batch.arrivedUs),
  );
  if (!waited.includes(true)) return 'never';
  const perRank = waited.length / ranks.length;
  const dry = waited.some(
    (_, first) => (first % perRank) + workers <= perRank && !waited.slice(first, first + workers).includes(true),
  );
  return dry ? 'sometimes' : 'always';
}

/**
 * A trace in which workers hide loading does not tell what a batch costs them: what becomes of such a run is known only as long as they
 * go on hiding it, before and after. Where each round of the workers waits, their pace is in the trace.
 */
const traceTells = (before: SimulatedRun, after: SimulatedRun): boolean =>
  loaderWaits(before) === 'always' || (loaderWaits(before) === 'never' && loaderWaits(after) === 'never');

/** Predicts each knob that the job has from its one untouched trace, and simulates the job with the knob turned. `nth` picks the settings. */
export async function turnKnobs(knobs: readonly Knob[], job: Job, nth: number): Promise<TurnedJob> {
  const graph = await graphOfJob(job);
  const before = simulate(job);
  const beforeUs = meanStepUs(before);
  const turned = knobs.flatMap((knob): Turned[] => {
    const setting = item(knob.settings, nth % knob.settings.length);
    const other = knob.turn(job, setting);
    const after = other === undefined ? undefined : simulate(other);
    if (after === undefined || !traceTells(before, after)) return [];
    const { predictedStepUs, measuredStepUs } = predict(graph, knob.scenario(job, setting)).prediction;
    const predictedUs = (beforeUs * predictedStepUs) / measuredStepUs;
    const trueUs = meanStepUs(after);
    return [{ knob, setting, trueUs, predictedUs, errorPercent: (predictedUs / trueUs - 1) * 100 }];
  });
  const inTurns = (job.loader?.workers ?? 0) > 1 && loaderWaits(before) === 'always';
  return { job, beforeUs, trust: gateOf(graph).trust, inTurns, turned };
}
