import { expect, it } from 'vitest';
import { process, type Row, showLanes, span, thread, timelineOfRows } from '../../test/show-lanes.ts';

// Small synthetic traces in the layout of each format (docs/formats.md): what becomes lanes, kinds, steps and classes.

const show = async (rows: readonly Row[], header?: Row): Promise<string[]> =>
  showLanes(await timelineOfRows(rows, header));

it('JAX on TPU: XLA Ops are the device, modules and steps are drawn over them', async () => {
  const rows = [
    process(1, '/device:TPU:0'),
    thread(1, 1, 'Steps'),
    thread(1, 2, 'XLA Modules'),
    thread(1, 3, 'XLA Ops'),
    process(9, '/host:CPU'),
    thread(9, 7, 'python'),
    span(1, 1, '0', 0, 100),
    span(1, 1, '1', 100, 100),
    span(1, 2, 'jit_train_step(123)', 0, 90),
    span(1, 3, 'fusion.1', 0, 50),
    span(1, 3, 'all-reduce.2', 50, 30),
    span(1, 3, 'copy.3', 80, 10),
    span(1, 2, 'jit_train_step(123)', 100, 100),
    span(1, 3, 'fusion.1', 100, 100),
    span(9, 7, 'PjitFunction(train_step)', 0, 20),
    {},
  ];
  expect(await show(rows, { displayTimeUnit: 'ns' })).toEqual([
    'JAX/XLA',
    'r0/host/9/7 "Main thread 7" host: hostOp 1',
    'r0/gpu0/stream3 "TPU 0 XLA Ops" device: kernel 3, memcpy 1',
    'r0/note/1/1 "Steps notes" note: deviceNote 2',
    'r0/note/1/2 "XLA Modules notes" note: deviceNote 2',
    'rank 0 by line: Step 0 0-100, Step 1 100-200',
    'rank 0 ledger: compute 150, communication 30, copy 10, unknown 10',
  ]);
});

it('JAX on GPU: streams are the device, and derived lines do not count twice', async () => {
  const rows = [
    process(1, '/device:GPU:1'),
    thread(1, 14, 'Stream #14(Compute,MemcpyD2D)'),
    thread(1, 20, 'Stream #20(MemcpyH2D)'),
    thread(1, 90, 'XLA Ops'),
    process(9, '/host:CPU'),
    span(1, 14, 'loop_fusion_3', 0, 40),
    span(1, 14, 'ncclDevKernel_AllReduce_Sum', 40, 20),
    span(1, 20, 'MemcpyH2D', 60, 10),
    span(1, 90, 'fusion.3', 0, 40),
    span(9, 7, 'PjRtStreamExecutorLoadedExecutable::Execute', 0, 5),
  ];
  expect(await show(rows)).toEqual([
    'JAX/XLA',
    'r0/host/9/7 "Main thread 7" host: hostOp 1',
    'r0/gpu1/stream14 "GPU 1 stream 14" device: kernel 2',
    'r0/gpu1/stream20 "GPU 1 stream 20" device: memcpy 1',
    'r0/note/1/90 "XLA Ops notes" note: deviceNote 1',
    'rank 0 by whole: Whole trace 0-70',
    'rank 0 ledger: compute 40, communication 20, copy 10',
  ]);
});

it('TensorFlow 2: tf.data on the thread that waits for it is data loading', async () => {
  const rows = [
    process(0, '/device:GPU:0'),
    process(49, '/host:CPU'),
    thread(49, 5, 'python3'),
    span(49, 5, 'Iterator::Prefetch', 0, 30),
    span(49, 5, 'EagerExecute: MatMul', 30, 50),
    {},
  ];
  expect(await show(rows)).toEqual([
    'TensorFlow 2 profiler',
    'r0/host/49/5 "Main thread 5" host: hostOp 2',
    'rank 0 by whole: Whole trace 0-80',
    'rank 0 ledger: compute 50, data 30',
  ]);
});

