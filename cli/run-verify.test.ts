import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../src/base/say.ts';
import { readArguments } from './arguments.ts';
import { runVerify } from './run-verify.ts';

const pair = (name: string, side: string): string =>
  fileURLToPath(new URL(`../fixtures/pairs/${name}/${side}`, import.meta.url));

async function verify(...argv: string[]): Promise<string> {
  const command = readArguments(['verify', ...argv]);
  if (!command.ok || command.value.kind !== 'verify') throw new Error('not the command verify');
  const text = await runVerify(command.value);
  return text.ok ? text.value : inEnglish(text.failure.userMessage);
}

const cached = [pair('input-cached', 'before'), pair('input-cached', 'after')];

describe('whystall verify', () => {
  it('holds a run with its input in memory against the promise: classes add up, the gain was kept', async () => {
    const report = JSON.parse(await verify(...cached, '--what-if', 'data=inf', '--json'));
    const { before, after, promised, deltaUs, classes, movers } = report;
    expect(after.medianStepUs).toBeLessThan(before.medianStepUs);
    expect(Math.abs(after.medianStepUs / promised.medianStepUs - 1)).toBeLessThan(0.1);
    expect(promised.keptShare).toBeGreaterThan(0.9);
    const sum = (rows: { deltaUs: number }[]): number => rows.reduce((us, row) => us + row.deltaUs, 0);
    expect(sum(classes)).toBeCloseTo(deltaUs, 3);
    expect(sum(movers)).toBeCloseTo(deltaUs, 3);
  });

  it('promises nothing where no lever is moved', async () => {
    const report = JSON.parse(await verify(...cached, '--json'));
    expect(report).not.toHaveProperty('promised');
    expect(report.sentences).toEqual([]);
  });

  it('refuses runs that differ in more than a fix, and compares them when told to', async () => {
    const runs = [cached[0] ?? '', pair('straggler-2-ranks', 'after')];
    expect(await verify(...runs)).toMatch(/rank/i);
    expect(JSON.parse(await verify(...runs, '--anyway', '--json')).differs.length).toBeGreaterThan(0);
  });
});
