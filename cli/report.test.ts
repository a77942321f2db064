import { describe, expect, it } from 'vitest';
import { openedForTests, replayedForTests } from './opened-for-tests.ts';
import { findRank, reportJson, reportOf } from './report.ts';
import { saying } from '../src/test/saying.ts';

const opened = openedForTests();

describe('reportOf', () => {
  it('says what was opened', () => {
    expect(reportOf(opened).trace).toEqual({
      format: 'PyTorch profiler (Kineto)',
      files: [
        { name: 'rank4.json', bytes: 1000, format: 'kineto', events: 7 },
        { name: 'rank6.json', bytes: 2000, format: 'kineto', events: 5 },
      ],
      events: 12,
      ranks: 2,
      diagnostics: [{ code: 'cut-short', count: 2, message: 'events without an end' }],
    });
  });

  it('lists the steps of every rank under the rank’s own number, with every class', () => {
    const { steps } = reportOf(opened);
    expect(steps.map(({ rank, name, startUs, durationUs }) => [rank, name, startUs, durationUs])).toEqual([
      [4, 'ProfilerStep#1', 0, 100_000],
      [4, 'ProfilerStep#2', 100_000, 120_000],
      [6, 'ProfilerStep#1', 0, 100_000],
      [6, 'ProfilerStep#2', 100_000, 120_000],
    ]);
    expect(steps[2]?.classes).toMatchObject({ compute: 80_000, communication: 20_000, data: 0, unknown: 0 });
    for (const step of steps) {
      expect(Object.values(step.classes)).toHaveLength(15);
      expect(Object.values(step.classes).reduce((a, b) => a + b)).toBe(step.durationUs);
    }
  });

  it('keeps to one rank where asked', () => {
    const report = reportOf(opened, replayedForTests(), 1);
    expect(
      [report.whole, report.steps, report.summary].map((list) => [...new Set(list.map((row) => row.rank))]),
    ).toEqual([[6], [6], [6]]);
    expect(report.whatIf).toEqual({
      levers: { data: Infinity },
      figure: 'median',
      rank: 6,
      measuredStepUs: 110_000,
      predictedStepUs: 110_000,
      speedup: 1,
    });
  });

  it('takes the prediction of the engine, for its first rank', () => {
    expect(reportOf(opened, replayedForTests()).whatIf).toMatchObject({ rank: 4, predictedStepUs: 65_000 });
    expect('whatIf' in reportOf(opened)).toBe(false);
  });

  it('says that the replay is locked exactly where the gate locks it', () => {
    expect(reportOf(opened).replay).toEqual({
      identityErrorUs: 0.25,
      explainedErrorPercent: -1.5,
      locked: false,
      trust: 'green',
      reason: 'Well explained.',
    });
    expect(reportOf({ ...opened, gate: { ...opened.gate, trust: 'locked' } }).replay.locked).toBe(true);
    expect(reportOf({ ...opened, gate: { ...opened.gate, trust: 'amber' } }).replay.locked).toBe(false);
  });
});

describe('findRank', () => {
  it('finds a rank by its own number, and names the ranks there are', () => {
    expect(findRank(opened.timeline, 6)).toEqual({ ok: true, value: 1 });
    expect(findRank(opened.timeline, 1)).toMatchObject({ failure: { userMessage: saying('4, 6') } });
  });
});

describe('reportJson', () => {
  it('writes infinity as "inf" and what has no value as null', () => {
    const gate = { ...opened.gate, explainedErrorPercent: NaN };
    const json = JSON.parse(reportJson(reportOf({ ...opened, gate }, replayedForTests())));
    expect(json.whatIf.levers).toEqual({ data: 'inf' });
    expect(json.replay.explainedErrorPercent).toBeNull();
    expect(json.schema).toBe('whystall-report/1');
  });

  it('writes twelve digits, not the noise of binary fractions', () => {
    const replayed = replayedForTests();
    const prediction = { ...replayed.prediction, measuredStepUs: 0.1 + 0.2, predictedStepUs: 176_972.125 };
    const json = JSON.parse(reportJson(reportOf(opened, { ...replayed, prediction })));
    expect(json.whatIf).toMatchObject({ measuredStepUs: 0.3, predictedStepUs: 176_972.125 });
  });
});
