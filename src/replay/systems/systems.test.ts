import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { systemsPage } from '../../../scripts/systems-page.ts';
import { isLeverKey, isLeverValue } from '../levers.ts';
import { PRESETS } from './presets.ts';
import { SYSTEMS } from './system-table.ts';

it('docs/systems.md is the page that the table makes', () => {
  expect(readFileSync(new URL('../../../docs/systems.md', import.meta.url), 'utf8')).toBe(systemsPage());
});

it('holds all 53 systems once', () => {
  expect(SYSTEMS).toHaveLength(53);
  expect(new Set(SYSTEMS.map((row) => row.key)).size).toBe(53);
  expect(new Set(SYSTEMS.map((row) => row.name)).size).toBe(53);
});

describe.each([
  ...SYSTEMS.map((row) => [row.name, row.preset, row.levers] as const),
  ...PRESETS.map((row) => [row.label, row.settings, []] as const),
])('%s', (_, settings, levers) => {
  it('names levers that exist and sets them to values that they can have', () => {
    for (const lever of levers) expect(isLeverKey(lever), lever).toBe(true);
    for (const { lever, value } of settings) expect(isLeverKey(lever) && isLeverValue(lever, value), lever).toBe(true);
  });
});

it('says of every system what it sets, or why nothing', () => {
  const silent = SYSTEMS.filter(({ preset, notModelled }) => preset.length === 0 && notModelled === undefined);
  expect(silent.map((row) => row.name)).toEqual([]);
});

it('never sets a lever to a speed-up that is reported end to end', () => {
  const taken = SYSTEMS.filter(({ preset, published }) =>
    preset.some(({ value }) => value === published?.times?.most || value === published?.times?.least),
  );
  expect(taken.map((row) => row.name)).toEqual([]);
});
