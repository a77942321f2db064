import { describe, expect, it } from 'vitest';
import { addCounts, countOne, countPlaywright, countVitest } from './counts.mjs';

describe('countVitest', () => {
  const file = (status: string, ...tests: [string, string][]) => ({
    name: 'a.test.ts',
    status,
    assertionResults: tests.map(([fullName, outcome]) => ({ fullName, status: outcome })),
  });

  it('counts and names', () => {
    const tests = file('failed', ['a', 'passed'], ['b', 'failed'], ['c', 'skipped'], ['d', 'pending'], ['e', 'todo']);
    expect(countVitest({ testResults: [tests, file('passed', ['f', 'passed'])] }, 1)).toEqual({
      passed: 2,
      failed: ['b'],
      skipped: ['c', 'd', 'e'],
      flaky: [],
    });
  });

  it('counts a file that does not load as a failure', () => {
    expect(countVitest({ testResults: [file('failed')] }, 1).failed).toEqual(['a.test.ts']);
  });

  it('counts a run that ends badly as a failure, with or without a report', () => {
    expect(countVitest({ testResults: [file('passed', ['a', 'passed'])] }, 1).failed).toHaveLength(1);
    expect(countVitest(undefined, 127).failed).toEqual(['unit tests (exit code 127)']);
  });
});

describe('countPlaywright', () => {
  const spec = (title: string, status: string) => ({ title, tests: [{ status }] });

  it('counts and names through nested suites', () => {
    const inner = { title: 'group', specs: [spec('b', 'unexpected'), spec('c', 'skipped')] };
    const report = { suites: [{ title: 'a.spec.ts', specs: [spec('a', 'expected')], suites: [inner] }] };
    expect(countPlaywright(report, 1)).toEqual({
      passed: 1,
      failed: ['a.spec.ts > group > b'],
      skipped: ['a.spec.ts > group > c'],
      flaky: [],
    });
  });

  it('counts what passed at the second try as passed, and names it', () => {
    const report = { suites: [{ title: 'a.spec.ts', specs: [spec('a', 'expected'), spec('b', 'flaky')] }] };
    expect(countPlaywright(report, 0)).toEqual({ passed: 2, failed: [], skipped: [], flaky: ['a.spec.ts > b'] });
  });

  it('counts a run without a report as a failure', () => {
    expect(countPlaywright(undefined, 1).failed).toHaveLength(1);
  });
});

describe('addCounts', () => {
  it('sums suites and single steps', () => {
    const sum = addCounts(addCounts(countOne('types', true), countOne('lint', false)), {
      passed: 3,
      failed: [],
      skipped: ['x'],
      flaky: ['y'],
    });
    expect(sum).toEqual({ passed: 4, failed: ['lint'], skipped: ['x'], flaky: ['y'] });
  });
});
