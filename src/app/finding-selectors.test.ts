import { expect, it } from 'vitest';
import { HEAT_METRICS, metricShown } from './finding-selectors.ts';

it('the heat map shows what the run has where it lacks what was asked for', () => {
  const uncompared = HEAT_METRICS.filter(({ key }) => key !== 'waiting' && key !== 'transfer');
  expect(metricShown(HEAT_METRICS, 'waiting')).toBe('waiting');
  expect(metricShown(uncompared, 'waiting')).toBe('step');
  expect(metricShown(uncompared, 'data')).toBe('data');
});
