import { expect, it } from 'vitest';
import { timelineOf } from '../test/timeline-of.ts';
import { buildLedger } from './build-ledger.ts';
import { type RunSide } from './compare.ts';
import { compareNames, type NamedWork } from './name-times.ts';

const side = (drawing: string): RunSide => {
  const timeline = timelineOf(drawing);
  return { timeline, ledger: buildLedger(timeline), rank: 0 };
};
const A = side(`
  r0 step    |.......|.......
  r0 main    OOOOO...OOOOO...
  r0 main    .L.L.....L.L....
  r0 stream7 ..KKkk....KKkk..`);
const B = side(`
  r0 step    |.......|.......
  r0 main    OOOOO...OOOOO...
  r0 main    .L.B.....L.B....
  r0 stream7 ..KKKM....KKKM..`);

const show = (work: NamedWork): string[] =>
  compareNames(A, B, work).map(
    (row) => `${row.name}: ${row.beforeUs} x${row.beforeCount} to ${row.afterUs} x${row.afterCount}`,
  );

it('say of device work how long and how often a step, and what is new', () => {
  expect(show('device')).toEqual(['gemm: 4000 x2 to 3000 x1', 'Memcpy HtoD (Pageable -> Device): 0 x0 to 1000 x1']);
});

it('say of host calls what they take themselves', () => {
  expect(show('host')).toEqual([
    'cudaLaunchKernel: 2000 x2 to 1000 x1',
    'cudaMemcpyAsync: 0 x0 to 1000 x1',
    'aten::addmm: 3000 x1 to 3000 x1',
  ]);
});
