import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withLevers } from '../../scripts/levers-table.ts';
import { LEVER_BOUNDS, LEVER_KEYS as LINK_KEYS } from '../view/link-names.ts';
import { isLeverValue, isMoved, LEVER_KEYS, LEVERS } from './levers.ts';

describe('the table of levers', () => {
  it('is the one that docs/replay.md shows (npx tsx scripts/levers-table.ts --write)', () => {
    const page = readFileSync(new URL('../../docs/replay.md', import.meta.url), 'utf8');
    expect(withLevers(page)).toBe(page);
    expect(page).toContain('| L21 `syncs` |');
  });

  it('is the one that links know', () => {
    expect([...LINK_KEYS].sort()).toEqual([...LEVER_KEYS].sort());
    for (const { key, unit, neutral, min, max } of LEVERS) {
      const whole = unit === 'switch' || unit === 'count' ? { whole: true } : {};
      const bounds = unit === 'times faster' ? { least: 0.01, most: 1000, removes: true } : { least: min, most: max };
      expect(LEVER_BOUNDS[key], key).toEqual({ neutral, ...bounds, ...whole });
    }
  });

  it('has every lever of L1 to L19 and L21; L20, money and energy, changes no run', () => {
    const ids = [...new Set(LEVERS.map(({ id }) => Number(id.slice(1))))].sort((a, b) => a - b);
    expect(ids).toEqual([...Array.from({ length: 19 }, (_, i) => i + 1), 21]);
    expect(new Set(LEVER_KEYS).size).toBe(LEVERS.length);
  });

  it('says of every lever what it does, what it needs, when it is off and how sure it is', () => {
    for (const { key, label, formula, evidence, disable, uncertainty, uncertaintyShare, min, max } of LEVERS) {
      for (const text of [label, formula, evidence, disable]) expect(text.length, key).toBeGreaterThan(3);
      expect(uncertainty, key).toMatch(/^\w.*\.$/);
      expect(uncertaintyShare, key).toBeGreaterThan(0);
      expect(min, key).toBeLessThan(max);
    }
  });

  it('takes its neutral value for not moved, and its ends for values', () => {
    for (const { key, neutral, min, max } of LEVERS) {
      expect(isMoved(key, neutral)).toBe(false);
      expect(isMoved(key, undefined)).toBe(false);
      expect([min, max].every((value) => isLeverValue(key, value))).toBe(true);
      expect(isLeverValue(key, NaN)).toBe(false);
    }
    expect(isLeverValue('pinned', 0.5)).toBe(false);
    expect(isLeverValue('data', Infinity)).toBe(true);
  });
});
