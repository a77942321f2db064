import { expect, it } from 'vitest';
import { flush, listEvents } from './list-events.ts';
import { timelineOf } from './timeline-of.ts';

it('reads a drawing: lanes, nesting, runs, steps and launches by order', () => {
  const timeline = timelineOf(`
    r0 step    |......|......
    r0 main    DDDL...DDDLl..
    r0 main    .....O......OO
    r0 stream7 .....KK....Kkk
  `);
  expect(listEvents(timeline)).toBe(
    flush(`
      r0/host/100/main
        ProfilerStep#0 0..7000
          enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__ 0..3000
          cudaLaunchKernel 3000..4000
          aten::addmm 5000..6000
        ProfilerStep#1 7000..14000
          enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__ 7000..10000
          cudaLaunchKernel 10000..11000
          cudaLaunchKernel 11000..12000
          aten::addmm 12000..14000
      r0/gpu0/stream7
        gemm 5000..7000 from cudaLaunchKernel 3000
        gemm 11000..12000 from cudaLaunchKernel 10000
        gemm 12000..14000 from cudaLaunchKernel 11000
    `),
  );
  expect(timeline.steps).toEqual([
    { rank: 0, name: 'ProfilerStep#0', start: 0, end: 7000, event: 0 },
    { rank: 0, name: 'ProfilerStep#1', start: 7000, end: 14000, event: 4 },
  ]);
});

it('links launches as told, and makes one file a rank', () => {
  const drawing = `
    r0 main    LL....
    r0 stream7 ..K.N.
    r1 main    .L....
    r1 stream7 ...N..
  `;
  const list = listEvents(timelineOf(drawing, { columnUs: 10, launches: [-1, 0] }));
  expect(list).toBe(
    flush(`
      r0/host/100/main
        cudaLaunchKernel 0..20
      r0/gpu0/stream7
        gemm 20..30
        ncclDevKernel_AllReduce_Sum_f32_RING_LL 40..50 from cudaLaunchKernel 0
      r1/host/101/main
        cudaLaunchKernel 10..20
      r1/gpu0/stream7
        ncclDevKernel_AllReduce_Sum_f32_RING_LL 30..40
    `),
  );
});

it('refuses letters and lines it does not know', () => {
  expect(() => timelineOf('r0 main ..Q')).toThrow("no event is drawn as 'Q'");
  expect(() => timelineOf('main KK')).toThrow('not a line of a drawing');
});
