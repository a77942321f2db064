import { describe, expect, it } from 'vitest';
import { inEnglish } from '../base/say.ts';
import { buildLedger } from '../ledger/build-ledger.ts';
import { describeRanks } from '../ledger/ranks/describe-ranks.ts';
import { buildRunRanks } from '../ledger/ranks/run-ranks.ts';
import { scanOf } from '../test/scan-of.ts';
import { buildTimeline } from './build-timeline.ts';
import { type Timeline } from './timeline.ts';

interface Recorded {
  readonly name?: string;
  readonly at: number;
  readonly pid?: number;
  readonly host?: string;
  readonly rank?: number;
}

/** Files of a process that steps and reduces for 10 ms each, from the given millisecond on. */
function run(files: readonly Recorded[], rankNumbers?: readonly number[]): Timeline {
  const scans = files.map(({ name = 'trace.json', at, pid = 4711, host = 'node0', rank }) => {
    const place = { pid, tid: pid, ts: at * 1000, dur: 10_000 };
    const rows = [
      { ...place, cat: 'user_annotation', name: 'ProfilerStep#1' },
      { ...place, tid: 'gloo', cat: 'user_annotation', name: 'gloo:all_reduce' },
    ];
    return scanOf(rows, { host_name: host, ...(rank !== undefined && { distributedInfo: { rank } }) }, name);
  });
  const built = buildTimeline(scans, { rankNumbers });
  if (!built.ok) throw new Error(inEnglish(built.failure.userMessage));
  return built.value;
}
const areWindows = (...given: Parameters<typeof run>): boolean => {
  const { ranks, diagnostics } = run(...given);
  const told = diagnostics.some(({ code }) => code === 'process-windows');
  expect(ranks.map(({ isWindow }) => isWindow === true)).toEqual(ranks.map(() => told));
  return told;
};

describe('windows of one process', () => {
  it('are told, and not compared as ranks', () => {
    const timeline = run([{ at: 0 }, { at: 50 }]);
    expect(timeline.diagnostics.map(({ code }) => code)).toEqual(['process-windows']);
    const ranks = buildRunRanks(timeline, buildLedger(timeline))!;
    expect(ranks.standings).toEqual([]);
    expect(describeRanks(timeline, ranks).map(({ text }) => inEnglish(text))).toEqual([
      'Ranks are not compared: the 2 files are windows of one process, recorded one after the other; open them one at a time, or compare one with the other.',
    ]);
  });
  it('are told in any order, and where both say the same rank', () => {
    expect(areWindows([{ at: 50 }, { at: 100 }, { at: 0 }])).toBe(true);
    expect(
      areWindows([
        { at: 0, rank: 3 },
        { at: 50, rank: 3 },
      ]),
    ).toBe(true);
  });
  it.each<[string, readonly Recorded[], (readonly number[])?]>([
    ['overlap in time', [{ at: 0 }, { at: 9 }]],
    ['are other processes', [{ at: 0 }, { at: 50, pid: 4712 }]],
    [
      'are the first process of a container each',
      [
        { at: 0, pid: 1 },
        { at: 50, pid: 1 },
      ],
    ],
    ['lie on two hosts', [{ at: 0 }, { at: 50, host: 'node1' }]],
    [
      'say which ranks they are',
      [
        { at: 0, rank: 0 },
        { at: 50, rank: 1 },
      ],
    ],
    [
      'are named as ranks',
      [
        { at: 0, name: 'rank0.json' },
        { at: 50, name: 'rank1.json' },
      ],
    ],
    ['are ranks by the word of the user', [{ at: 0 }, { at: 50 }], [0, 1]],
  ])('are none where the files %s', (_, files, told) => expect(areWindows(files, told)).toBe(false));
});
