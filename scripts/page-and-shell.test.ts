import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { type AppState } from '../src/app/app-state.ts';
import { selectWhatIf } from '../src/app/what-if-selectors.ts';
import { buildAnswer } from '../src/app/link-answer.ts';
import { scenarioField } from '../src/view/scenario-field.ts';
import { openTrace, prepareReplay, replayScenario } from '../cli/ask-engine.ts';
import { openFiles } from '../cli/open-files.ts';
import { readScenario } from '../cli/read-scenario.ts';
import { reportOf } from '../cli/report.ts';
import { verifyReport } from '../cli/verify-report.ts';

const given = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false }): T => {
  if (!result.ok) throw new Error('failed');
  return result.value;
};
const pair = (name: string): string => fileURLToPath(new URL(`../fixtures/pairs/${name}/before`, import.meta.url));

/** What page, shell, link and the check after a fix say of one scenario: the loader of the first pair is settled, its steps are told as means. */
it.each([
  ['storage-halved-2-workers', 'data=2', 0],
  ['storage-halved-2-workers', 'workers=4,known.prefetch=2', 0],
  ['straggler-2-ranks', 'stragglers=100%', 1],
])('%s, %s: page, shell, link and verify say the same of rank %d', async (name, text, rank) => {
  const held = given(await openTrace(given(await openFiles([pair(name)])), {}, undefined));
  const ready = given(await prepareReplay(held));
  const scenario = given(readScenario(text));
  const pairs = scenarioField.encode(scenario);
  expect(scenarioField.decode(new Map(pairs.map(([key, value]) => [key, [value]]))).value).toEqual(scenario);

  const replayed = given(await replayScenario(held, scenario));
  const { opened } = held;
  const session = { phase: 'ready', opened, replay: ready, replayed };
  // @ts-expect-error only what the selector reads of a whole state
  const page = selectWhatIf({ session, view: { rank, steps: undefined } } satisfies Partial<AppState>);
  const shell = reportOf({ ...opened, ...ready }, replayed, rank).whatIf;
  if (page === undefined || shell === undefined) throw new Error('nothing is told');
  const near = (one: number | undefined, other: number | undefined): void =>
    expect(Math.abs((one ?? NaN) / (other ?? NaN) - 1)).toBeLessThan(1e-12);

  expect(page.figure).toBe(shell.figure);
  near(page.measuredStepUs, shell.measuredStepUs);
  near(page.predictedStepUs, shell.predictedStepUs);
  near(page.band?.highUs, shell.band?.highUs);
  near((page.predictedStepUs ?? NaN) / page.measuredStepUs, 1 / shell.speedup);
  expect(page.lasting?.predictedUs).toBe(shell.lasting?.predictedUs);
  const side = { ...opened, rank };
  near(verifyReport(side, replayed, side, []).promised?.medianStepUs, shell.predictedStepUs);
  if (rank === 0)
    for (const lever of page.levers.filter(({ available }) => available))
      near(lever.removedStepUs, ready.levers.find(({ key }) => key === lever.key)?.removedStepUs);
  const answer = buildAnswer(opened, ready, rank);
  if (page.figure === 'median')
    for (const lever of page.levers.filter(({ available }) => available))
      near(answer?.removedStepUs[lever.key], lever.removedStepUs);
});
