import { describe, expect, it } from 'vitest';
import { buildLedger } from '../ledger/build-ledger.ts';
import { EXAMPLE_JOBS } from '../synth/example-jobs.ts';
import { type Job } from '../synth/job.ts';
import { timelineOfJob } from '../test/timeline-of-job.ts';
import { buildGraph } from './build-graph.ts';
import { type ReplayGraph } from './graph.ts';
import { predict } from './predict.ts';

type LeverKey = 'data' | 'compute' | 'communication';

/** The same job with one class `f` times as fast: what the lever claims to predict, simulated from scratch. */
function faster(job: Job, key: LeverKey, f: number): Job {
  switch (key) {
    case 'data':
      return {
        ...job,
        loader: job.loader && { ...job.loader, fetchUs: job.loader.fetchUs / f, prepUs: job.loader.prepUs / f },
        straggler: job.straggler && { ...job.straggler, extraUs: job.straggler.extraUs / f },
      };
    case 'compute': {
      const scale = (us: readonly number[]): number[] => us.map((value) => value / f);
      const layers = job.layers.map((layer) => ({
        ...layer,
        forwardUs: scale(layer.forwardUs),
        backwardUs: scale(layer.backwardUs),
      }));
      return { ...job, layers, optimizerUs: scale(job.optimizerUs) };
    }
    case 'communication': {
      const { collectives } = job;
      if (collectives === undefined) return job;
      const { bandwidthGBps, latencyUs } = collectives;
      return { ...job, collectives: { ...collectives, bandwidthGBps: bandwidthGBps * f, latencyUs: latencyUs / f } };
    }
  }
}

async function graphOf(job: Job): Promise<ReplayGraph> {
  const timeline = await timelineOfJob(job);
  return buildGraph(timeline, buildLedger(timeline));
}

const jobOf = (id: string): Job => EXAMPLE_JOBS.find((example) => example.id === id)!.job;
const cases = (['data', 'compute', 'communication'] as const).flatMap((key) => [0.5, 2].map((f) => [key, f] as const));

describe.each(['data-bound', 'ddp-straggler'])('%s: the replay agrees with simulating the changed job', (id) => {
  it.each(cases)(
    '%s x %d within 2 %%',
    async (key, f) => {
      const predicted = predict(await graphOf(jobOf(id)), { levers: { [key]: f } }).prediction.predictedStepUs;
      const truth = predict(await graphOf(faster(jobOf(id), key, f)), { levers: {} }).prediction.measuredStepUs;
      expect(Math.abs(predicted / truth - 1)).toBeLessThan(0.02);
    },
    120_000,
  );
});
