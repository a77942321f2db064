import { expect, it } from 'vitest';
import { type Attribution } from '../replay/scenario.ts';
import { blockedPrefs, fakeEngine, heard, openedOf } from '../test/fake-engine.ts';
import { selectAttributing } from './attributing.ts';
import { createAppStore } from './store.ts';

const FILE = { name: 'run.json', bytes: 4, fingerprint: 'aa' };
const TOLD: Attribution = { stepUs: 10, restUs: 4, removableUs: 6, classes: [] };

async function opened() {
  const engine = fakeEngine();
  const store = createAppStore({
    engine: engine.client,
    prefs: blockedPrefs(),
    page: { address: () => 'https://page.example/', go: undefined, copy: async () => true },
  });
  const open = async (): Promise<void> => {
    store.getState().actions.openFiles([{ name: 'run.json', blob: new Blob(['[{}]']) }]);
    engine.opens.at(-1)?.answer(openedOf(undefined, [FILE]));
    await heard();
  };
  await open();
  const kind = (): string => selectAttributing(store.getState()).kind;
  return { engine, kind, open, attribute: store.getState().actions.attribute };
}

it('shares the step out once, and only when it is asked for', async () => {
  const { engine, kind, attribute } = await opened();
  expect(kind()).toBe('none');
  attribute();
  expect(kind()).toBe('asked');
  engine.attributions[0]?.answer(TOLD);
  await heard();
  expect(kind()).toBe('told');
  attribute();
  expect(engine.attributions).toHaveLength(1);
});

it('asks again after a failure', async () => {
  const { engine, kind, attribute } = await opened();
  attribute();
  engine.attributions[0]?.fail({ code: 'internal', userMessage: 'No.' });
  await heard();
  expect(kind()).toBe('failed');
  attribute();
  expect(engine.attributions).toHaveLength(2);
});

it('drops what is told of a trace that is no longer open', async () => {
  const { engine, kind, open, attribute } = await opened();
  attribute();
  await open();
  engine.attributions[0]?.answer(TOLD);
  await heard();
  expect(kind()).toBe('none');
});