it('TensorFlow 1: streams are the device, their repetitions are not', async () => {
  const op = (pid: number, name: string, ts: number, dur: number): Row => ({
    ...span(pid, 0, name, ts, dur),
    cat: 'Op',
  });
  const rows = [
    process(1, '/job:localhost/replica:0/task:0/device:GPU:0 Compute'),
    process(3, '/device:GPU:0/stream:all Compute'),
    process(5, '/device:GPU:0/stream:12 Compute'),
    process(6, '/device:GPU:0/stream:12 Tensors'),
    op(1, 'MatMul', 0, 5),
    op(3, 'MatMul', 10, 20),
    op(5, 'MatMul', 10, 20),
    op(3, 'MEMCPYDtoH', 30, 8),
    op(5, 'MEMCPYDtoH', 30, 8),
  ];
  expect(await show(rows)).toEqual([
    'TensorFlow 1 RunMetadata',
    'r0/host/1/0 "Main thread 0" host: hostOp 1',
    'r0/gpu0/stream12 "GPU 0 stream 12" device: kernel 1, memcpy 1',
    'r0/note/3/0 "0 notes" note: deviceNote 2',
    'rank 0 by whole: Whole trace 0-38',
    'rank 0 ledger: compute 20, copy 8, unknown 10',
  ]);
});

it('Horovod: negotiation is waiting for ranks, what the operation holds before its transfer is queued', async () => {
  const begin = (name: string, ts: number): Row => ({ ph: 'B', name, ts, pid: 3 });
  const end = (ts: number): Row => ({ ph: 'E', ts, pid: 3 });
  const rows = [
    process(3, 'Adam/HorovodAllreduce_grad_0'),
    begin('NEGOTIATE_ALLREDUCE', 0),
    { ph: 'X', name: '4', ts: 1, dur: 0, pid: 3 },
    end(50),
    begin('ALLREDUCE', 50),
    begin('WAIT_FOR_DATA', 50),
    end(60),
    begin('MEMCPY_IN_FUSION_BUFFER', 60),
    end(65),
    begin('NCCL_ALLREDUCE', 65),
    end(95),
    end(96),
  ];
  expect(await show(rows)).toEqual([
    'Horovod timeline',
    'r0/host/3/ "grad_0" host: hostOp 1, other 1, runtime 1, annotation 1',
    'r0/gpu0/stream3 "grad_0" device: memcpy 1, kernel 1',
    'rank 0 by whole: Whole trace 0-96',
    'rank 0 ledger: communication 30, copy 5, queue 10, hostcomm 51',
  ]);
});

it('Horovod: making a communicator is no queue; the transfer is launched where QUEUE begins', async () => {
  const begin = (name: string, ts: number): Row => ({ ph: 'B', name, ts, pid: 3 });
  const end = (ts: number): Row => ({ ph: 'E', ts, pid: 3 });
  const rows = [
    process(3, 'Adam/HorovodAllreduce_grad_0'),
    begin('NEGOTIATE_ALLREDUCE', 0),
    { ph: 'X', name: '4', ts: 1, dur: 0, pid: 3 },
    end(10),
    begin('ALLREDUCE', 10),
    begin('INIT_FUSION_BUFFER', 10),
    end(15),
    begin('INIT_NCCL', 20),
    end(70),
    begin('QUEUE', 70),
    end(74),
    begin('NCCL_ALLREDUCE', 75),
    end(95),
    end(96),
  ];
  expect((await show(rows)).at(-1)).toBe('rank 0 ledger: communication 20, queue 5, hostcomm 71');
});

it('Ray: a thread a worker; waiting for tasks and results is host communication', async () => {
  const row = (cat: string, ts: number, dur: number): Row => ({
    ...span('', 'worker:80d6d4ac18c5', cat, ts, dur),
    cat,
  });
  const rows = [row('worker_idle', 0, 40), row('task', 40, 60), row('task:execute', 45, 50), row('ray.get', 60, 20)];
  expect(await show(rows)).toEqual([
    'Ray timeline',
    'r0/host//worker:80d6d4ac18c5 "worker 80d6d4ac" host: hostOp 3, annotation 1',
    'rank 0 by whole: Whole trace 0-100',
    'rank 0 ledger: compute 30, hostcomm 60, host 10',
  ]);
});

