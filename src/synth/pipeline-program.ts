import {
  after,
  close,
  COMPUTE_STREAM,
  type Instruction,
  launch,
  openNote,
  openOp,
  PIPELINE_STREAMS,
  spend,
} from './instruction.ts';
import { type Pair } from './records.ts';
import { type Job, type PipelineJob } from './job.ts';
import { kernelLaunch } from './kernel-launch.ts';
import { kernelName, OP_NAMES, SEND_RECEIVE_KERNEL, spanName } from './op-names.ts';
import { type Draws } from './step-draws.ts';

type Pass = 'forward' | 'backward';

/** What a stage runs in a step, in order. The number of the micro-batch makes no difference: messages are matched in turn. */
export function pipelineOrder(
  order: PipelineJob['order'],
  microbatches: number,
  stages: number,
  stage: number,
): readonly Pass[] {
  const all = (pass: Pass, count: number): Pass[] => Array.from({ length: count }, () => pass);
  if (order === 'gpipe') return [...all('forward', microbatches), ...all('backward', microbatches)];
  const warm = Math.min(stages - stage - 1, microbatches);
  return [
    ...all('forward', warm),
    ...Array.from({ length: microbatches - warm }, (): Pass[] => ['forward', 'backward']).flat(),
    ...all('backward', warm),
  ];
}

/** The forward and backward passes of all micro-batches of one stage: it receives, computes and sends on. Rank r is stage r. */
export function pipelineProgram(job: Job, pipeline: PipelineJob, stage: number, draws: Draws): readonly Instruction[] {
  const last = job.ranks - 1;
  return pipelineOrder(pipeline.order, pipeline.microbatches, job.ranks, stage).flatMap(
    (pass): readonly Instruction[] => {
      const from = pass === 'forward' ? stage - 1 : stage + 1;
      const to = pass === 'forward' ? stage + 1 : stage - 1;
      const { receive, send } = PIPELINE_STREAMS[pass];
      return [
        ...(from < 0 || from > last
          ? []
          : [
              ...message(job, pipeline, stage, { from, to: stage }, receive),
              ...after(COMPUTE_STREAM, receive, job.host.launchUs),
            ]),
        ...compute(job, pipeline, stage, pass, draws),
        ...(to < 0 || to > last
          ? []
          : [
              ...after(send, COMPUTE_STREAM, job.host.launchUs),
              ...message(job, pipeline, stage, { from: stage, to }, send),
            ]),
      ];
    },
  );
}

function compute(
  job: Job,
  { microbatches }: PipelineJob,
  stage: number,
  pass: Pass,
  draws: Draws,
): readonly Instruction[] {
  const kernels = job.layers.reduce((count, layer) => count + layer.forwardUs.length, 0);
  const late =
    pass === 'forward' && job.straggler?.what === 'compute' && job.straggler.rank === stage
      ? job.straggler.extraUs / kernels
      : 0;
  const layers = pass === 'forward' ? job.layers : [...job.layers].reverse();
  return layers.flatMap((layer): readonly Instruction[] => {
    const names = OP_NAMES[layer.op];
    const durations = pass === 'forward' ? layer.forwardUs : layer.backwardUs;
    if (durations.length === 0) return [];
    return [
      openOp(pass === 'forward' ? names.forward[0] : names.backward),
      ...durations.flatMap((us, k) =>
        kernelLaunch(job, draws, kernelName(layer.op, pass, k), (us + late) / microbatches, 0),
      ),
      close,
      spend(draws.host(job.host.pythonUs), 'host'),
    ];
  });
}

/** Four-byte floats, as many in each micro-batch. */
function message(
  job: Job,
  { bytes: all, microbatches, bandwidthGBps, latencyUs }: PipelineJob,
  stage: number,
  pair: Pair,
  stream: number,
): readonly Instruction[] {
  const bytes = 4 * Math.round(all / microbatches / 4);
  return [
    openOp('record_param_comms'),
    openNote(spanName(pair, stage)),
    spend(job.host.thinkUs, 'launch'),
    launch('cudaLaunchKernelExC', job.host.launchUs, {
      kind: 'collective',
      name: SEND_RECEIVE_KERNEL,
      stream,
      durationUs: latencyUs + bytes / (bandwidthGBps * 1000),
      bytes,
      direction: undefined,
      pair,
    }),
    close,
    close,
  ];
}
