import { describe, expect, it } from 'vitest';
import { type EventKind } from '../model/timeline.ts';
import { CLASSES } from './classes.ts';
import { classOfName } from './classify-events.ts';
import { DATA_PARTS } from './data-parts.ts';
import { PATTERNS } from './patterns.ts';

const NAMES: readonly (readonly [EventKind, string, string])[] = [
  ['kernel', 'ncclKernel_AllReduce_RING_LL_Sum_float(ncclWorkElem)', 'communication'],
  ['kernel', 'ncclDevKernel_Generic_1(ncclDevKernelArgsStorage<4096ul>)', 'communication'],
  ['kernel', 'void vllm::cross_device_reduce_1stage<c10::BFloat16, 4>(vllm::RankData*)', 'communication'],
  ['kernel', 'void deep_ep::intranode::dispatch<8, 768>(int4*)', 'communication'],
  ['kernel', 'void deep_ep::internode_ll::combine<true, 9>(void*)', 'communication'],
  ['kernel', 'one_shot_all_reduce_kernel<c10::BFloat16, 16, 8, false>', 'communication'],
  ['kernel', 'void c10d::multimem_all_reduce_kernel<__nv_bfloat16>', 'communication'],
  ['kernel', 'quickreduce::allreduce_prototype_twoshot<Half>', 'communication'],
  ['kernel', 'void aiter::cross_device_reduce_2stage<c10::Half, 8>', 'communication'],
  ['kernel', 'hcom_allReduce__123_0', 'communication'],
  ['kernel', 'nvshmemi_transfer_rma', 'communication'],
  ['kernel', 'rcclGenericKernel<1, false>', 'communication'],
  ['kernel', 'oneccl_allreduce_small', 'communication'],
  ['kernel', 'void moe_dispatch_tokens', 'compute'],
  ['hostOp', 'ucc:all_reduce', 'hostcomm'],
  ['runtime', 'ucp_worker_progress', 'hostcomm'],
  ['kernel', 'void deep_ep::layout::get_dispatch_layout<256>(long const*)', 'compute'],
  ['kernel', 'void cudnn::winograd_nonfused::winogradForwardData4x4<float>', 'compute'],
  ['kernel', 'triton_poi_fused_addmm_gelu_view_15', 'compute'],
  ['memcpy', 'Memcpy HtoD (Pinned -> Device)', 'copy'],
  ['memset', 'Memset (Device)', 'copy'],
  ['hostOp', 'enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__', 'data'],
  ['annotation', 'enumerate(DataLoader)#_MultiProcessingDataLoaderIter.__next__', 'data'],
  ['annotation', 'enumerate(DataPipe)#MapperIterDataPipe', 'data'],
  ['annotation', '[_TrainingEpochLoop].train_dataloader_next', 'data'],
  ['annotation', '## next_batch ##', 'data'],
  ['annotation', '## data_load ##', 'data'],
  ['other', 'Iterator::Model::Prefetch', 'data'],
  ['other', 'IteratorGetNext', 'data'],
  ['annotation', 'gloo:all_reduce', 'hostcomm'],
  ['hostOp', 'c10d::barrier', 'hostcomm'],
  ['hostOp', 'c10d::allreduce_', 'launch'],
  ['runtime', 'ncclCommInitRank', 'hostcomm'],
  ['annotation', 'save_checkpoint', 'checkpoint'],
  ['annotation', 'Saving model checkpoint', 'checkpoint'],
  ['annotation', 'CheckpointFunction', '-'],
  ['hostOp', 'CheckpointFunctionBackward', 'launch'],
  ['hostOp', 'autograd::engine::evaluate_function: AddmmBackward0', 'launch'],
  ['annotation', '_compile.compile_inner (dynamo_timed)', 'compile'],
  ['annotation', '## Call CompiledFxGraph fp5r5pk7bndv ##', '-'],
  ['hostOp', 'CompiledFxGraph', 'launch'],
  ['hostOp', 'Torch-Compiled Region: 0/0', 'launch'],
  ['hostOp', 'triton_poi_fused_add_cos_sin_0', 'launch'],
  ['runtime', 'cuModuleLoadData', 'compile'],
  ['runtime', 'cudaGraphInstantiate', 'compile'],
  ['runtime', 'cudaGraphLaunch', 'launch'],
  ['overhead', 'Lazy Function Loading', 'compile'],
  ['overhead', 'Activity Buffer Request', 'profiler'],
  ['runtime', 'cudaMalloc', 'allocator'],
  ['runtime', 'cudaMallocManaged', 'allocator'],
  ['runtime', 'cudaMallocAsync', 'launch'],
  ['runtime', 'cudaFreeHost', 'allocator'],
  ['runtime', 'cudaFreeAsync', 'launch'],
  ['runtime', 'cudaHostAlloc', 'allocator'],
  ['runtime', 'hipMalloc', 'allocator'],
  ['runtime', 'hipExtMallocWithFlags', 'allocator'],
  ['runtime', 'cuMemAlloc_v2', 'allocator'],
  ['runtime', 'cudaMemcpy', 'sync'],
  ['runtime', 'cudaMemcpyAsync', 'launch'],
  ['runtime', 'hipMemcpyWithStream', 'sync'],
  ['runtime', 'cuMemcpyDtoHAsync_v2', 'launch'],
  ['runtime', 'cuMemcpyDtoH_v2', 'sync'],
  ['runtime', 'cudaDeviceSynchronize', 'sync'],
  ['runtime', 'hipEventSynchronize', 'sync'],
  ['runtime', 'cudaStreamWaitEvent', 'launch'],
  ['hostOp', 'aten::_local_scalar_dense', 'sync'],
  ['annotation', 'Python GC', 'gc'],
  ['annotation', 'Optimizer.step#SGD.step', '-'],
  ['annotation', 'Optimizer.zero_grad#SGD.zero_grad', '-'],
  ['annotation', 'ProfilerStep#5', '-'],
  ['annotation', 'DistributedDataParallel.forward', '-'],
  ['python', 'torch/utils/data/dataloader.py(730): __next__', 'data'],
  ['python', 'torch/utils/checkpoint.py(343): checkpoint', '-'],
  ['python', 'torch/serialization.py(629): save', 'checkpoint'],
  ['python', 'torch/_dynamo/eval_frame.py(738): _fn', '-'],
  ['python', 'torch/_dynamo/convert_frame.py(1105): compile_inner', 'compile'],
  ['python', 'triton/compiler/compiler.py(487): launch_metadata', '-'],
  ['python', 'triton/compiler/compiler.py(226): compile', 'compile'],
  ['python', '<built-in function collect>', 'gc'],
  ['python', 'collections/__init__.py(1137): __setitem__', '-'],
  ['python', 'torch/profiler/profiler.py(811): step', 'profiler'],
  ['deviceSync', 'Stream Sync', '-'],
  ['deviceNote', 'ProfilerStep#5', '-'],
];

describe('names and their classes', () => {
  it.each(NAMES)('%s %s: %s', (kind, name, expected) => {
    expect(CLASSES[classOfName(kind, name)]?.key ?? '-').toBe(expected);
  });

  it('each pattern keeps no state between names', () => {
    const patterns = [...PATTERNS, ...DATA_PARTS].map((row) => row.pattern).filter((one) => one instanceof RegExp);
    expect(patterns.length).toBeGreaterThan(50);
    expect(patterns.filter((one) => one.global || one.sticky)).toEqual([]);
  });
});
