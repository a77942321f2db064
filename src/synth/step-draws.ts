import { drawnAs, type Job } from './job.ts';
import { draw, PURPOSES, vary } from './random.ts';

/** Varied durations of one step of one rank: the n-th call of each gives the n-th draw of its own sequence. */
export interface Draws {
  readonly kernel: (us: number) => number;
  readonly host: (us: number) => number;
}

export function drawsOf(job: Job, rank: number, step: number): Draws {
  const drawn = drawnAs(job, step);
  let kernels = 0;
  let hosts = 0;
  return {
    kernel: (us) => vary(us, job.kernelJitter, draw(job.seed, PURPOSES.kernel, rank, drawn, kernels++)),
    host: (us) => vary(us, job.hostJitter, draw(job.seed, PURPOSES.host, rank, drawn, hosts++)),
  };
}
