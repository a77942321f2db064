import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { readArguments } from './arguments.ts';
import { runReport } from './run-report.ts';

const example = fileURLToPath(new URL('../public/examples/data-bound.json.gz', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'whystall-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function report(...argv: string[]) {
  const command = readArguments(['report', ...argv]);
  if (!command.ok || command.value.kind !== 'report') throw new Error('not a report');
  return runReport(command.value, { colour: false });
}

async function reportJson(...argv: string[]) {
  const text = await report(...argv, '--json');
  if (!text.ok) throw new Error(text.failure.userMessage);
  return JSON.parse(text.value);
}

function fileOf(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

describe('whystall report', () => {
  it('explains the shipped example: data loading is its largest stall, and classes sum to each step', async () => {
    const { trace, steps, summary } = await reportJson(example);
    expect(trace).toMatchObject({ ranks: 1, files: [{ name: 'data-bound.json.gz', events: trace.events }] });
    const { compute, ...stalls } = summary[0].classes;
    expect(compute).toBeGreaterThan(0);
    expect(Object.entries<number>(stalls).sort(([, a], [, b]) => b - a)[0]?.[0]).toBe('data');
    expect(steps.length).toBeGreaterThan(1);
    for (const { durationUs, classes } of steps) {
      const sum = Object.values<number>(classes).reduce((a, b) => a + b);
      expect(Math.abs(sum - durationUs)).toBeLessThan(0.001);
    }
  });

  it('predicts a faster step without data loading, and the measured one without levers', async () => {
    const { whatIf } = await reportJson(example, '--what-if', 'data=inf');
    expect(whatIf.levers).toEqual({ data: 'inf' });
    expect(whatIf.predictedStepUs).toBeLessThan(whatIf.measuredStepUs);
    const unchanged = (await reportJson(example, '--what-if', 'data=1')).whatIf;
    expect(unchanged.predictedStepUs).toBeCloseTo(unchanged.measuredStepUs, 3);
    expect(await reportJson(example)).not.toHaveProperty('whatIf');
  });

  it('prints the same figures as text', async () => {
    const { summary } = await reportJson(example);
    const text = await report(example);
    expect(text.ok && text.value).toContain(`mean ${(summary[0].meanStepUs / 1000).toFixed(2)} ms`);
  });

  it.each([
    ['a picture', 'a.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13)],
    ['an empty file', 'empty.json', ''],
    ['JSON that is no trace', 'package.json', '{"name": "x", "scripts": {"a": "b"}}'],
  ])('refuses %s with a sentence', async (_, name, content) => {
    const refused = await report(fileOf(name, content));
    expect(refused.ok).toBe(false);
    expect(refused.ok || refused.failure.userMessage).toMatch(/^[^\n]{12,}$/);
  });

  it('refuses what is not there, and what is no file', async () => {
    expect(await report(join(folder, 'none.json'))).toMatchObject({ failure: { code: 'unreadable' } });
    expect(await report(folder)).toMatchObject({ failure: { userMessage: `${folder} is not a file.` } });
  });

  it('refuses a rank that the trace does not have', async () => {
    expect(await report(example, '--rank', '77')).toMatchObject({ failure: { code: 'bad-arguments' } });
  });
});
