import { expect, it } from 'vitest';
import { fakeEngine, heard, openedOf } from '../test/fake-engine.ts';
import { createPrefsStorage } from './storage.ts';
import { createAppStore } from './store.ts';

it('prepares the replay of what is open once it is drawn, and of nothing that was closed before', async () => {
  const engine = fakeEngine();
  const drawing: (() => void)[] = [];
  const { actions } = createAppStore({
    engine: engine.client,
    prefs: createPrefsStorage(() => {
      throw new Error('blocked');
    }),
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
