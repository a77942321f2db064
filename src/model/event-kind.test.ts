import { describe, expect, it } from 'vitest';
import { scanOf } from '../test/scan-of.ts';
import { classifyEvents, isDeviceWork, kindOf } from './event-kind.ts';
import { EVENT_KINDS } from './timeline.ts';

describe('kindOf', () => {
  it.each([
    ['kernel', '', 'kernel'],
    ['Kernel', '', 'kernel'],
    ['concurrent_kernel', '', 'kernel'],
    ['gpu_memcpy', '', 'memcpy'],
    ['Memcpy', '', 'memcpy'],
    ['gpu_memset', '', 'memset'],
    ['Memset', '', 'memset'],
    ['mtia_ccp_events', 'pe_exe', 'kernel'],
    ['mtia_ccp_events', 'Memcpy HtoD', 'memcpy'],
    ['mtia_ccp_events', 'DMA in', 'memcpy'],
    ['cpu_op', '', 'hostOp'],
    ['Operator', '', 'hostOp'],
    ['cuda_runtime', '', 'runtime'],
    ['cuda_driver', '', 'runtime'],
    ['Runtime', '', 'runtime'],
    ['mtia_runtime', '', 'runtime'],
    ['xpu_driver', '', 'runtime'],
    ['hip_api', '', 'runtime'],
    ['hpu_op', 'synLaunch', 'runtime'],
    ['mlu_memcpy', '', 'memcpy'],
    ['GCU_MEMSET', '', 'memset'],
    ['GCU_USER_ANNOTATION', '', 'deviceNote'],
    ['xpu_sync', '', 'deviceSync'],
    ['cuda_profiler_range', '', 'deviceNote'],
    ['user_annotation', '', 'annotation'],
    ['gpu_user_annotation', '', 'deviceNote'],
    ['python_function', '', 'python'],
    ['cuda_sync', '', 'deviceSync'],
    ['overhead', '', 'overhead'],
    ['Trace', 'PyTorch Profiler (0)', 'other'],
    ['constructor', '', 'other'],
    ['', '', 'other'],
  ])('%s %s is %s', (category, name, kind) => expect(EVENT_KINDS[kindOf(category, name)]).toBe(kind));
});

it('device work is kernels, copies and sets, and nothing else', () => {
  expect(EVENT_KINDS.filter((_, code) => isDeviceWork(code))).toEqual(['kernel', 'memcpy', 'memset']);
});

it('marks of steps are annotations, also where the file calls them operators', () => {
  const { kind } = classifyEvents(
    scanOf([
      { cat: 'Operator', name: 'ProfilerStep#3', ts: 0 },
      { cat: 'cpu_op', name: 'Optimizer.step#SGD.step', ts: 0 },
      { cat: 'cpu_op', name: 'aten::mm', ts: 0 },
    ]),
  );
  expect([...kind].map((code) => EVENT_KINDS[code])).toEqual(['annotation', 'annotation', 'hostOp']);
});

it('marks rows drawn for orientation', () => {
  const { note } = classifyEvents(
    scanOf([
      { cat: 'Trace', name: 'PyTorch Profiler (0)', ts: 0 },
      { cat: '', name: 'Iteration Start: PyTorch Profiler', ts: 0 },
      { cat: '', name: 'Iteration 3', ts: 0 },
      { cat: 'cpu_op', name: 'Iteration Start', ts: 0 },
    ]),
  );
  expect([...note]).toEqual([1, 1, 0, 0]);
});
