import { expect, it } from 'vitest';
import { costLines, costMarkdown, costReport } from './cost-report.ts';
import { openedForTests, replayedForTests } from './opened-for-tests.ts';

const account = { price: 3.6, gpus: 2, samples: 33, runsteps: 10_000 };

it('tells measured and predicted side by side, and only what the figures tell', () => {
  const steps = { measuredUs: 110_000, predictedUs: 65_000 };
  const report = costReport(openedForTests(), account, 0, steps, replayedForTests());
  expect(costLines(report).map((line) => line.replaceAll(/ {2,}/g, ' | ').trim())).toEqual([
    '| measured | predicted',
    'samples a second | 300 | 508',
    'steps a day | 785 455 | 1 329 231',
    'hours of the run | 0.306 | 0.181',
    'price of a step | 0.00022 | 0.00013',
    'price of a day | 173 | 173',
    'price of the run | 2.2 | 1.3',
  ]);
});

it('as Markdown, without a prediction', () => {
  const report = costReport(openedForTests(), account, 0, { measuredUs: 110_000, predictedUs: undefined }, undefined);
  expect(report).not.toHaveProperty('predicted');
  expect(costMarkdown(report).slice(0, 5)).toEqual([
    '## Throughput, money and energy, by your figures, 2 GPUs',
    '',
    '|  | measured |',
    '| --- | ---: |',
    '| samples a second | 300 |',
  ]);
});
