import { describe, expect, it } from 'vitest';
import { micros } from '../base/brand.ts';
import { blockedPrefs, fakeEngine, heard, openedOf, READY } from '../test/fake-engine.ts';
import { createAppStore } from './store.ts';

const FILE = { name: 'run.json', bytes: 4, fingerprint: 'aa' };
const PATTERN = { pattern: 'my_reader', class: 'data' } as const;

async function opened(hash?: string) {
  const engine = fakeEngine();
  const prefs = blockedPrefs();
  const page = { address: () => 'https://page.example/', go: undefined, copy: async () => true };
  const store = createAppStore({ engine: engine.client, prefs, page });
  const { actions } = store.getState();
  if (hash !== undefined) actions.followLink(hash, undefined, 'first');
  actions.openFiles([{ name: 'run.json', blob: new Blob(['[{}]']) }]);
  engine.opens[0]!.answer(openedOf(undefined, [FILE]));
  await heard();
  engine.prepares[0]!.answer(READY);
  await heard();
  return { engine, actions, now: store.getState };
}

describe('what the user tells of a run', () => {
  it('has the trace accounted anew; the page stays, and so does its view', async () => {
    const { engine, actions, now } = await opened();
    const window = { start: micros(1000), end: micros(5000) };
    actions.changeView({ window }, 'push');
    actions.changeView({ patterns: [PATTERN], gpusPerHost: 8 }, 'push');
    expect(engine.accounts.map(({ question }) => question)).toEqual([{ patterns: [PATTERN], gpusPerHost: 8 }]);
    expect(now().session).toMatchObject({ phase: 'ready', accounting: true });
    const anew = openedOf(undefined, [FILE]);
    engine.accounts[0]!.answer(anew);
    await heard();
    expect(now().session).toMatchObject({ phase: 'ready', accounting: false, opened: anew, replay: undefined });
    expect(now().view.window).toEqual(window);
    expect(engine.prepares).toHaveLength(2);
  });

  it('is taken back by undo', async () => {
    const { engine, actions } = await opened();
    actions.changeView({ stepPattern: 'train' }, 'push');
    engine.accounts[0]!.answer(openedOf(undefined, [FILE]));
    await heard();
    actions.undo();
    expect(engine.accounts[1]?.question).toEqual({});
  });

  it('counts as last said: an older answer is ignored', async () => {
    const { engine, actions, now } = await opened();
    actions.changeView({ stepPattern: 'a' }, 'push');
    actions.changeView({ stepPattern: 'b' }, 'push');
    expect(engine.accounts[0]!.cancelled).toBe(true);
    engine.accounts[0]!.answer(openedOf(undefined, [FILE]));
    await heard();
    expect(now().session).toMatchObject({ accounting: true, told: { stepPattern: undefined } });
  });

  it('comes with the link, and then with the first reading', async () => {
    const { engine, now } = await opened('#v=1&file=run.json,4,aa&pattern=data:my_reader&perhost=4');
    expect(engine.openOptions).toEqual([{ patterns: [PATTERN], gpusPerHost: 4 }]);
    expect(engine.accounts).toEqual([]);
    expect(now().session).toMatchObject({ told: { patterns: [PATTERN], gpusPerHost: 4 } });
  });

  it('leaves the figures as they were where it cannot be taken into account, and says so', async () => {
    const { engine, actions, now } = await opened();
    actions.changeView({ stepPattern: 'train' }, 'push');
    engine.accounts[0]!.fail({ code: 'unreadable', userMessage: 'The file has changed.' });
    await heard();
    expect(now().session).toMatchObject({ phase: 'ready', accounting: false });
    expect(now().notices.map(({ kind }) => kind)).toEqual(['account-failed']);
  });
});
