import { type Scenario } from '../replay/scenario.ts';
import { type Job, type LoaderJob } from '../synth/job.ts';

/** A knob of the simulator, and the scenario that says the same to the replay. */
export interface Knob {
  readonly name: string;
  /** The job with the knob turned; undefined where this job has no such knob or the trace cannot tell. */
  readonly turn: (job: Job, f: number) => Job | undefined;
  readonly scenario: (job: Job, f: number) => Scenario;
  /** Settings to try. */
  readonly settings: readonly number[];
}

const scaled = (us: readonly number[], f: number): number[] => us.map((value) => value / f);

const withLoader = (job: Job, change: (loader: LoaderJob) => Partial<LoaderJob> | undefined): Job | undefined => {
  const changed = job.loader === undefined ? undefined : change(job.loader);
  return changed === undefined || job.loader === undefined
    ? undefined
    : { ...job, loader: { ...job.loader, ...changed } };
};

/** What a user knows of the loader or the pipeline: all scenarios say it. */
export const known = ({ loader, pipeline, ranks }: Job): NonNullable<Scenario['known']> => ({
  ...(loader === undefined
    ? {}
    : {
        workers: loader.workers,
        ...(loader.workers > 0 ? { prefetch: loader.prefetch } : {}),
        fetchShare: loader.fetchUs / (loader.fetchUs + loader.prepUs),
      }),
  ...(pipeline === undefined ? {} : { stages: ranks, microbatches: pipeline.microbatches }),
});

const compute = (job: Job, f: number): Job => ({
  ...job,
  layers: job.layers.map((layer) => ({
    ...layer,
    forwardUs: scaled(layer.forwardUs, f),
    backwardUs: scaled(layer.backwardUs, f),
  })),
  optimizerUs: scaled(job.optimizerUs, f),
});

/** Loading costs something to speed up, and no rank's loader is late on its own. */
const loads = (job: Job): boolean => job.straggler?.what !== 'data';

/** Workers where there were none: a batch costs them its hand-over too, about two thirds of what taking it costs, as in recorded runs (docs/pairs.md). */
const otherWorkers = (loader: LoaderJob, workers: number): Partial<LoaderJob> =>
  loader.workers > 0 ? { workers } : { workers, prepUs: loader.prepUs + (2 / 3) * loader.handlingUs };

