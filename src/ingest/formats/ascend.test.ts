import { expect, it } from 'vitest';
import { process, type Row, showLanes, span, thread, timelineOfRows } from '../../test/show-lanes.ts';

// Synthetic. Layout of trace_event_manager.py and of the tests of torch_npu, msprof and mstt; that of MindSpore was checked against files
// that mindspore 2.10 wrote on CPU. Times end with a tab, as msprof writes them.

const at = (us: number): string => `${1_723_545_784_434_000 + us}.646\t`;
const arrow = (ph: 's' | 'f', pid: number, tid: number, us: number): Row => ({
  ph,
  bp: 'e',
  cat: 'HostToDevice',
  name: 'HostToDevice64355789963263',
  id: '64355789963263',
  pid,
  tid,
  ts: at(us),
});
const show = async (rows: readonly Row[]): Promise<string[]> => showLanes(await timelineOfRows(rows));

it('msprof: waits between streams are no work, collectives count once, garbage collection stops the thread of Python', async () => {
  const rows = [
    process(800, 'Ascend Hardware'),
    thread(800, 16, 'Stream 16'),
    thread(800, 17, 'Stream 17'),
    process(960, 'HCCL'),
    thread(960, 0, 'Plane 0'),
    thread(960, 9, 'Group 1 Communication'),
    process(1000, 'Python'),
    process(1032, 'Python GC'),
    process(1064, 'CANN'),
    process(1096, 'Overlap Analysis'),
    { ...span(1000, 7, 'ProfilerStep#3', at(0), 100), cat: 'cpu_op' },
    { ...span(1000, 7, 'ProfilerStep#4', at(100), 20), cat: 'cpu_op' },
    { ...span(1000, 7, 'aten::mm', at(0), 20), cat: 'cpu_op' },
    { ...span(1032, 7, 'GC', at(70), 20), cat: 'GC' },
    span(1064, 7, 'Node@launch', at(5), 5),
    arrow('s', 1064, 7, 5),
    span(800, 16, 'MatMul', at(20), 30),
    arrow('f', 800, 16, 20),
    span(800, 17, 'NOTIFY_WAIT_SQE', at(0), 50),
    span(800, 17, 'hcom_allReduce__721_0_1', at(50), 20),
    span(960, 9, 'hcom_allReduce__721_0_1', at(50), 20),
    span(960, 0, 'Reduce_Inline', at(50), 20),
    span(1096, 3, 'Free', at(70), 30),
  ];
  expect(await show(rows)).toEqual([
    'Ascend (torch_npu)',
    'r0/host/1000/7 "Main thread 7" host: annotation 2, hostOp 1, runtime 1, other 1',
    'r0/gpu0/stream16 "NPU 0 stream 16" device: kernel 1',
    'r0/gpu0/stream17 "NPU 0 stream 17" device: kernel 1',
    'r0/gpu0/stream1000001 "NPU 0 Group 1 Communication" device: kernel 1',
    'r0/note/800/17 "NPU 0 stream 17 notes" note: deviceSync 1',
    'r0/note/960/0 "Plane 0 notes" note: deviceNote 1',
    'r0/note/1096/3 "3 notes" note: deviceNote 1',
    'rank 0 by profiler: ProfilerStep#3 0-100, ProfilerStep#4 100-120',
    'rank 0 ledger: compute 30, communication 20, queue 15, gc 20, launch 5, host 30',
  ]);
});

it('several devices in one file stay apart', async () => {
  const rows = [0, 1].flatMap((card) => [
    process((77 << 10) | (6 << 5) | card, 'Ascend Hardware'),
    span((77 << 10) | (6 << 5) | card, 2, 'MatMul', at(10 * card), 10),
    process((77 << 10) | (8 << 5) | card, 'Communication'),
    span((77 << 10) | (8 << 5) | card, 1, 'hcom_allReduce_', at(30), 10),
  ]);
  const lanes = (await show(rows)).filter((line) => line.includes('device:'));
  expect(lanes).toEqual([
    'r0/gpu0/stream2 "NPU 0 stream 2" device: kernel 1',
    'r0/gpu0/stream1000001 "NPU 0 communication" device: kernel 1',
    'r0/gpu1/stream2 "NPU 1 stream 2" device: kernel 1',
    'r0/gpu1/stream1000001 "NPU 1 communication" device: kernel 1',
  ]);
});

it('MindSpore without a device: its processes are host threads, scopes are drawn over them', async () => {
  const op = (pid: number, name: string, us: number, dur: string): Row => ({ ...span(pid, 0, name, at(us), 0), dur });
  const rows = [
    process(2, 'CPU OP'),
    process(3, 'Scope Layer'),
    { ...op(2, 'MatMul', 0, '19.400'), cat: '' },
    { ...op(2, 'Default/BiasAdd-op0', 30, '10.600'), cat: '' },
    op(3, 'Default', 30, '10.600'),
  ];
  expect(await show(rows)).toEqual([
    'MindSpore',
    'r0/host/2/0 "Main thread 0" host: hostOp 2',
    'r0/note/3/0 "0 notes" note: deviceNote 1',
    'rank 0 by whole: Whole trace 0-40.6',
    'rank 0 ledger: compute 30, host 10.6',
  ]);
});