it('DFTracer: the loop waits for a batch, compute ends each step', async () => {
  const row = (cat: string, name: string, ts: number, dur: number): Row => ({ ...span(7, 7, name, ts, dur), cat });
  const rows = [
    row('dftracer', 'start', 0, 0),
    row('data_loader', 'loop.iter', 0, 40),
    row('POSIX', 'pread', 5, 10),
    row('ai_framework', 'TorchFramework.compute', 40, 60),
    row('data_loader', 'loop.iter', 100, 20),
    row('ai_framework', 'TorchFramework.compute', 120, 60),
  ];
  expect(await show(rows)).toEqual([
    'DFTracer',
    'r0/host/7/7 "Main thread 7" host: hostOp 4, other 2',
    'rank 0 by format: Step 0 0-100, Step 1 100-180',
    'rank 0 ledger: compute 120, data 60',
  ]);
});

it('Megatron: a stage is a rank, its gaps are bubbles, an iteration ends when the pipeline is empty', async () => {
  const run = (pid: number, name: string, ts: number): Row[] => [
    { ph: 'B', name, ts, pid, tid: 0 },
    { ph: 'E', name, ts: ts + 10, pid, tid: 0 },
  ];
  const iteration = (at: number): Row[] => [
    ...run(0, 'forward', at),
    ...run(0, 'forward', at + 10),
    ...run(1, 'forward', at + 10),
    ...run(1, 'backward', at + 20),
    ...run(0, 'backward', at + 30),
    ...run(1, 'forward', at + 30),
    ...run(1, 'backward', at + 40),
    ...run(0, 'backward', at + 50),
  ];
  expect(await show([...iteration(0), ...iteration(60)])).toEqual([
    'Megatron pipeline',
    'r0/gpu0/stream0 "Stage 0" device: kernel 8',
    'r1/gpu1/stream0 "Stage 1" device: kernel 8',
    'rank 0 by format: Iteration 0 0-60, Iteration 1 60-120',
    'rank 0 ledger: compute 80, unknown 40',
    'rank 1 by format: Iteration 0 10-70, Iteration 1 70-110',
    'rank 1 ledger: compute 80, unknown 20',
  ]);
});

it('IBM AIU: a process is a rank, ids above 2^53 stay apart, transfers of a collective are communication', async () => {
  const rows = [0, 1].flatMap((pid) => [
    span(pid, '15514734831341844875', 'add_11 Cmpt Prep', 0, 5),
    span(pid, '15514734831341844876', 'add_11 Cmpt Exec', 0, 20),
    span(pid, '15514734831341844877', 'SenRdmaSend_8 [sync=AllReduce_all_reduce_4_s0_r1_0] DmaO', 20, 10),
  ]);
  expect(await show(rows)).toEqual([
    'IBM AIU',
    ...[0, 1].flatMap((rank) => [
      `r${rank}/gpu${rank}/stream1 "AIU ${rank} queue 1" device: kernel 1`,
      `r${rank}/gpu${rank}/stream2 "AIU ${rank} queue 2" device: kernel 1`,
      `r${rank}/note/${rank}/15514734831341844875 "AIU ${rank} queue 0 notes" note: deviceNote 1`,
    ]),
    ...[0, 1].flatMap((rank) => [
      `rank ${rank} by whole: Whole trace 0-30`,
      `rank ${rank} ledger: compute 20, communication 10`,
    ]),
  ]);
});

