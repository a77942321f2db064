import { expect, it } from 'vitest';
import { type EventKind } from '../model/timeline.ts';
import { CLASSES } from './classes.ts';
import { classOfName } from './classify-events.ts';

it.each<[EventKind, string, string]>([
  ['kernel', 'all-reduce.17', 'communication'],
  ['kernel', 'all-gather-start.2', 'communication'],
  ['kernel', 'collective-permute-done', 'communication'],
  ['kernel', 'fusion.31', 'compute'],
  ['kernel', 'reduce.5', 'compute'],
  ['kernel', 'convolution-all-reduce-like', 'compute'],
  ['kernel', 'send.3', 'communication'],
  ['kernel', 'sendable_kernel', 'compute'],
  ['kernel', 'MPI_ALLREDUCE', 'communication'],
  ['kernel', 'NCCL_ALLREDUCE', 'communication'],
  ['kernel', 'send_forward', 'communication'],
  ['kernel', 'forward', 'compute'],
  ['kernel', 'void reduce_kernel<512>', 'compute'],
  ['kernel', 'reduce_kernel_0d1d', 'compute'],
  ['kernel', 'SenRdmaSend_82227 [sync=AllReduce_all_reduce_4_s0_r1_0] DmaO', 'communication'],
  ['kernel', 'AllReduce_all_reduce_4_Add_1 Cmpt Exec', 'communication'],
  ['kernel', 'add_11 Cmpt Exec', 'compute'],
  ['hostOp', 'NEGOTIATE_ALLREDUCE', 'hostcomm'],
  ['hostOp', 'ray.wait', 'hostcomm'],
  ['hostOp', 'ray.put', 'launch'],
  ['hostOp', 'loop.iter', 'data'],
  ['hostOp', 'TorchDataset.__getitem__', 'data'],
  ['hostOp', 'HDF5Reader.get_sample', 'data'],
  ['hostOp', 'TorchDataLoader.finalize', 'launch'],
  ['hostOp', 'TorchFramework.compute', 'launch'],
  ['hostOp', 'PyTorchCheckpointing.save_checkpoint', 'checkpoint'],
  ['runtime', 'AscendCL@aclrtSynchronizeStreamWithTimeout', 'sync'],
  ['runtime', 'AscendCL@aclrtMalloc', 'allocator'],
  ['runtime', 'AscendCL@aclrtLaunchKernel', 'launch'],
  ['hostOp', 'Iterator::Prefetch::Map', 'data'],
  ['hostOp', 'PjRtBuffer::BlockUntilReady', 'sync'],
])('%s %s: %s', (kind, name, expected) => {
  expect(CLASSES[classOfName(kind, name)]?.key ?? '-').toBe(expected);
});
