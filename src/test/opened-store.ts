import { type AppStore, createAppStore } from '../app/store.ts';
import { type OpenedTrace, type ReplayReady } from '../engine/protocol.ts';
import { blockedPrefs, fakeEngine, heard, READY } from './fake-engine.ts';

/** A store in which a trace is open and ready to be replayed. */
export async function storeWith(trace: OpenedTrace, ready: Partial<ReplayReady> = {}): Promise<AppStore> {
  const engine = fakeEngine();
  const store = createAppStore({
    engine: engine.client,
    prefs: blockedPrefs(),
    page: { address: () => 'https://page.example/', go: undefined, copy: async () => false },
  });
  store.getState().actions.openExample('data-bound');
  engine.opens[0]!.answer(trace);
  await heard();
  engine.prepares[0]!.answer({ ...READY, ...ready });
  await heard();
  return store;
}
