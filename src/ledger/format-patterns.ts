import { type PatternRow } from './patterns.ts';

/** Names that only traces of other writers than PyTorch's profiler hold (docs/formats.md). Asked after all others. */
export const FORMAT_PATTERNS: readonly PatternRow[] = [
  {
    scope: 'device',
    class: 'communication',
    framework: 'XLA',
    pattern:
      /^%?(all-reduce|all-gather|reduce-scatter|ragged-all-to-all|all-to-all|collective-permute|collective-broadcast|send|recv)(-start|-done)?(-fusion)?([.\d]|$)/,
    source: 'HLO opcodes of collectives, as the line XLA Ops names them',
  },
  {
    scope: 'device',
    class: 'communication',
    framework: 'Horovod',
    pattern: /^(HIERARCHICAL_|ADASUM_)?(MPI|GLOO|CCL|DDL)_(ADASUM_|CROSS_)?[A-Z]+$/,
    source: 'activities MPI_ALLREDUCE, GLOO_ALLREDUCE of common.h; NCCL_* is known by its library',
  },
  {
    scope: 'device',
    class: 'communication',
    framework: 'Megatron',
    pattern: /^(send|recv)_(forward|backward)\w*$|^(allreduce|all_reduce|all_gather|reduce_scatter)$/,
    source: 'spans of pipeline traces: send_forward, recv_backward, allreduce',
  },
  {
    scope: 'device',
    class: 'communication',
    framework: 'IBM AIU',
    pattern: /^SenRdma|\[sync=|^All(Reduce|Gather|ToAll)_.* Cmpt Exec$/,
    source: 'transfers between units, and the sums that belong to a collective',
  },
  {
    scope: 'host',
    class: 'hostcomm',
    framework: 'Horovod',
    pattern: /^NEGOTIATE_/,
    source: 'waits until all ranks have the tensor ready',
  },
  {
    scope: 'host',
    class: 'hostcomm',
    framework: 'Horovod',
    pattern: /^INIT_[A-Z]+$|^(ALLREDUCE|ALLGATHER|BROADCAST|ALLTOALL|REDUCESCATTER|ADASUM|BARRIER|JOIN)$/,
    source:
      'buffers and communicators are made (INIT_NCCL); operations as common.h names them, before their transfer is queued',
  },
  {
    scope: 'host',
    class: 'hostcomm',
    framework: 'Ray',
    pattern: /^ray\.(get|wait)$|^(worker_idle|wait_for_function)$/,
    source: 'waits for the result of a task, or for a task',
  },
  {
    scope: 'host',
    class: 'data',
    framework: 'PaddlePaddle',
    pattern: /^_DataLoaderIter(SingleProcess|MultiProcess)$/,
    source: 'spans of paddle.io around the loader (dataloader_iter.py)',
  },
  {
    scope: 'host',
    class: 'data',
    framework: 'DLIO, DFTracer',
    pattern: /^loop\.iter$|^\w*(Reader|Dataset|DataLoader)\.(?!__init__$|finalize$)\w+$/,
    source: 'spans of dlio_benchmark: the loop waits for a batch; readers and data sets make it',
  },
  {
    scope: 'host',
    class: 'data',
    framework: 'JAX, TensorFlow',
    pattern: /^(tfds|grain|PyGrain)\b|^(InfeedEnqueue|TransferToInfeed)/i,
    source: 'input pipelines grain and tfds; infeed of the host plane',
  },
  {
    scope: 'host',
    class: 'sync',
    framework: 'Ascend',
    pattern: /aclrtSynchronize(Stream|Device|Event)|^(Runtime@)?(Stream|Device|Event)Synchronize$/,
    source: 'calls of AscendCL in the process CANN',
  },
  {
    scope: 'host',
    class: 'allocator',
    framework: 'Ascend',
    pattern: /aclrt(Malloc|Free)(?!.*Async)/,
    source: 'calls of AscendCL in the process CANN',
  },
  {
    scope: 'host',
    class: 'compile',
    framework: 'Ascend',
    pattern: /aclopCompile|aclopBuild|opCompile/i,
    source: 'operators compiled while the run goes on (jit_compile)',
  },
  {
    scope: 'host',
    class: 'sync',
    framework: 'JAX, XLA',
    pattern: /BlockUntilReady|block_until_ready|AwaitBuffer|^BlockHostUntilDone|PjRtBuffer::Await$|CpuBuffer::Await$/,
    source: 'the host waits for device buffers',
  },
];
