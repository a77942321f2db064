import { EMPTY_JOB, type HostJob, type Job, type LayerJob, type LoaderJob } from './job.ts';

/** A simulated run shipped with the page. `id` and file names stay as they are: links hold them. */
export interface ExampleJob {
  readonly id: 'data-bound' | 'ddp-straggler' | 'launch-bound';
  readonly title: string;
  /** Plain text for the page; says that the run is synthetic. */
  readonly description: string;
  readonly job: Job;
}

const HOST: HostJob = {
  stepUs: 250,
  pythonUs: 6,
  thinkUs: 5,
  launchUs: 4,
  latencyUs: 5,
  handoffUs: 60,
  syncReturnUs: 8,
};

const LOADER: LoaderJob = {
  workers: 0,
  prefetch: 2,
  fetchUs: 0,
  prepUs: 0,
  jitter: 0.08,
  handlingUs: 400,
  slowEvery: 0,
  slowFactor: 1,
};

const IMAGE_BATCH_BYTES = 32 * 3 * 224 * 224 * 4;

const layer = (op: LayerJob['op'], forwardUs: number, backwardUs: readonly number[]): LayerJob => ({
  op,
  forwardUs: [forwardUs],
  backwardUs,
});

/** Convolution, normalisation, activation, `count` times: the shape of a residual network. */
const convolutions = (count: number, scale: number): readonly LayerJob[] =>
  Array.from({ length: count }, () => [
    layer('conv2d', 210 * scale, [230 * scale, 190 * scale]),
    layer('batch_norm', 60 * scale, [90 * scale]),
    layer('relu', 28 * scale, [40 * scale]),
  ]).flat();

const transformer = (blocks: number, us: number): readonly LayerJob[] => [
  layer('embedding', us, [us]),
  ...Array.from({ length: blocks }, () => [
    layer('layer_norm', us, [us]),
    layer('attention', 2 * us, [2 * us, us]),
    layer('linear', us, [us, us]),
    layer('layer_norm', us, [us]),
    layer('linear', us, [us, us]),
    layer('linear', us, [us, us]),
  ]).flat(),
  layer('linear', us, [us, us]),
];

const filled = (count: number, us: number): readonly number[] => Array.from({ length: count }, () => us);

export const EXAMPLE_JOBS: readonly ExampleJob[] = [
  {
    id: 'data-bound',
    title: 'Waiting for data',
    description:
      'Synthetic: a simulated image model on one GPU whose main thread loads every batch itself (num_workers=0). The GPU waits for input most of the time.',
    job: {
      ...EMPTY_JOB,
      seed: 20,
      steps: 8,
      warmupSteps: 2,
      loader: { ...LOADER, fetchUs: 42_000, prepUs: 30_000 },
      host: HOST,
      layers: [...convolutions(33, 1), layer('linear', 80, [90, 70])],
      optimizerUs: filled(6, 180),
      input: { bytes: IMAGE_BATCH_BYTES, bandwidthGBps: 6, pinned: false },
      kernelJitter: 0.04,
      hostJitter: 0.15,
    },
  },
  {
    id: 'ddp-straggler',
    title: 'Four ranks, one of them late',
    description:
      'Synthetic: simulated data-parallel training on four GPUs. Gradients take long to all-reduce, and rank 2 has a slow loader, so that the other ranks wait for it.',
    job: {
      ...EMPTY_JOB,
      seed: 40,
      ranks: 4,
      steps: 6,
      warmupSteps: 8,
      loader: { ...LOADER, workers: 1, fetchUs: 9000, prepUs: 7000 },
      host: HOST,
      layers: [...convolutions(17, 1.6), layer('linear', 90, [90, 80])],
      optimizerUs: filled(6, 120),
      input: { bytes: IMAGE_BATCH_BYTES, bandwidthGBps: 12, pinned: true },
      collectives: { buckets: 5, bytes: 80_000_000, bandwidthGBps: 8, latencyUs: 12, overlapped: true },
      straggler: { rank: 2, extraUs: 40_000, what: 'data' },
      itemEachStep: true,
      kernelJitter: 0.04,
      hostJitter: 0.15,
    },
  },
  {
    id: 'launch-bound',
    title: 'Kernels too small for the host',
    description:
      'Synthetic: a simulated small transformer on one GPU. Its kernels are so short that the host cannot launch them fast enough, and the GPU idles between them.',
    job: {
      ...EMPTY_JOB,
      seed: 60,
      steps: 10,
      warmupSteps: 4,
      loader: { ...LOADER, workers: 4, fetchUs: 3000, prepUs: 4000 },
      host: { ...HOST, stepUs: 120, pythonUs: 7, thinkUs: 17, launchUs: 6 },
      layers: transformer(12, 4),
      optimizerUs: filled(12, 5),
      input: { bytes: 262_144, bandwidthGBps: 12, pinned: true },
      itemEachStep: true,
      kernelJitter: 0.1,
      hostJitter: 0.2,
    },
  },
];

/** Names of an example's trace files, one a rank. */
export const exampleFiles = (example: ExampleJob): readonly string[] =>
  example.job.ranks === 1
    ? [`${example.id}.json.gz`]
    : Array.from({ length: example.job.ranks }, (_, rank) => `${example.id}-rank${rank}.json.gz`);
