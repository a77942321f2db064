import { inEnglish } from '../src/base/say.ts';
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
  if (!text.ok) throw new Error(inEnglish(text.failure.userMessage));
  return JSON.parse(text.value.text);
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

  it('reckons money and energy by the figures of --cost, measured and predicted', async () => {
    const figures = ['--cost', 'price=3.6,gpus=2,idlew=100,busyw=300', '--cost', 'samples=64,runsteps=1000'];
    const { cost, whatIf } = await reportJson(example, ...figures, '--what-if', 'data=inf');
    expect(cost.inputs).toEqual({ price: 3.6, gpus: 2, idlew: 100, busyw: 300, samples: 64, runsteps: 1000 });
    for (const [pace, stepUs] of [
      [cost.measured, whatIf.measuredStepUs],
      [cost.predicted, whatIf.predictedStepUs],
    ]) {
      expect(pace.stepUs).toBe(stepUs);
      expect(pace.step.price).toBeCloseTo(0.002 * stepUs * 1e-6, 9);
      const joules = 2 * stepUs * 1e-6 * (100 + 200 * pace.busyShare);
      expect(pace.step.wattHours).toBeCloseTo(joules / 3600, 9);
      expect(pace.joulesPerSample).toBeCloseTo(joules / 64, 6);
      expect(pace.run.seconds).toBeCloseTo(1e-3 * stepUs, 6);
    }
    expect(cost.predicted.busyShare).toBeGreaterThan(cost.measured.busyShare);
  });

  it('refuses to learn from a run of the same batch', async () => {
    const told = await report(example, '--batch-from', example, '--what-if', 'batch=2');
    expect(!told.ok && inEnglish(told.failure.userMessage)).toContain('same batch');
  });

  it('shares the step out to what it waits for, where asked', async () => {
    const { attribution } = await reportJson(example, '--attribute');
    const sum = attribution.classes.reduce((us: number, row: { shapleyUs: number }) => us + row.shapleyUs, 0);
    expect(sum).toBeCloseTo(attribution.removableUs, 3);
    expect(attribution.classes[0]).toMatchObject({ lever: 'data' });
    expect(await reportJson(example)).not.toHaveProperty('attribution');
    for (const [option, heading] of [
      [[], /What the step waits for, ms\nlever +without it +only it +its share/],
      [['--markdown'], /## What the step waits for\n\n\| lever \| without it, ms/],
    ] as const) {
      const printed = await report(example, '--attribute', ...option);
      expect(printed.ok && printed.value.text).toMatch(heading);
    }
  });

  it('takes from the user which rank a file is that does not say it', async () => {
    const op = { ph: 'X', cat: 'cpu_op', name: 'aten::add', pid: 1, tid: 1, ts: 0 };
    const files = ['first.json', 'second.json'].map((name, k) =>
      fileOf(name, JSON.stringify({ traceEvents: [{ ...op, dur: 10 + k }] })),
    );
    const ranks = async (...told: string[]) =>
      (await reportJson(...files, ...told)).summary.map(({ rank }: { rank: number }) => rank);
    expect(await ranks()).toEqual([0, 1]);
    expect(await ranks('--ranks', '4,6')).toEqual([4, 6]);
  });

  it('prints the same figures as text', async () => {
    const { summary } = await reportJson(example);
    const text = await report(example);
    expect(text.ok && text.value.text).toContain(`mean ${(summary[0].meanStepUs / 1000).toFixed(2)} ms`);
  });

  it('tells findings, parts of classes and how steps were found', async () => {
    const { findings, summary } = await reportJson(example);
    expect(findings[0]).toMatchObject({ rank: 0, class: 'data', gainFrom: 'replay' });
    expect(findings[0].evidence.length).toBeGreaterThan(0);
    const exposed = findings.reduce((sum: number, one: { exposedUs: number }) => sum + one.exposedUs, 0);
    expect(exposed).toBeLessThanOrEqual(summary[0].meanStepUs);
    expect(summary[0].stepsFrom).toBe('ProfilerStep markers');
    const { copy } = summary[0].classes;
    const { htod, dtoh, dtod, peer, set, copyother } = summary[0].subclasses;
    expect(htod + dtoh + dtod + peer + set + copyother).toBeCloseTo(copy, 6);
    const text = await report(example);
    expect(text.ok && text.value.text).toContain('Findings, largest gain first');
  });

  it("takes the user's steps and patterns", async () => {
    const rules = fileOf('rules.json', '[{"pattern": "^enumerate(DataLoader)*", "class": "checkpoint"}]');
    const { summary, steps } = await reportJson(example, '--patterns', rules, '--steps', '^Optimizer.step#');
    expect(summary[0].classes.data).toBe(0);
    expect(summary[0].classes.checkpoint).toBeGreaterThan(0);
    expect(summary[0].stepsFrom).toBe("events named like '^Optimizer.step#', as asked");
    expect(steps[0].name).toMatch(/^Optimizer/);
    expect(await report(example, '--patterns', fileOf('bad.json', '{'))).toMatchObject({
      failure: { code: 'bad-arguments' },
    });
    expect(await report(example, '--patterns', join(folder, 'none'))).toMatchObject({
      failure: { code: 'unreadable' },
    });
  });

  it('fails on a rule that holds, with a sentence, and prints the report all the same', async () => {
    const failed = await report(example, '--fail-on', 'data>1%', '--markdown');
    expect(failed.ok && failed.value.broken).toHaveLength(1);
    expect(failed.ok && failed.value.text).toContain('# Where the step goes');
    expect(await report(example, '--fail-on', 'data>99%')).toMatchObject({ value: { broken: [] } });
  });

  it.each([
    ['a picture', 'a.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13)],
    ['an empty file', 'empty.json', ''],
    ['JSON that is no trace', 'package.json', '{"name": "x", "scripts": {"a": "b"}}'],
  ])('refuses %s with a sentence', async (_, name, content) => {
    const refused = await report(fileOf(name, content));
    expect(refused.ok).toBe(false);
    expect(refused.ok || inEnglish(refused.failure.userMessage)).toMatch(/^[^\n]{12,}$/);
  });

  it('refuses what is not there, and what is no file', async () => {
    expect(await report(join(folder, 'none.json'))).toMatchObject({ failure: { code: 'unreadable' } });
    expect(await report('/dev/null')).toMatchObject({ failure: { code: 'unreadable' } });
  });

  it('refuses a rank that the trace does not have', async () => {
    expect(await report(example, '--rank', '77')).toMatchObject({ failure: { code: 'bad-arguments' } });
  });
});
