import { describe, expect, it } from 'vitest';
import { buildLedger } from '../src/ledger/build-ledger.ts';
import { buildChartLanes } from '../src/ledger/chart-lanes.ts';
// eslint-disable-next-line @typescript-eslint/no-restricted-imports -- a drawing is the shortest way to say what the ranks do
import { timelineOf } from '../src/test/timeline-of.ts';
import { rankLines } from './print-ranks.ts';
import { buildRunRanks } from '../src/ledger/ranks/run-ranks.ts';
import { type ReportedRanks, reportRanks } from './report-ranks.ts';

function reported(drawing: string): ReportedRanks {
  const timeline = timelineOf(drawing);
  const ledger = buildLedger(timeline);
  const ranks = reportRanks({
    timeline,
    ledger,
    lanes: buildChartLanes(timeline, ledger),
    runRanks: buildRunRanks(timeline, ledger),
  });
  if (ranks === undefined) throw new Error('one rank only');
  return ranks;
}

/** Rank 5 loads for 8 ms more than rank 0; then an all-reduce of 4 ms. */
const LATE = `
  r0 step    |................
  r0 main    DDLL.............
  r0 stream7 ..KK.............
  r0 stream9 ....NNNNNNNNNNNN.
  r5 step    |................
  r5 main    DDDDDDDDDDLL.....
  r5 stream7 ..........KK.....
  r5 stream9 ............NNNN.
`;

describe('rankLines', () => {
  it('prints sentences, a table of ranks, who waited for whom, and kinds', () => {
    expect(`\n${rankLines(reported(LATE), 100).join('\n')}\n`).toBe(`
Rank 5 is late because it waits 8.00 ms longer for data. It is the last to arrive at 1 of 1
collective; in the mean each other rank loses 8.00 ms a step waiting for it (47 % of the step).
Clocks agree: matched collectives end within 0 µs of each other (median 0 µs, 1 collective; hosts
unknown).
Interconnect and network cannot be told apart: the files do not name their hosts. Say how many GPUs
a host has.

rank    last  waits, ms  exposed  transfer, ms  others wait for it, ms   score
   0  0 of 1       8.00     8.00          4.00                    0.00   0.0 %
   5  1 of 1       0.00     0.00          4.00                    8.00  47.1 %

lost, ms  for 0  for 5
  rank 0      .   8.00
  rank 5      .      .

collective  through  count  waiting, ms  transfer, ms  bus GB/s
allReduce   unknown      1         8.00          8.00         -
`);
  });

  it('keeps to the width', () => {
    for (const line of rankLines(reported(LATE), 60).slice(0, 7)) expect(line.length).toBeLessThanOrEqual(60);
  });
});

describe('reportRanks', () => {
  it('goes by the numbers of the ranks', () => {
    const { stragglers, waits, matching, clocks } = reported(LATE);
    expect(stragglers).toEqual([{ rank: 5, cause: 'data', lateUs: 8000, causeUs: 8000 }]);
    expect(waits).toEqual([{ rank: 0, waitsFor: 5, us: 8000 }]);
    expect(matching).toMatchObject({ recorded: 2, matched: 2 });
    expect(clocks.hosts.map(({ ranks }) => ranks)).toEqual([[0], [5]]);
  });

  it('says nothing about one rank', () => {
    const timeline = timelineOf('r0 stream7 KKNN');
    expect(reportRanks({ timeline, ledger: buildLedger(timeline), lanes: [] })).toBeUndefined();
  });
});
