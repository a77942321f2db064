import { inEnglish } from '../../base/say.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCollectiveRun, type CollectiveRun, collectiveTimeline } from '../../test/collective-run.ts';
import { buildLedger } from '../build-ledger.ts';
import { alignRanks } from './align-clocks.ts';
import { buildRunRanks } from './run-ranks.ts';
import { shiftRanks } from './shift-ranks.ts';

/** O6 of the design: compute 10, 10, 10, 30, then an all-reduce of 5. */
const O6: CollectiveRun = { arrivals: [[10, 10, 10, 30]], transferUs: [5] };

describe('alignRanks', () => {
  it('leaves clocks that agree', () => {
    const { applied, offsetsUs, residualUs, diagnostics } = alignRanks(collectiveTimeline(O6));
    expect([applied, [...offsetsUs], residualUs, diagnostics]).toEqual([false, [0, 0, 0, 0], 0, []]);
  });

  it('finds a clock that is 1000 us ahead (O15)', () => {
    const alignment = alignRanks(collectiveTimeline({ ...O6, clockUs: [0, 1000, 0, 0] }));
    expect([alignment.applied, [...alignment.offsetsUs], alignment.residualUs]).toEqual([true, [0, 1000, 0, 0], 0]);
    expect(alignment.diagnostics[0]).toMatchObject({ code: 'clocks-aligned', count: 1 });
    expect(inEnglish(alignment.diagnostics[0]!.message)).toMatch(/by up to 1\.00\sms/);
  });

  it('gives the ranks of a host one clock', () => {
    const timeline = collectiveTimeline({ ...O6, clockUs: [0, 0, 400, 400] });
    const { clocks, offsetsUs } = alignRanks(timeline, { gpusPerHost: 2 });
    expect(clocks.map(({ label, ranks }) => `${label}: ${ranks.join(',')}`)).toEqual(['host 0: 0,1', 'host 1: 2,3']);
    expect(offsetsUs[3]! - offsetsUs[0]!).toBe(400);
  });

  it('falls back to ranks where those of a host disagree', () => {
    const { offsetsUs } = alignRanks(collectiveTimeline({ ...O6, clockUs: [0, 1000, 0, 0] }), { gpusPerHost: 4 });
    expect([...offsetsUs]).toEqual([0, 1000, 0, 0]);
  });

  it('carries an offset along groups that overlap', () => {
    const ends = [
      [0, 1],
      [1, 2],
      [2, 3],
    ];
    const args = (m: number, rank: number) => ({
      'Collective name': ends[m]!.includes(rank) ? 'allreduce' : 'broadcast',
      'Process Group Name': ends[m]!.includes(rank) ? `g${m}` : `other${rank}`,
    });
    const run = {
      arrivals: [
        [0, 0, 0, 0],
        [50, 50, 50, 50],
        [90, 90, 90, 90],
      ],
      transferUs: [10, 10, 10],
    };
    const { offsetsUs } = alignRanks(collectiveTimeline({ ...run, args, clockUs: [0, 300, 700, 1500] }));
    expect([...offsetsUs].map((us) => us - offsetsUs[0]!)).toEqual([0, 300, 700, 1500]);
  });

  it('refuses ranks whose collectives end anyhow', () => {
    const arrivals = Array.from({ length: 8 }, (_, m) => [m * 2000, m * 2000 + 100]);
    const timeline = collectiveTimeline({ arrivals, transferUs: arrivals.map(() => 9) });
    const end = timeline.events.end.map((us, i) => us + ((i * i * 37) % 1000));
    const { refusal, applied, diagnostics } = alignRanks({ ...timeline, events: { ...timeline.events, end } });
    expect(inEnglish(refusal ?? '')).toMatch(/different runs/);
    expect([applied, diagnostics[0]!.code]).toEqual([false, 'ranks-not-comparable']);
  });
});

describe('shiftRanks', () => {
  it('undoes any skew of the clocks, starts where the run started, and keeps lanes and launches', () => {
    fc.assert(
      fc.property(
        anyCollectiveRun(),
        fc.array(fc.integer({ min: -1e6, max: 1e6 }), { maxLength: 6 }),
        (run, clockUs) => {
          const straight = collectiveTimeline(run);
          const skewed = collectiveTimeline({ ...run, clockUs });
          const alignment = alignRanks(skewed);
          const shifted = shiftRanks(skewed, alignment.offsetsUs, alignment.diagnostics);
          const ends = (timeline: typeof straight) => Array.from(timeline.events.end, (us) => Math.round(us));
          const off = Math.max(...ends(shifted).map((us, i) => Math.abs(us - ends(straight)[i]!)));
          expect(off).toBeLessThanOrEqual(alignment.applied ? 1 : 3);
          expect(shifted.events.launcher).toEqual(straight.events.launcher);
          expect(shifted.window.start).toBe(straight.window.start);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('one clock a second off changes nothing that is found', () => {
    fc.assert(
      fc.property(anyCollectiveRun(), fc.nat(5), (run, who) => {
        const found = (clockUs: readonly number[]) => {
          const skewed = collectiveTimeline({ ...run, clockUs });
          const alignment = alignRanks(skewed);
          const timeline = shiftRanks(skewed, alignment.offsetsUs);
          const ranks = buildRunRanks(timeline, buildLedger(timeline), { alignment })!;
          return { matrix: [...ranks.matrix], standings: ranks.standings };
        };
        const rank = who % run.arrivals[0]!.length;
        expect(found(run.arrivals[0]!.map((_, r) => (r === rank ? 1e6 : 0)))).toEqual(found([]));
      }),
      { numRuns: 60 },
    );
  });
});
