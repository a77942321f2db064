import { expect, it } from 'vitest';
import { blockedPrefs, fakeEngine, heard, openedOf } from '../test/fake-engine.ts';
import { createAppStore } from './store.ts';

it('prepares the replay of what is open once it is drawn, and of nothing that was closed before', async () => {
  const engine = fakeEngine();
  const drawing: (() => void)[] = [];
  const { actions } = createAppStore({
    engine: engine.client,
    prefs: blockedPrefs(),
    page: {
      address: () => 'https://page.example/',
      go: undefined,
      copy: async () => true,
      drawn: () => new Promise((resolve) => drawing.push(resolve)),
    },
  }).getState();
  const open = async (): Promise<void> => {
    actions.openFiles([{ name: 'run.json', blob: new Blob(['[{}]']) }]);
    engine.opens.at(-1)!.answer(openedOf(undefined, [{ name: 'run.json', bytes: 4, fingerprint: 'aa' }]));
    await heard();
  };
  await open();
  actions.close();
  await open();
  expect(drawing).toHaveLength(2);
  drawing[0]!();
  await heard();
  expect(engine.prepares).toEqual([]);
  drawing[1]!();
  await heard();
  expect(engine.prepares).toHaveLength(1);
});

it('works a trace out in several tasks before it is shown, and shows it no more where it was cancelled meanwhile', async () => {
  const engine = fakeEngine();
  const pauses: (() => void)[] = [];
  const store = createAppStore({
    engine: engine.client,
    prefs: blockedPrefs(),
    page: {
      address: () => 'https://page.example/',
      go: undefined,
      copy: async () => true,
      pause: () => new Promise((resolve) => pauses.push(resolve)),
    },
  });
  const { openFiles, cancel } = store.getState().actions;
  const phase = (): string => store.getState().session.phase;
  const open = async (): Promise<void> => {
    openFiles([{ name: 'run.json', blob: new Blob(['[{}]']) }]);
    engine.opens.at(-1)!.answer(openedOf(undefined, [{ name: 'run.json', bytes: 4, fingerprint: 'aa' }]));
    await heard();
  };
  const goOn = async (): Promise<void> => {
    pauses.at(-1)!();
    await heard();
  };
  await open();
  await goOn();
  expect(phase()).toBe('loading');
  cancel();
  expect(phase()).toBe('empty');
  await goOn();
  await goOn();
  expect(phase()).toBe('empty');
  const before = pauses.length;
  await open();
  while (phase() === 'loading') await goOn();
  expect(phase()).toBe('ready');
  expect(pauses.length - before).toBeGreaterThan(1);
});
