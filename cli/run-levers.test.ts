import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../src/base/say.ts';
import { readArguments } from './arguments.ts';
import { type ListedLever } from './levers-report.ts';
import { runLevers } from './run-levers.ts';

const run = fileURLToPath(new URL('../fixtures/pairs/workers-0-to-1/before', import.meta.url));

async function levers(...argv: string[]): Promise<string> {
  const command = readArguments(['levers', run, ...argv]);
  if (!command.ok) return inEnglish(command.failure.userMessage);
  if (command.value.kind !== 'levers') throw new Error('not the command levers');
  const text = await runLevers(command.value);
  if (!text.ok) throw new Error(inEnglish(text.failure.userMessage));
  return text.value;
}

async function listed(...argv: string[]): Promise<Map<string, ListedLever>> {
  const report: { levers: ListedLever[] } = JSON.parse(await levers('--json', ...argv));
  return new Map(report.levers.map((lever) => [lever.key, lever]));
}

describe('whystall levers', () => {
  it('says of each lever what it gives at its best, or why it is off; what is known switches levers on', async () => {
    const plain = await listed();
    expect(plain.get('data')).toMatchObject({ on: true, best: 'inf' });
    expect(plain.get('stragglers')).toMatchObject({ on: false, reason: expect.stringMatching(/^One rank/) });
    expect(plain.get('fetch')?.on).toBe(false);
    const told = await listed('--what-if', 'known.fetchShare=0.5');
    expect(told.get('fetch')?.on).toBe(true);
    expect(told.get('fetch')?.bestStepUs).toBeGreaterThan(plain.get('data')?.bestStepUs ?? Infinity);
  });

  it('shares the step out to what it waits for: the shares add up to what can be removed', async () => {
    const { attribution } = JSON.parse(await levers('--json', '--attribute'));
    const sum = attribution.classes.reduce((us: number, row: { shapleyUs: number }) => us + row.shapleyUs, 0);
    expect(sum).toBeCloseTo(attribution.stepUs - attribution.restUs, 3);
    expect(attribution.classes[0]).toMatchObject({ lever: 'data' });
    expect(await levers('--attribute')).toMatch(/What the step waits for, ms\nlever +without it +only it +its share/);
  });

  it('moves no lever itself', async () => {
    expect(await levers('--what-if', 'data=2')).toMatch(/tries each lever by itself/);
  });
});
