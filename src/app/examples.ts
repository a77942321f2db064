import { say, type Words } from '../base/say.ts';

/** A trace that ships with the page. */
export interface Example {
  /** Named in links as `ex=<id>`: never renamed. */
  readonly id: string;
  readonly title: Words;
  readonly description: Words;
  /** Relative to the page. */
  readonly files: readonly string[];
}

/** In step with `public/examples/index.json`. */
export const EXAMPLES: readonly Example[] = [
  {
    id: 'data-bound',
    title: say`Waiting for data`,
    description: say`Synthetic: a simulated image model on one GPU whose main thread loads every batch itself (num_workers=0). The GPU waits for input most of the time.`,
    files: ['./examples/data-bound.json.gz'],
  },
  {
    id: 'ddp-straggler',
    title: say`Four ranks, one of them late`,
    description: say`Synthetic: simulated data-parallel training on four GPUs. Gradients take long to all-reduce, and rank 2 has a slow loader, so that the other ranks wait for it.`,
    files: [
      './examples/ddp-straggler-rank0.json.gz',
      './examples/ddp-straggler-rank1.json.gz',
      './examples/ddp-straggler-rank2.json.gz',
      './examples/ddp-straggler-rank3.json.gz',
    ],
  },
  {
    id: 'launch-bound',
    title: say`Kernels too small for the host`,
    description: say`Synthetic: a simulated small transformer on one GPU. Its kernels are so short that the host cannot launch them fast enough, and the GPU idles between them.`,
    files: ['./examples/launch-bound.json.gz'],
  },
];

export const findExample = (id: string): Example | undefined => EXAMPLES.find((example) => example.id === id);
