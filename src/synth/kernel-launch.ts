import { COMPUTE_STREAM, type Instruction, launch, spend } from './instruction.ts';
import { type Job } from './job.ts';
import { type Draws } from './step-draws.ts';

/** Framework time, then the launch of one kernel. */
export function kernelLaunch(
  job: Job,
  draws: Draws,
  name: string,
  us: number,
  extraUs: number,
): readonly Instruction[] {
  return [
    spend(draws.host(job.host.thinkUs), 'launch'),
    launch('cudaLaunchKernel', draws.host(job.host.launchUs), {
      kind: 'kernel',
      name,
      stream: COMPUTE_STREAM,
      durationUs: draws.kernel(us) + extraUs,
      bytes: 0,
      direction: undefined,
    }),
  ];
}
