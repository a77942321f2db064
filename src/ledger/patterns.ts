import { type EventKind } from '../model/timeline.ts';
import { type ClassKey } from './classes.ts';
import { FORMAT_PATTERNS } from './format-patterns.ts';
import { type PatternRow, type PatternScope } from './pattern-row.ts';

const row = (scope: PatternScope, cls: ClassKey, framework: string, pattern: RegExp, source: string): PatternRow => ({
  scope,
  class: cls,
  framework,
  pattern,
  source,
});

/** Spans that mark an evaluation (Lightning: validation_step). */
export const EVALUATION =
  /^(## )?(eval|evaluate|evaluation|validate|validation)( ##)?$|validation_step|evaluation_loop/i;
/** The same as a frame of Python's stack: `train.py(80): validate`. */
export const EVALUATION_FRAME = /\.py\(\d+\): (eval|evaluate|evaluation_loop|validate|validation_step|run_validation)$/;

/**
 * Which names mean which class; the first row that matches wins. A name that no row matches takes the class of its
 * kind (`KIND_CLASS`). To teach the ledger a new loader, collective or checkpoint call, add a row here and a test.
 */
export const PATTERNS: readonly PatternRow[] = [
  row('device', 'communication', 'NCCL, RCCL', /nccl|rccl/i, 'kernels ncclKernel_*, ncclDevKernel_*, rccl*'),
  row('device', 'communication', 'oneCCL', /oneccl/i, 'kernels with oneccl in their name'),
  row('device', 'communication', 'HCCL', /(^|_)hccl/i, 'kernels hccl*, *_hccl*'),
  row('device', 'communication', 'MSCCL, MSCCL++', /mscclpp|msccl/i, 'kernels msccl*, mscclpp*'),
  row('device', 'communication', 'NVSHMEM', /nvshmem/i, 'kernels and device calls nvshmem*, nvshmemi_*'),
  row('device', 'communication', 'rocSHMEM', /rocshmem/i, 'kernels rocshmem_*'),
  row(
    'device',
    'communication',
    'DeepEP',
    /\bdeep_ep::(intranode|internode|internode_ll|elastic)::/,
    'expert-parallel dispatch and combine kernels; deep_ep::layout computes',
  ),
  row(
    'device',
    'communication',
    'vLLM, SGLang, AITER',
    /cross_device_reduce_[12]stage|allreduce_prototype_(one|two)shot|reduce_scatter_cross_device_store/,
    'custom and quick all-reduce kernels',
  ),
  row(
    'device',
    'communication',
    'PyTorch symmetric memory',
    /\b(multimem_)?(one|two)_shot_all_(reduce|gather)|\bmultimem_(all_reduce|all_gather|reduce_scatter)/,
    'kernels of torch.distributed._symmetric_memory: one_shot_all_reduce_kernel, multimem_all_reduce_kernel',
  ),
  row(
    'device',
    'communication',
    'TensorRT-LLM, FlashInfer',
    /\b(one|two)ShotAllReduceKernel|\blamport\w*[Aa]ll_?[Rr]educe|allreduce_fusion_kernel|\bmoe\w*AllToAll\w*Kernel/i,
    'all-reduce and expert-parallel kernels',
  ),
  row(
    'device',
    'communication',
    'pplx-kernels, MoRI',
    /\bpplx::.*(dispatch|combine)|\bmori::.*(dispatch|combine)|\bEp(Dispatch|Combine)\w*Kernel/i,
    'expert-parallel dispatch and combine kernels',
  ),
  row('device', 'communication', 'HCCL', /^hcom_/, 'Ascend collectives hcom_allReduce_*'),

  row(
    'host',
    'data',
    'PyTorch',
    /^enumerate\(Data(Loader|Pipe)\)#/,
    'record_function around __next__ in torch.utils.data',
  ),
  row(
    'host',
    'data',
    'PyTorch',
    /_(SingleProcess|MultiProcessing)DataLoaderIter\b/,
    'iterator classes of torch.utils.data.dataloader',
  ),
  row(
    'host',
    'data',
    'TensorFlow',
    /^Iterator::|IteratorGetNext/,
    'tf.data stages Iterator::* and the op IteratorGetNext',
  ),
  row('host', 'data', 'NVIDIA DALI', /(^|[^a-z])dali([^a-z]|$)|\bDALI/i, 'nvidia.dali pipelines and their NVTX ranges'),
  row('host', 'data', 'WebDataset', /webdataset/i, 'the webdataset package'),
  row(
    'host',
    'data',
    'TorchRec',
    /^## (load|next)_batch ##$/,
    'record_function around next(dataloader_iter) in train_pipeline',
  ),
  row(
    'host',
    'data',
    'any',
    /(^|[^a-z])data_?load(er|ing)?([^a-z]|$)/i,
    'spans named data_loader, data_load, train_dataloader_next (Lightning), data loading',
  ),
  row(
    'host',
    'data',
    'any',
    /(^|[^a-z])(load|next|get|fetch|read)_(data_)?batch(es)?([^a-z]|$)|^(load|fetch)_data$/i,
    'spans of loops written by hand: load_batch, get_batch, next_batch, fetch_batch, load_data',
  ),

  row('host', 'hostcomm', 'PyTorch Gloo', /^gloo:/, 'ProcessGroupGloo names each collective gloo:*'),
  row('host', 'hostcomm', 'UCX, UCC', /^(ucp|uct|ucs|ucc)_|^ucc:/, 'UCX calls ucp_*; ProcessGroupUCC names ucc:*'),
  row(
    'host',
    'hostcomm',
    'NVSHMEM',
    /^nvshmem(x|i)?_\w*(init|barrier|quiet|sync)/,
    'host calls nvshmem_barrier_all and the like',
  ),
  row('host', 'hostcomm', 'MPI', /^mpi:|^P?MPI_/i, 'ProcessGroupMPI names mpi:*; MPI calls MPI_*'),
  row('host', 'hostcomm', 'PyTorch c10d', /^c10d::(monitored_)?barrier/, 'op c10d::barrier'),
  row(
    'host',
    'hostcomm',
    'PyTorch c10d',
    /\b(TCP|File|Hash|Prefix)Store\b|store_based_barrier|\bstore[ .:_-]+wait\b/i,
    'rendezvous through a key-value store',
  ),
  row(
    'host',
    'hostcomm',
    'NCCL, RCCL',
    /ncclCommInit|ncclCommSplit|ncclGetUniqueId|\binit_process_group\b/,
    'communicator initialisation',
  ),

  row(
    'host',
    'checkpoint',
    'any',
    /(^|[^a-z])(save|saving|write|load|loading|restore)[ _.]?(the[ _])?(model[ _])?checkpoint/i,
    'spans named save_checkpoint, load_checkpoint, Saving checkpoint',
  ),
  row(
    'host',
    'checkpoint',
    'any',
    /checkpoint[ _.](sav|writ|load|restor)|^(## )?checkpoint(ing)?( ##)?$/i,
    'spans named checkpoint_save, checkpointing',
  ),
  row(
    'host',
    'checkpoint',
    'PyTorch',
    /\btorch\.(save|load)\b|\bsave_pretrained\b|\bsave_state_dict\b/,
    'spans named after the saving call',
  ),
  row('host', 'checkpoint', 'any', EVALUATION, 'spans that mark an evaluation (Lightning: validation_step)'),

  row(
    'host',
    'compile',
    'TorchDynamo',
    /\(dynamo_timed\)/,
    'torch._dynamo.utils.dynamo_timed names its phases *(dynamo_timed)',
  ),
  row(
    'host',
    'compile',
    'TorchDynamo',
    /^torch\._dynamo\b|^_?compile_inner\b|^convert_frame\b/,
    'phases of torch._dynamo',
  ),
  row(
    'host',
    'compile',
    'Inductor',
    /^torch\._inductor\b.*compil|^(compile_fx|fx_codegen|async_compile)/i,
    'phases of torch._inductor; CompiledFxGraph is the compiled code at work and does not match',
  ),
  row('host', 'compile', 'Triton', /^triton[.: _]*(jit[.: _]*)?compil/i, 'spans named triton compile'),
  row('host', 'compile', 'any', /autotun/i, 'spans that mark autotuning'),
  row(
    'host',
    'compile',
    'XLA',
    /^(Xla|XLA)Compile|\bbackend_compile\b|PjRt\w*::Compile/,
    'JAX and XLA compilation spans',
  ),
  row(
    'host',
    'compile',
    'CUDA, HIP',
    /^(cu|hip)(Module|Library)Load|^cudaLibraryLoad|^(cu|hip)Link(Create|AddData|AddFile|Complete)|^(nvrtc|hiprtc)CompileProgram/,
    'loading or linking device code',
  ),
  row(
    'host',
    'compile',
    'CUDA, HIP',
    /^(cuda|cu|hip)(Graph(Instantiate|ExecUpdate)|Stream(Begin|End)Capture)/,
    'capture of a device graph',
  ),
  row(
    'host',
    'compile',
    'CUPTI',
    /^(Driver Compiler|Runtime Triggered Module Loading|Lazy Function Loading)$/,
    'overhead rows of Kineto that are the driver compiling or loading code',
  ),

  row(
    'host',
    'allocator',
    'CUDA',
    /^cuda(Malloc|Free)(?!.*(Async|FromPool))|^cudaHost(Alloc|Register|Unregister)|^cudaMemPoolTrimTo/,
    'CUDA runtime; the stream-ordered *Async calls are cheap and stay launch calls',
  ),
  row(
    'host',
    'allocator',
    'CUDA',
    /^cuMem(Alloc|Free|Create|Release|Map|Unmap|SetAccess|Host(Alloc|Register|Unregister))(?!.*(Async|FromPool))/,
    'CUDA driver; PyTorch expandable segments call cuMemCreate and cuMemMap',
  ),
  row(
    'host',
    'allocator',
    'HIP',
    /^hip(Ext|Host)?(Malloc|Free)(?!.*(Async|FromPool))|^hipHost(Alloc|Register|Unregister)|^hipMem(Create|Map|Unmap|Release)/,
    'HIP runtime',
  ),
  row('host', 'allocator', 'PyTorch', /^aten::_?pin_memory$|\bempty_cache\b/, 'pinning of host memory; cache flush'),

  row('host', 'gc', 'Python', /^(Python )?GC\b|\bgc\.collect\b|garbage.?collect/i, 'Python garbage collection'),

  row(
    'host',
    'sync',
    'CUDA, HIP',
    /^(cuda|cu|hip)(Device|Ctx|Context|Stream|Event|Thread)Synchronize/,
    'synchronising runtime and driver calls',
  ),
  row(
    'host',
    'sync',
    'CUDA, HIP',
    /^(cudaMemcpy|hipMemcpy|cuMemcpy)(?!.*(Async|Batch))/,
    'blocking copies; hipMemcpyWithStream waits for its copy',
  ),
  row('host', 'sync', 'MTIA', /^synchronize(Stream|Event|Device)?$/, 'MTIA runtime'),
  row('host', 'sync', 'PyTorch', /^aten::(item|_local_scalar_dense|is_nonzero)$/, 'reads a device value on the host'),

  row('host', 'profiler', 'CUDA', /^(cuda|cu|hip)Profiler(Start|Stop)|^cupti/i, 'profiler control calls'),

  row(
    'python',
    'data',
    'PyTorch',
    /torch\/utils\/data\/dataloader\.py\(\d+\): (__next__|__iter__)$/,
    'frames of torch.utils.data',
  ),
  row(
    'python',
    'data',
    'DALI, WebDataset',
    /nvidia\/dali\/.*: __next__$|\/webdataset\/.*: __(next|iter)__$/,
    'frames of the loader packages',
  ),
  row(
    'python',
    'hostcomm',
    'PyTorch c10d',
    /distributed_c10d\.py\(\d+\): (monitored_barrier|barrier|init_process_group|new_group|_store_based_barrier|_new_process_group_helper)$/,
    'frames of torch.distributed',
  ),
  row(
    'python',
    'checkpoint',
    'PyTorch',
    /torch\/serialization\.py\(\d+\): (save|load)$|torch\/distributed\/checkpoint\/state_dict_(saver|loader)\.py\(\d+\): \w*(save|load)$/,
    'torch.save, torch.load and distributed checkpoints; torch/utils/checkpoint.py is recomputation and does not match',
  ),
  row(
    'python',
    'checkpoint',
    'safetensors, TensorBoard',
    /safetensors\/torch\.py\(\d+\): (save|load)_(file|model)$|tensorboard\/writer\.py\(\d+\): (add_\w+|flush)$/,
    'frames of the packages',
  ),
  row(
    'python',
    'compile',
    'TorchDynamo',
    /torch\/_dynamo\/convert_frame\.py\(\d+\): (_compile|_?compile_inner)$/,
    'frames of torch._dynamo; eval_frame.py runs compiled code and does not match',
  ),
  row(
    'python',
    'compile',
    'Inductor',
    /torch\/_inductor\/compile_fx\.py\(\d+\): \w*compile\w*$|torch\/_inductor\/.*: (benchmark_all_configs|autotune_to_one_config|coordinate_descent_tuning)$/,
    'frames of torch._inductor',
  ),
  row(
    'python',
    'compile',
    'Triton',
    /triton\/compiler\/compiler\.py\(\d+\): compile$|triton\/runtime\/autotuner\.py\(\d+\): (_bench|benchmark)$/,
    'frames of triton; launch_metadata and _init_handles belong to a launch and do not match',
  ),
  row(
    'python',
    'allocator',
    'PyTorch',
    /torch\/cuda\/memory\.py\(\d+\): empty_cache$|<built-in .*_cuda_emptyCache>/,
    'frames of torch.cuda.memory',
  ),
  row('python', 'gc', 'Python', /^<built-in (function|method) collect( of module object .*)?>$/, 'gc.collect'),
  row(
    'python',
    'sync',
    'PyTorch',
    /torch\/cuda\/(__init__|streams)\.py\(\d+\): synchronize$|<built-in (function|method) _cuda_synchronize\b|<built-in method (item|tolist) of Tensor/,
    'frames of torch.cuda and Tensor.item',
  ),
  row(
    'python',
    'profiler',
    'PyTorch',
    /torch\/profiler\/profiler\.py\(\d+\): (step|start|stop|start_trace|stop_trace|prepare_trace|_transit_action)$/,
    'frames of torch.profiler',
  ),
  ...FORMAT_PATTERNS,
];

/** The class of a name that no pattern matches; `undefined`: the event bears no class (annotations, Python frames). */
export const KIND_CLASS: Readonly<Record<EventKind, ClassKey | undefined>> = {
  other: undefined,
  hostOp: 'launch',
  annotation: undefined,
  python: undefined,
  runtime: 'launch',
  kernel: 'compute',
  memcpy: 'copy',
  memset: 'copy',
  deviceNote: undefined,
  deviceSync: undefined,
  overhead: 'profiler',
};

/** Which rows of the table a kind of event is held against; `undefined`: none, the kind alone decides. */
export const KIND_SCOPE: Readonly<Record<EventKind, PatternScope | undefined>> = {
  other: 'host',
  hostOp: 'host',
  annotation: 'host',
  python: 'python',
  runtime: 'host',
  kernel: 'device',
  memcpy: undefined,
  memset: undefined,
  deviceNote: undefined,
  deviceSync: undefined,
  overhead: 'host',
};

/** Collectives as host threads name them. Only where a trace has no device: there they are its communication. */
export const HOST_COLLECTIVE =
  /^(gloo|nccl|rccl|mpi|ucc|ccl|oneccl|xccl|hccl):|^P?MPI_|^c10d::(?!(monitored_)?barrier)/i;
