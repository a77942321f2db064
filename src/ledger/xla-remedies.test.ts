import { expect, it } from 'vitest';
import { item } from '../base/at.ts';
import { inEnglish } from '../base/say.ts';
import { process, span, thread, timelineOfRows } from '../test/show-lanes.ts';
import { buildLedger } from './build-ledger.ts';
import { findUnknowns } from './cannot-tell.ts';

it('what to record is said in the words of the framework that wrote the trace', async () => {
  const timeline = await timelineOfRows([
    process(9, '/host:CPU'),
    thread(9, 7, 'python'),
    span(9, 7, 'PjitFunction(train_step)', 0, 20),
    span(9, 7, 'PjitFunction(evaluate)', 100, 5),
  ]);
  const found = findUnknowns(timeline, item(buildLedger(timeline).summary, 0));
  const remedies = found.map(({ remedy }) => inEnglish(remedy)).join(' ');
  expect(found.map(({ id }) => id)).toEqual(['no-device', 'no-steps', 'untraced-host']);
  expect(remedies).toMatch(/jax\.devices.*StepTraceAnnotation.*TraceAnnotation/);
  expect(remedies).not.toMatch(/torch|prof\.step|record_function|ProfilerActivity/);
});
