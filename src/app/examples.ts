/** A trace that ships with the page. */
export interface Example {
  /** Named in links as `ex=<id>`: never renamed. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Relative to the page. */
  readonly files: readonly string[];
}

export const EXAMPLES: readonly Example[] = [
  {
    id: 'data-bound',
    title: 'Waiting for the data loader',
    description: 'One device; two loader workers too slow to feed it. Synthetic.',
    files: ['./examples/data-bound.json.gz'],
  },
  {
    id: 'ddp-straggler',
    title: 'One slow rank among four',
    description: 'Data-parallel training on four devices; the others wait in the all-reduce. Synthetic.',
    files: [0, 1, 2, 3].map((rank) => `./examples/ddp-straggler-rank${rank}.json.gz`),
  },
  {
    id: 'launch-bound',
    title: 'Kernels too small for the host',
    description: 'The host launches many small kernels too slowly to keep the device busy. Synthetic.',
    files: ['./examples/launch-bound.json.gz'],
  },
];

export const findExample = (id: string): Example | undefined => EXAMPLES.find((example) => example.id === id);
