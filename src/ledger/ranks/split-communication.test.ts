import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, item } from '../../base/at.ts';
import { type Timeline } from '../../model/timeline.ts';
import { anyCollectiveRun, collectiveTimeline } from '../../test/collective-run.ts';
import { buildLedger, stepsOf } from '../build-ledger.ts';
import { CLASS_COUNT, classCode } from '../classes.ts';
import { type Ledger } from '../ledger.ts';
import { SUBCLASS_COUNT, subclassCode, SUBCLASSES } from '../subclasses.ts';
import { buildRunRanks, type RunRanks } from './run-ranks.ts';
import { splitCommunication } from './split-communication.ts';

function splitOf(timeline: Timeline, gpusPerHost?: number): { before: Ledger; after: Ledger; run: RunRanks } {
  const before = buildLedger(timeline, { gpusPerHost });
  const run = buildRunRanks(timeline, before, { gpusPerHost })!;
  const { alignment, split, members } = run;
  return { before, after: splitCommunication(timeline, before, { matches: alignment.matches, split, members }), run };
}

const subOf = (ledger: Ledger, rank: number, step: number, key: (typeof SUBCLASSES)[number]['key']): number =>
  at(item(ledger.ranks, rank).perStepSub, step * SUBCLASS_COUNT + subclassCode(key));

describe('communication of a run cut into waiting and transfer', () => {
  it('adds up to the class in every step, and leaves classes and their times alone', () => {
    fc.assert(
      fc.property(anyCollectiveRun(), (run) => {
        const timeline = collectiveTimeline(run);
        const { before, after } = splitOf(timeline);
        after.ranks.forEach((own, rank) => {
          expect(own.perStep).toEqual(item(before.ranks, rank).perStep);
          stepsOf(timeline, rank).forEach((_, step) => {
            const parts = SUBCLASSES.filter((row) => row.class === 'communication');
            const sum = parts.reduce((total, { key }) => total + subOf(after, rank, step, key), 0);
            expect(sum).toBeCloseTo(at(own.perStep, step * CLASS_COUNT + classCode('communication')), 3);
          });
        });
      }),
      { numRuns: 100 },
    );
  });

  it('agrees with the exposed waiting and transfer of the run', () => {
    fc.assert(
      fc.property(anyCollectiveRun(), (run) => {
        const timeline = collectiveTimeline(run);
        const { after, run: ranks } = splitOf(timeline);
        timeline.ranks.forEach(({ firstStep, lastStep }, rank) => {
          for (let s = firstStep; s < lastStep; s++) {
            const waiting = subOf(after, rank, s - firstStep, 'waiting');
            expect(waiting).toBeCloseTo(at(ranks.exposed!.waitingUs, s), 3);
            expect(subOf(after, rank, s - firstStep, 'transfer')).toBeCloseTo(at(ranks.exposed!.transferUs, s), 3);
          }
        });
      }),
      { numRuns: 100 },
    );
  });

  it('tells the transfer inside a host from that between hosts where the hosts are said', () => {
    const timeline = collectiveTimeline({ arrivals: [[100, 300, 100, 100]], transferUs: [50] });
    const of = (gpusPerHost?: number) => {
      const { subclasses } = item(splitOf(timeline, gpusPerHost).after.summary, 0);
      const { waiting, transfer, transferinterconnect, transfernetwork } = subclasses;
      return { waiting, transfer, transferinterconnect, transfernetwork };
    };
    expect(of()).toEqual({ waiting: 200, transfer: 50, transferinterconnect: 0, transfernetwork: 0 });
    expect(of(4)).toEqual({ waiting: 200, transfer: 0, transferinterconnect: 50, transfernetwork: 0 });
    expect(of(2)).toEqual({ waiting: 200, transfer: 0, transferinterconnect: 0, transfernetwork: 50 });
  });
});
