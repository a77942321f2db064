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

type Pass = Pair['pass'];

/** A pass of one micro-batch through one chunk of a stage. */
interface Turn {
  readonly pass: Pass;
  readonly micro: number;
  readonly chunk: number;
}

/**
 * What a stage runs in a step, in order. With chunks, 1F1B takes as many micro-batches as there are stages through one chunk before the next, and warms up with
 * 2 (p - s - 1) + (v - 1) p forwards (Megatron-LM's interleaved schedule); all forwards first takes chunk by chunk.
 */
export function pipelineOrder(
  { order, microbatches, chunks = 1 }: Pick<PipelineJob, 'order' | 'microbatches' | 'chunks'>,
  stages: number,
  stage: number,
): readonly Turn[] {
  const round = order === '1f1b' && chunks > 1 ? stages : microbatches;
  const turns = (pass: Pass): readonly Turn[] =>
    Array.from({ length: microbatches * chunks }, (_, k) => {
      const rest = microbatches - Math.floor(k / (round * chunks)) * round;
      const together = Math.min(round, rest);
      const within = k % (round * chunks);
      const chunk = Math.floor(within / together);
      return {
        pass,
        micro: microbatches - rest + (within % together),
        chunk: pass === 'forward' ? chunk : chunks - 1 - chunk,
      };
    });
  const forwards = turns('forward');
  const backwards = turns('backward');
  if (order === 'gpipe') return [...forwards, ...backwards];
  const apart = stages - stage - 1;
  const warm = Math.min(chunks === 1 ? apart : 2 * apart + (chunks - 1) * stages, forwards.length);
  const steady = forwards.length - warm;
  return [
    ...forwards.slice(0, warm),
    ...forwards.slice(warm).flatMap((turn, k) => [turn, ...backwards.slice(k, k + 1)]),
    ...backwards.slice(steady),
  ];
}

/** The forward and backward passes of all micro-batches of one stage: it receives, computes and sends on. Rank r is stage r; the last sends on to the first's next chunk. */
export function pipelineProgram(job: Job, pipeline: PipelineJob, stage: number, draws: Draws): readonly Instruction[] {
  const stages = job.ranks;
  const lastChunk = (pipeline.chunks ?? 1) - 1;
  return pipelineOrder(pipeline, stages, stage).flatMap(({ pass, chunk }): readonly Instruction[] => {
    const { receive, send } = PIPELINE_STREAMS[pass];
    const begins = stage === 0 && chunk === 0;
    const ends = stage === stages - 1 && chunk === lastChunk;
    const [isFirst, isLast, ahead] = pass === 'forward' ? [begins, ends, 1] : [ends, begins, -1];
    const from = (stage - ahead + stages) % stages;
    const to = (stage + ahead + stages) % stages;
    return [
      ...(isFirst
        ? []
        : [
            ...message(job, pipeline, stage, { from, to: stage, pass }, receive),
            ...after(COMPUTE_STREAM, receive, job.host.launchUs),
          ]),
      ...compute(job, pipeline, stage, pass, draws),
      ...(isLast
        ? []
        : [
            ...after(send, COMPUTE_STREAM, job.host.launchUs),
            ...message(job, pipeline, stage, { from: stage, to, pass }, send),
          ]),
    ];
  });
}

function compute(
  job: Job,
  { microbatches, chunks = 1 }: PipelineJob,
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
        kernelLaunch(job, draws, kernelName(layer.op, pass, k), (us + late) / (microbatches * chunks), 0),
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
