import { bucketBytes, bucketCount, bucketsFull, exchanges, ringAllReduceUs } from './collectives.ts';
import {
  after,
  close,
  COMMUNICATION_STREAM,
  COMPUTE_STREAM,
  type Instruction,
  launch,
  openNote,
  openOp,
  spend,
} from './instruction.ts';
import { type Job } from './job.ts';
import { kernelLaunch } from './kernel-launch.ts';
import { ALL_REDUCE_KERNEL, kernelName, OP_NAMES } from './op-names.ts';
import { type Draws } from './step-draws.ts';

/**
 * `loss.backward()`: the main thread hands over to the autograd thread, which runs the layers backward, starts the
 * all-reduce of each gradient bucket as soon as it is full, makes the compute stream wait for the last, and hands back.
 */
export function backwardProgram(job: Job, step: number, draws: Draws): readonly Instruction[] {
  const layers = [...job.layers.entries()].reverse();
  if (layers.every(([, layer]) => layer.backwardUs.length === 0) && bucketCount(job) === 0) return [];
  return [
    spend(draws.host(job.host.handoffUs), 'host'),
    { kind: 'thread', thread: 'autograd' },
    ...layers.flatMap(([index, layer], done): readonly Instruction[] => {
      const { node, backward } = OP_NAMES[layer.op];
      const before = bucketsFull(job, done);
      const full = exchanges(job, step) ? bucketsFull(job, done + 1) - before : 0;
      return [
        openOp(`autograd::engine::evaluate_function: ${node}`, step * job.layers.length + index),
        openOp(node),
        openOp(backward),
        ...layer.backwardUs.flatMap((us, kernel) =>
          kernelLaunch(job, draws, kernelName(layer.op, 'backward', kernel), us, 0),
        ),
        close,
        close,
        ...Array.from({ length: full }, (_, bucket) => allReduce(job, before + bucket)).flat(),
        close,
      ];
    }),
    ...(bucketCount(job) > 0 && exchanges(job, step) && job.collectives?.overlapped === true
      ? after(COMPUTE_STREAM, COMMUNICATION_STREAM, job.host.launchUs)
      : []),
    { kind: 'thread', thread: 'main' },
    spend(draws.host(job.host.handoffUs), 'host'),
  ];
}

/** Host times here are not varied: the number of buckets must not shift the draws of other calls. */
function allReduce(job: Job, bucket: number): readonly Instruction[] {
  const collectives = job.collectives;
  if (collectives === undefined) return [];
  const bytes = bucketBytes(collectives, bucketCount(job), bucket);
  const stream = collectives.overlapped ? COMMUNICATION_STREAM : COMPUTE_STREAM;
  return [
    openOp('c10d::allreduce_'),
    openOp('record_param_comms'),
    openNote('nccl:all_reduce'),
    spend(job.host.thinkUs, 'launch'),
    ...(collectives.overlapped ? after(COMMUNICATION_STREAM, COMPUTE_STREAM, job.host.launchUs) : []),
    launch('cudaLaunchKernelExC', job.host.launchUs, {
      kind: 'collective',
      name: ALL_REDUCE_KERNEL,
      stream,
      durationUs: ringAllReduceUs(bytes, job.ranks, collectives.bandwidthGBps, collectives.latencyUs),
      bytes,
      direction: undefined,
    }),
    close,
    close,
    close,
  ];
}
