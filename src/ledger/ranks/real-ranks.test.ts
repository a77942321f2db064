import { inEnglish } from '../../base/say.ts';
import { describe, expect, it } from 'vitest';
import { openAsBlob } from 'node:fs';
import { scanTrace } from '../../ingest/scan-trace.ts';
import { openSource } from '../../ingest/source.ts';
import { buildTimeline } from '../../model/build-timeline.ts';
import { type Timeline } from '../../model/timeline.ts';
import { traceFile } from '../../test/traces.ts';
import { buildLedger } from '../build-ledger.ts';
import { alignRanks } from './align-clocks.ts';
import { buildRunRanks } from './run-ranks.ts';
import { shiftRanks } from './shift-ranks.ts';
import { splitCommunication } from './split-communication.ts';

const names = Array.from({ length: 8 }, (_, rank) => `multirank/dlrm-8ranks/rank${rank}.json`);

async function read(files: readonly string[]): Promise<Timeline> {
  const scans = [];
  for (const name of files) {
    const source = await openSource({ kind: 'blob', name, blob: await openAsBlob(traceFile(name)!) });
    if (!source.ok) throw new Error(inEnglish(source.failure.userMessage));
    const scan = await scanTrace(source.value, () => undefined);
    if (!scan.ok) throw new Error(inEnglish(scan.failure.userMessage));
    scans.push(scan.value);
  }
  const timeline = buildTimeline(scans);
  if (!timeline.ok) throw new Error(inEnglish(timeline.failure.userMessage));
  return timeline.value;
}

describe.skipIf(traceFile(names[0]!) === undefined)('multirank/dlrm-8ranks', async () => {
  const timeline = traceFile(names[0]!) === undefined ? undefined : await read(names);
  const ranks = timeline && buildRunRanks(timeline, buildLedger(timeline))!;

  it('matches all eight collectives of all ranks, whose ends agree within 7 us', () => {
    const { matches, applied, worstUs, residualUs } = ranks!.alignment;
    expect([matches.length, matches.calls, Object.values(matches.unmatched)]).toEqual([8, 64, [0, 0, 0, 0, 0]]);
    expect([applied, worstUs, residualUs]).toEqual([false, 7, 2.5]);
  });

  it('names rank 7: last to arrive, waiting least, and rank 1 waiting most', () => {
    const { standings, stragglers } = ranks!;
    expect(stragglers.map(({ rank }) => rank)).toEqual([7]);
    expect(standings[7]!.last).toBe(5);
    const waiting = standings.map(({ waitingUs }) => waitingUs);
    expect(Math.min(...waiting)).toBe(waiting[7]);
    expect(Math.max(...waiting)).toBe(waiting[1]);
    expect(waiting[7]).toBeLessThan(0.15 * waiting[1]!);
  });

  it('waits for rank 7 in the first all-to-all, in which rank 7 does not wait', () => {
    const { matches } = ranks!.alignment;
    const first = matches.first[0]!;
    expect([...ranks!.split!.waitsFor.subarray(first, first + 8)]).toEqual([7, 7, 7, 7, 7, 7, 7, -1]);
    expect(ranks!.split!.waitingUs[first + 7]).toBe(0);
  });

  it('gives the ledger the same: waiting near 0 on rank 7 beside the others, the most on rank 1, transfer alike', () => {
    const { alignment, split, members } = ranks!;
    const ledger = splitCommunication(timeline!, buildLedger(timeline!), {
      matches: alignment.matches,
      split,
      members,
    });
    const waiting = ledger.summary.map(({ subclasses }) => Math.round(subclasses.waiting));
    const transfer = ledger.summary.map(({ subclasses }) => subclasses.transferinterconnect + subclasses.transfer);
    expect(waiting.indexOf(Math.max(...waiting))).toBe(1);
    expect(waiting.indexOf(Math.min(...waiting))).toBe(7);
    expect(waiting[7]! / ledger.summary[7]!.meanStepUs).toBeLessThan(0.15);
    expect(waiting[1]! / ledger.summary[1]!.meanStepUs).toBeGreaterThan(0.5);
    for (const us of transfer) expect(us).toBeLessThan(300);
    ledger.summary.forEach(({ classes, subclasses }) => {
      const { waiting: own, transfer: unknown, transferinterconnect, transfernetwork, scopeunknown } = subclasses;
      const sum = own + unknown + transferinterconnect + transfernetwork + scopeunknown;
      expect(sum).toBeCloseTo(classes.communication, 3);
    });
  });

  it('says why: rank 7 began the recorded step later', () =>
    expect(ranks!.stragglers[0]!.cause).toMatchObject({ kind: 'start', causeUs: 4523 }));

  it('finds the same when one clock is a second ahead', () => {
    const skewed = shiftRanks(timeline!, [0, 0, 0, -1e6, 0, 0, 0, 0]);
    const alignment = alignRanks(skewed);
    expect(Math.abs(alignment.offsetsUs[3]! - 1e6)).toBeLessThanOrEqual(7);
    const shifted = shiftRanks(skewed, alignment.offsetsUs);
    const again = buildRunRanks(shifted, buildLedger(shifted), { alignment })!;
    again.standings.forEach(({ waitingUs, last }, rank) => {
      expect(Math.abs(waitingUs - ranks!.standings[rank]!.waitingUs)).toBeLessThanOrEqual(8 * 7);
      expect(last).toBe(ranks!.standings[rank]!.last);
    });
  });
});
