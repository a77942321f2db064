import { describe, expect, it } from 'vitest';
import { item } from '../base/at.ts';
import { fakeEngine, heard, openedOf } from '../test/fake-engine.ts';
import { selectSelectedEvent } from './selectors.ts';
import { nextMatch, selectMatches } from './search.ts';
import { createPrefsStorage } from './storage.ts';
import { createAppStore } from './store.ts';

async function openStore() {
  const engine = fakeEngine();
  const store = createAppStore({
    engine: engine.client,
    prefs: createPrefsStorage(),
    page: { address: () => 'https://page.example/', go: undefined, copy: async () => false },
  });
  store.getState().actions.openExample('data-bound');
  engine.opens[0]!.answer(
    openedOf(`
      r0 step    |.........|.........
      r0 main    DDlL......DDlL......
      r0 stream7 ....KKKKk.....KKKKk.
    `),
  );
  await heard();
  return store;
}

describe('search', () => {
  it('finds nothing for no text, and nothing where no name holds it', async () => {
    const store = await openStore();
    expect(selectMatches(store.getState()).events).toHaveLength(0);
    store.getState().actions.changeView({ search: 'no such name' }, 'replace');
    expect(selectMatches(store.getState()).events).toHaveLength(0);
    expect(nextMatch(store.getState(), 1)).toBeUndefined();
  });

  it('counts matches whatever the case, in time order, and adds up their time', async () => {
    const store = await openStore();
    store.getState().actions.changeView({ search: 'DATALOADER' }, 'replace');
    const matches = selectMatches(store.getState());
    expect(matches.events).toHaveLength(2);
    expect(matches.totalUs).toBe(4000);
  });

  it('goes through all matches and round to the first, both ways', async () => {
    const store = await openStore();
    const { actions } = store.getState();
    actions.changeView({ search: 'dataloader' }, 'replace');
    const visited: number[] = [];
    for (const direction of [1, 1, 1, -1] as const) {
      actions.select(nextMatch(store.getState(), direction));
      visited.push(selectSelectedEvent(store.getState())!);
    }
    const [first, second] = selectMatches(store.getState()).events;
    expect(visited).toEqual([first, second, first, second]);
    expect(item(visited, 0)).not.toBe(item(visited, 1));
  });
});