export const KNOBS: readonly Knob[] = [
  {
    name: 'kernel speed',
    turn: (job, f) => (job.straggler?.what === 'compute' ? undefined : compute(job, f)),
    scenario: (_, f) => ({ levers: { compute: f } }),
    settings: [0.5, 1.5, 3],
  },
  {
    name: 'storage speed',
    turn: (job, f) => (loads(job) ? withLoader(job, ({ fetchUs }) => ({ fetchUs: fetchUs / f })) : undefined),
    scenario: (_, f) => ({ levers: { fetch: f } }),
    settings: [0.5, 2, 10],
  },
  {
    name: 'preparing speed',
    turn: (job, f) => (loads(job) ? withLoader(job, ({ prepUs }) => ({ prepUs: prepUs / f })) : undefined),
    scenario: (_, f) => ({ levers: { prep: f } }),
    settings: [0.5, 2, 10],
  },
  {
    name: 'workers',
    turn: (job, f) =>
      loads(job)
        ? withLoader(job, (loader) => (loader.workers === f ? undefined : otherWorkers(loader, f)))
        : undefined,
    scenario: (_, f) => ({ levers: { workers: f } }),
    settings: [1, 2, 4],
  },
  {
    name: 'bandwidth',
    // Messages of one size do not tell latency from bandwidth.
    turn: (job, f) =>
      job.collectives?.firstBytes === undefined || job.ranks < 2
        ? undefined
        : { ...job, collectives: { ...job.collectives, bandwidthGBps: job.collectives.bandwidthGBps * f } },
    scenario: (_, f) => ({ levers: { network: f, interconnect: f } }),
    settings: [0.5, 2, 5],
  },
  {
    name: 'bandwidth and latency',
    turn: (job, f) =>
      job.collectives === undefined || job.ranks < 2
        ? undefined
        : {
            ...job,
            collectives: {
              ...job.collectives,
              bandwidthGBps: job.collectives.bandwidthGBps * f,
              latencyUs: job.collectives.latencyUs / f,
            },
          },
    scenario: (_, f) => ({ levers: { communication: f } }),
    settings: [0.5, 2, 5],
  },
  {
    name: 'smaller messages',
    turn: (job, f) =>
      job.collectives?.firstBytes === undefined || job.ranks < 2
        ? undefined
        : {
            ...job,
            collectives: {
              ...job.collectives,
              bytes: job.collectives.bytes / f,
              firstBytes: job.collectives.firstBytes / f,
            },
          },
    scenario: (_, f) => ({ levers: { messageSize: f } }),
    settings: [2, 4],
  },
  {
    name: 'bucket size',
    // Buckets of one size that can be joined two by two.
    turn: (job) =>
      job.collectives === undefined ||
      job.collectives.firstBytes !== undefined ||
      job.ranks < 2 ||
      job.collectives.buckets % 2 > 0 ||
      job.layers.length < job.collectives.buckets
        ? undefined
        : { ...job, collectives: { ...job.collectives, buckets: job.collectives.buckets / 2 } },
    scenario: () => ({ levers: { buckets: 2 } }),
    settings: [2],
  },
  {
    name: 'gradient accumulation',
    turn: (job, f) =>
      job.collectives === undefined || job.ranks < 2
        ? undefined
        : { ...job, collectives: { ...job.collectives, everySteps: f } },
    scenario: (_, f) => ({ levers: { accumulation: f } }),
    settings: [2, 3],
  },
  {
    name: 'straggler removed',
    turn: (job) => (job.straggler === undefined ? undefined : { ...job, straggler: undefined }),
    scenario: ({ straggler }) => ({ levers: { stragglers: 1 }, ranks: [straggler?.rank ?? 0] }),
    settings: [1],
  },
  {
    name: 'copy speed',
    turn: (job, f) =>
      job.input === undefined
        ? undefined
        : { ...job, input: { ...job.input, bandwidthGBps: job.input.bandwidthGBps * f } },
    scenario: (_, f) => ({ levers: { copy: f } }),
    settings: [0.5, 2],
  },
  {
    name: 'pinned memory',
    turn: (job) =>
      job.itemEachStep && job.input?.pinned === false ? { ...job, input: { ...job.input, pinned: true } } : undefined,
    scenario: () => ({ levers: { pinned: 1 } }),
    settings: [1],
  },
  {
    name: 'launch cost',
    turn: (job, f) => ({ ...job, host: { ...job.host, launchUs: job.host.launchUs / f } }),
    scenario: (_, f) => ({ levers: { launch: f } }),
    settings: [0.5, 3],
  },
  {
    name: 'host speed',
    turn: (job, f) => {
      const { stepUs, pythonUs, thinkUs, handoffUs } = job.host;
      return {
        ...job,
        host: {
          ...job.host,
          stepUs: stepUs / f,
          pythonUs: pythonUs / f,
          thinkUs: thinkUs / f,
          handoffUs: handoffUs / f,
        },
      };
    },
    scenario: (_, f) => ({ levers: { framework: f } }),
    settings: [0.5, 2],
  },
  {
    name: 'loss.item() dropped',
    // Something must still hold the host to the device's pace: else six steps are too few to tell the pace that lasts.
    turn: (job) => (job.itemEachStep && job.input?.pinned === false ? { ...job, itemEachStep: false } : undefined),
    scenario: () => ({ levers: { syncs: 1 } }),
    settings: [1],
  },
];

/** A pipeline of one micro-batch has no turns to take. */
const microbatches = (job: Job, f: number): Job | undefined =>
  job.pipeline === undefined || job.pipeline.microbatches * f < 2
    ? undefined
    : { ...job, pipeline: { ...job.pipeline, microbatches: job.pipeline.microbatches * f } };

const moreMicrobatches = ({ pipeline }: Job, f: number): Scenario => ({
  levers: { microbatches: f * (pipeline?.microbatches ?? 1) },
});

/** Megatron-LM's schedule of chunks takes whole rounds of micro-batches. */
const chunked = (job: Job, f: number): Job | undefined =>
  job.pipeline === undefined || (job.pipeline.order === '1f1b' && job.pipeline.microbatches % job.ranks > 0)
    ? undefined
    : { ...job, pipeline: { ...job.pipeline, chunks: f } };

/** Knobs of a pipeline job. */
export const PIPELINE_KNOBS: readonly Knob[] = [
  {
    name: 'micro-batches, equal stages',
    turn: (job, f) => (job.straggler === undefined ? microbatches(job, f) : undefined),
    scenario: moreMicrobatches,
    settings: [0.5, 2, 4],
  },
  {
    name: 'micro-batches, one stage slower',
    turn: (job, f) => (job.straggler === undefined ? undefined : microbatches(job, f)),
    scenario: moreMicrobatches,
    settings: [0.5, 2, 4],
  },
  {
    name: 'chunks per stage',
    turn: chunked,
    scenario: (_, f) => ({ levers: { interleave: f } }),
    settings: [2, 3],
  },
];
