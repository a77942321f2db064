import { backwardProgram } from './backward-program.ts';
import {
  close,
  COMPUTE_STREAM,
  type Instruction,
  launch,
  openNote,
  openOp,
  spend,
  synchronize,
} from './instruction.ts';
import { type Job } from './job.ts';
import { kernelLaunch } from './kernel-launch.ts';
import { kernelName, OP_NAMES } from './op-names.ts';
import { pipelineProgram } from './pipeline-program.ts';
import { type Draws, drawsOf } from './step-draws.ts';

/** Time of the four-byte copy of `loss.item()`. */
export const ITEM_COPY_US = 1;

/** What the host of a rank does in one step, in order. Same job, rank and step: same instructions. */
export function stepProgram(job: Job, rank: number, step: number): readonly Instruction[] {
  const draws = drawsOf(job, rank, step);
  return [
    { kind: 'step', number: step },
    ...load(job),
    spend(draws.host(job.host.stepUs), 'host'),
    ...inputCopy(job, draws),
    ...(job.pipeline === undefined
      ? [...forward(job, rank, step, draws), ...backwardProgram(job, step, draws)]
      : pipelineProgram(job, job.pipeline, rank, draws)),
    ...optimizer(job, draws),
    ...item(job, draws),
  ];
}

const load = (job: Job): readonly Instruction[] => (job.loader === undefined ? [] : [{ kind: 'load' }]);

/** A blocking or an asynchronous copy of the batch to the device. */
function inputCopy(job: Job, draws: Draws): readonly Instruction[] {
  const input = job.input;
  if (input === undefined) return [];
  const from = input.pinned ? 'Pinned' : 'Pageable';
  const call = launch('cudaMemcpyAsync', draws.host(job.host.launchUs), {
    kind: 'memcpy',
    name: `Memcpy HtoD (${from} -> Device)`,
    stream: COMPUTE_STREAM,
    durationUs: draws.kernel(input.bytes / (input.bandwidthGBps * 1000)),
    bytes: input.bytes,
    direction: 'hostToDevice',
  });
  return [
    openOp('aten::to'),
    openOp('aten::copy_'),
    spend(draws.host(job.host.thinkUs), 'launch'),
    input.pinned ? call : { ...call, class: 'sync', until: 'work' },
    ...(input.pinned ? [] : [synchronize(COMPUTE_STREAM)]),
    close,
    close,
    spend(draws.host(job.host.pythonUs), 'host'),
  ];
}

function forward(job: Job, rank: number, step: number, draws: Draws): readonly Instruction[] {
  const kernels = job.layers.reduce((count, layer) => count + layer.forwardUs.length, 0);
  const late = job.straggler?.what === 'compute' && job.straggler.rank === rank ? job.straggler.extraUs / kernels : 0;
  return job.layers.flatMap((layer, index): readonly Instruction[] => {
    if (layer.forwardUs.length === 0) return [];
    const [outer, inner] = OP_NAMES[layer.op].forward;
    return [
      openOp(outer, step * job.layers.length + index),
      openOp(inner),
      ...layer.forwardUs.flatMap((us, kernel) =>
        kernelLaunch(job, draws, kernelName(layer.op, 'forward', kernel), us, late),
      ),
      close,
      close,
      spend(draws.host(job.host.pythonUs), 'host'),
    ];
  });
}

function optimizer(job: Job, draws: Draws): readonly Instruction[] {
  if (job.optimizerUs.length === 0) return [];
  return [
    openNote('Optimizer.step#SGD.step'),
    ...job.optimizerUs.flatMap((us, kernel): readonly Instruction[] => [
      openOp('aten::_foreach_add_'),
      ...kernelLaunch(job, draws, kernelName('optimizer', 'update', kernel), us, 0),
      close,
      spend(draws.host(job.host.pythonUs), 'host'),
    ]),
    close,
  ];
}

/** `loss.item()`: four bytes to the host, and a wait for the stream. All of it is one synchronising call to the user. */
function item(job: Job, draws: Draws): readonly Instruction[] {
  if (!job.itemEachStep) return [];
  return [
    openOp('aten::item'),
    openOp('aten::_local_scalar_dense'),
    spend(draws.host(job.host.thinkUs), 'sync'),
    {
      ...launch('cudaMemcpyAsync', draws.host(job.host.launchUs), {
        kind: 'memcpy',
        name: 'Memcpy DtoH (Device -> Pinned)',
        stream: COMPUTE_STREAM,
        durationUs: ITEM_COPY_US,
        bytes: 4,
        direction: 'deviceToHost',
      }),
      class: 'sync',
    },
    synchronize(COMPUTE_STREAM),
    close,
    close,
    spend(draws.host(job.host.pythonUs), 'host'),
  ];
}
