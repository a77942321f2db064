import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../base/say.ts';
import { timelineOf, timelineOfRows } from '../test/timeline-of.ts';
import { buildLedger } from './build-ledger.ts';
import { refusalsOf } from './comparable.ts';
import { CLASS_COUNT } from './classes.ts';
import { comparedSteps, compareRuns, middleSteps, type RunSide } from './compare.ts';

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

/** A run of steps of any length, each with its loading, its launch and its kernel. */
const anyRun = fc
  .array(fc.record({ data: fc.nat(6), kernel: fc.integer({ min: 1, max: 6 }), rest: fc.nat(3) }), {
    minLength: 1,
    maxLength: 7,
  })
  .map((steps) => {
    const row = (draw: (step: (typeof steps)[number]) => string): string => steps.map(draw).join('');
    const dots = (count: number): string => '.'.repeat(count);
    return side(`
      r0 step    ${row(({ data, kernel, rest }) => `|${dots(data + kernel + rest)}`)}
      r0 main    ${row(({ data, kernel, rest }) => `${'D'.repeat(data)}L${dots(kernel + rest)}`)}
      r0 stream7 ${row(({ data, kernel, rest }) => `${dots(data + 1)}${'K'.repeat(kernel)}${dots(rest)}`)}`);
  });

describe('laws of comparing', () => {
  const sum = (rows: readonly { readonly deltaUs: number }[]): number =>
    rows.reduce((total, { deltaUs }) => total + deltaUs, 0);

  it('changes of classes, and of movers, add up to that of the step: by mean, by median, and for any one step', () => {
    fc.assert(
      fc.property(anyRun, anyRun, fc.nat(6), fc.nat(6), (a, b, i, j) => {
        const one = (run: RunSide, k: number): readonly number[] => [k % run.timeline.steps.length];
        const choices = [
          [a, b],
          [
            { ...a, steps: middleSteps(a) },
            { ...b, steps: middleSteps(b) },
          ],
          [
            { ...a, steps: one(a, i) },
            { ...b, steps: one(b, j) },
          ],
        ] as const;
        for (const [before, after] of choices) {
          const { deltaUs, classes, movers } = compareRuns(before, after);
          expect(classes).toHaveLength(CLASS_COUNT);
          expect(sum(classes)).toBeCloseTo(deltaUs, 6);
          expect(sum(movers)).toBeCloseTo(deltaUs, 6);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('the middle steps are on average as long as the median of all', () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const all = compareRuns(run, run).before;
        const middle = compareRuns({ ...run, steps: middleSteps(run) }, run).before;
        expect(middle.meanStepUs).toBeCloseTo(all.medianStepUs, 6);
        expect(middle.steps).toBe(2 - (comparedSteps(run).length % 2));
      }),
      { numRuns: 25 },
    );
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

  /** The same with its steps found by a period. */
  const found = ({ timeline, ...rest }: RunSide): RunSide => ({
    ...rest,
    timeline: { ...timeline, ranks: timeline.ranks.map((rank) => ({ ...rank, stepsWay: 'found' as const })) },
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
    ['steps of another kind', side(SLOW), found(side(FAST)), 'step-kind'],
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
    const [refusal] = refusalsOf(copying(1_000_000), copying(2_000_000));
    expect(inEnglish(refusal!.sentence)).toMatch(/1\.0.MB.*2\.0.MB/);
  });
});