it('Ascend: hardware streams and collectives are the device; Overlap Analysis is drawn and never counted', async () => {
  const base = 1699529623106750n;
  const at = (us: number): string => `${base + BigInt(us)}.125`;
  const flow = (ph: string, pid: number, tid: number, us: number): Row => ({
    ph,
    cat: 'HostToDevice',
    name: 'HostToDevice1',
    id: '4294967296',
    pid,
    tid,
    ts: at(us),
    ...(ph === 'f' ? { bp: 'e' } : {}),
  });
  const rows = [
    process(1, 'Python'),
    process(5, 'CANN'),
    process(4, 'Ascend Hardware'),
    thread(4, 2, 'Stream 2'),
    process(7, 'Communication'),
    thread(7, 0, 'Group 0 Communication'),
    thread(7, 1, 'Plane 0'),
    process(9, 'Overlap Analysis'),
    thread(9, 0, 'Computing'),
    { ...span(1, 100, 'aten::mm', at(0), 10), cat: 'cpu_op' },
    span(5, 100, 'AscendCL@aclnnMatmul', at(2), 4),
    flow('s', 5, 100, 2),
    span(4, 2, 'MatMulV3', at(20), 30),
    flow('f', 4, 2, 20),
    span(4, 2, 'NOTIFY_WAIT', at(50), 5),
    span(7, 0, 'hcom_allReduce__101_0_1', at(55), 25),
    span(7, 1, 'Memcpy', at(55), 25),
    span(9, 0, 'Computing', at(20), 30),
  ];
  expect(await show(rows)).toEqual([
    'Ascend (torch_npu)',
    'r0/host/1/100 "Main thread 100" host: hostOp 1, runtime 1',
    'r0/gpu0/stream2 "NPU 0 stream 2" device: kernel 1',
    'r0/gpu0/stream1000000 "NPU 0 Group 0 Communication" device: kernel 1',
    'r0/note/4/2 "NPU 0 stream 2 notes" note: deviceSync 1',
    'r0/note/7/1 "Plane 0 notes" note: deviceNote 1',
    'r0/note/9/0 "Computing notes" note: deviceNote 1',
    'rank 0 by whole: Whole trace 0-80',
    'rank 0 ledger: compute 30, communication 25, queue 18, launch 2, unknown 5',
  ]);
});

it('rocprof: API calls launch what the GPU and COPY processes hold', async () => {
  const flow = (ph: string, pid: number, tid: number, ts: number): Row => ({
    ph,
    cat: 'DataFlow',
    name: 'dep',
    id: 1,
    pid,
    tid,
    ts,
  });
  const rows = [
    process(2, '0 CPU HIP API'),
    process(1, '1 COPY'),
    process(6, '2 GPU0'),
    process(518, '3 GPU Barriers0'),
    span(2, 55, 'hipLaunchKernel', 0, 10),
    flow('s', 2, 55, 0),
    flow('t', 6, 0, 30),
    span(6, 0, 'Cijk_Ailk_Bljk', 30, 40),
    span(1, 0, 'CopyHostToDevice', 70, 10),
    span(518, 0, '<barrier packet>', 10, 20),
  ];
  expect(await show(rows)).toEqual([
    'rocprof',
    'r0/host/2/55 "Main thread 55" host: runtime 1',
    'r0/gpu0/stream0 "GPU 0 stream 0" device: kernel 1',
    'r0/gpu0/stream1000000 "Copies" device: memcpy 1',
    'r0/note/518/0 "3 GPU Barriers0 notes" note: deviceNote 1',
    'rank 0 by whole: Whole trace 0-80',
    'rank 0 ledger: compute 40, copy 10, queue 30',
  ]);
});

it.each([
  ['of 2021', ['Operator', 'Runtime', 'Kernel']],
  ['today', ['cpu_op', 'cuda_runtime', 'kernel']],
  ['XPU', ['cpu_op', 'xpu_runtime', 'kernel']],
  ['MTIA', ['cpu_op', 'mtia_runtime', 'mtia_ccp_events']],
  ['other devices', ['cpu_op', 'privateuse1_runtime', 'kernel']],
])('PyTorch %s: categories say what events are', async (_, [op, runtime, kernel]) => {
  const rows = [
    { ...span(1, 2, 'aten::mm', 0, 30), cat: op },
    { ...span(1, 2, 'launch', 5, 10), cat: runtime, args: { correlation: 7 } },
    { ...span(0, 7, 'gemm', 20, 50), cat: kernel, args: { correlation: 7, stream: 7, device: 0 } },
  ];
  expect(await show(rows)).toEqual([
    'PyTorch/Kineto',
    'r0/host/1/2 "Main thread 2" host: hostOp 1, runtime 1',
    'r0/gpu0/stream7 "GPU 0 stream 7" device: kernel 1',
    'rank 0 by whole: Whole trace 0-70',
    'rank 0 ledger: compute 50, queue 15, launch 5',
  ]);
});

it('anything else in the Trace Event format is shown', async () => {
  expect(await show([span(1, 2, 'a', 0, 10)])).toEqual([
    'Chrome Trace Event',
    'r0/other/1/2 "Main thread 2" host: other 1',
    'rank 0 by whole: Whole trace 0-10',
    'rank 0 ledger: host 10',
  ]);
});
