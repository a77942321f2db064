import { describe, expect, it } from 'vitest';
import { cssPx, micros } from '../base/brand.ts';
import { type Step } from '../model/timeline.ts';
import { layoutStepLines, layoutTicks } from './axis.ts';

const ticks = (start: number, end: number): string =>
  layoutTicks({ start: micros(start), end: micros(end) }, cssPx(440))
    .map(({ x, label }) => `${Math.round(x)}: ${label.replaceAll('\u202f', '_')}`)
    .join(', ');

describe('layoutTicks', () => {
  it('suits the unit to the distance of the ticks', () => {
    expect(ticks(0, 200_000)).toBe('0: 0_ms, 110: 50_ms, 220: 100_ms, 330: 150_ms, 440: 200_ms');
    expect(ticks(0, 4e6)).toBe('0: 0_s, 110: 1_s, 220: 2_s, 330: 3_s, 440: 4_s');
    expect(ticks(0, 40)).toBe('0: 0_µs, 110: 10_µs, 220: 20_µs, 330: 30_µs, 440: 40_µs');
    expect(ticks(0, 0.04)).toBe('0: 0_ns, 110: 10_ns, 220: 20_ns, 330: 30_ns, 440: 40_ns');
  });

  it('keeps thousands apart and gives the decimals that tell ticks apart', () => {
    expect(ticks(177_000, 177_000.4)).toBe(
      '0: 177_000.0_µs, 110: 177_000.1_µs, 220: 177_000.2_µs, 330: 177_000.3_µs, 440: 177_000.4_µs',
    );
    expect(ticks(-20, 20)).toBe('0: \u221220_µs, 110: \u221210_µs, 220: 0_µs, 330: 10_µs, 440: 20_µs');
  });

  it('never gives two ticks one name', () => {
    for (const span of [1e-2, 1, 37, 512, 999, 1001, 2500, 9999, 31_000, 1e5, 7e5, 3e6, 5e7]) {
      for (const start of [0, 12_345.678, 9e6]) {
        const labels = layoutTicks({ start: micros(start), end: micros(start + span) }, cssPx(900)).map(
          ({ label }) => label,
        );
        expect(new Set(labels).size).toBe(labels.length);
      }
    }
  });
});

it('thins step lines that would stand too close, and names those with room', () => {
  const steps = Array.from({ length: 100 }, (_, i): Step => ({
    rank: i % 2,
    name: `S${i}`,
    start: micros(i),
    end: micros(i + 2),
    event: -1,
  }));
  const lines = layoutStepLines(steps, 0, { start: micros(0), end: micros(100) }, cssPx(100));
  expect(lines).toHaveLength(25);
  expect(lines.every(({ label }) => label === '')).toBe(true);
  const two = layoutStepLines(steps, 1, { start: micros(2), end: micros(4) }, cssPx(100));
  expect(two.map(({ x, width, label }) => `${x}+${width} ${label}`)).toEqual(['0+50 S1', '50+50 S3']);
});

it.each([
  ['ProfilerStep#5', '#5'],
  ['train step 12', '#12'],
  ['warm-up', ''],
])('shortens the step name %s to %j', (name, short) => {
  const step: Step = { rank: 0, name, start: micros(0), end: micros(10), event: -1 };
  const [line] = layoutStepLines([step], 0, { start: micros(0), end: micros(10) }, cssPx(100));
  expect(line).toMatchObject({ label: name, short });
});
