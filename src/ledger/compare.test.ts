import { describe, expect, it } from 'vitest';
import { timelineOf, timelineOfRows } from '../test/timeline-of.ts';
import { buildLedger } from './build-ledger.ts';
import { refusalsOf } from './comparable.ts';
import { compareRuns, type RunSide } from './compare.ts';

const side = (drawing: string, options = {}): RunSide => {
  const timeline = timelineOf(drawing, options);
  return { timeline, ledger: buildLedger(timeline), rank: 0 };
};

const SLOW = `
  r0 step    |........|........
  r0 main    DDDDL...DDDDL....
  r0 stream7 .....KKK.....KKK.`;
const FAST = `
  r0 step    |.....|.....
  r0 main    DDL...DDL...
  r0 stream7 ...KK....KK.`;

describe('compareRuns', () => {
  const compared = compareRuns(side(SLOW), side(FAST));

  it('gives classes and movers that each add up to the change of the mean step', () => {
    const sum = (rows: readonly { readonly deltaUs: number }[]): number =>
      rows.reduce((total, { deltaUs }) => total + deltaUs, 0);
    expect(compared.deltaUs).toBeLessThan(0);
    expect(sum(compared.classes)).toBeCloseTo(compared.deltaUs, 6);
    expect(sum(compared.movers)).toBeCloseTo(compared.deltaUs, 6);
  });

  it('names what moved most first', () => {
    expect(compared.movers.map((row) => `${row.class} ${row.name} ${row.deltaUs}`)).toEqual([
      'data enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__ -2000',
      'compute gemm -1000',
    ]);
  });

  it('finds no difference between a run and itself, and the opposite the other way round', () => {
    expect(compareRuns(side(SLOW), side(SLOW)).movers).toEqual([]);
    const back = compareRuns(side(FAST), side(SLOW));
    expect(back.deltaUs).toBeCloseTo(-compared.deltaUs, 6);
  });
});

describe('refusalsOf', () => {
  const on = (device: string, worldSize = 1): RunSide =>
    side(SLOW, {
      header: () => ({
        deviceProperties: [{ id: 0, name: device }],
        distributedInfo: { rank: 0, world_size: worldSize },
      }),
    });

  it('has none for the same job', () => {
    expect(refusalsOf(on('V100'), on('V100'))).toEqual([]);
    expect(refusalsOf(side(SLOW), side(FAST))).toEqual([]);
  });

  it.each([
    ['another device', on('V100'), on('A100'), 'device'],
    ['another number of ranks', on('V100', 2), on('V100', 4), 'world'],
    ['no device in one', side(SLOW), side('r0 step |...|...\nr0 main OOO.OOO.'), 'device'],
    ['no steps in one', side(SLOW), side('r0 main L..\nr0 stream7 .KK'), 'steps'],
  ])('refuses %s', (_, before, after, kind) => {
    expect(refusalsOf(before, after).map((refusal) => refusal.kind)).toContain(kind);
  });

  it('refuses another batch, which the bytes copied to the device tell', () => {
    const copying = (bytes: number): RunSide => {
      const rows = [0, 1, 2].flatMap((k) => [
        { ph: 'X', cat: 'user_annotation', name: `ProfilerStep#${k}`, pid: 1, tid: 1, ts: 100 * k, dur: 100 },
        {
          ph: 'X',
          cat: 'gpu_memcpy',
          name: 'Memcpy HtoD (Pinned -> Device)',
          pid: 0,
          tid: 7,
          ts: 100 * k + 10,
          dur: 5,
          args: { bytes, stream: 7, device: 0 },
        },
      ]);
      const timeline = timelineOfRows(rows);
      return { timeline, ledger: buildLedger(timeline), rank: 0 };
    };
    expect(refusalsOf(copying(1_000_000), copying(1_010_000))).toEqual([]);
    expect(refusalsOf(copying(1_000_000), copying(2_000_000))[0]?.sentence).toMatch(/1\.0.MB.*2\.0.MB/);
  });
});
