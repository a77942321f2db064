import { describe, expect, it } from 'vitest';
import { micros } from '../base/brand.ts';
import { blockedPrefs, fakeEngine, heard, openedOf, READY } from '../test/fake-engine.ts';
import { timelineOf } from '../test/timeline-of.ts';
import { laterBy } from './filling.ts';
import { createAppStore } from './store.ts';
import { type PageHistory, startUrlSync } from './url-sync.ts';

const FILE = { name: 'run.json', bytes: 4, fingerprint: 'aa' };
const blob = { name: 'run.json', blob: new Blob(['[{}]']) };
const half = { phase: 'reading', bytesRead: 2, bytesTotal: 4, events: 1 } as const;

function setUp() {
  const engine = fakeEngine();
  const written: string[] = [];
  const page = { address: () => 'https://page.example/', go: undefined, copy: async () => true };
  const prefs = blockedPrefs();
  const store = createAppStore({ engine: engine.client, prefs, page });
  let serial: number | undefined;
  const history: PageHistory = {
    address: page.address,
    hash: () => '',
    serial: () => serial,
    push: (hash, next) => void (written.push(hash), (serial = next)),
    replace: (hash, next) => void (written.push(hash), (serial = next)),
    go: () => undefined,
    listen: () => () => undefined,
  };
  startUrlSync(store, history);
  written.length = 0;
  return { engine, store, written, now: store.getState, actions: store.getState().actions };
}

function filling() {
  const all = setUp();
  all.actions.openFiles([blob]);
  const soFar = openedOf(undefined, [FILE]);
  all.engine.progress({ ...half, soFar });
  return { ...all, soFar };
}

describe('a trace that fills in', () => {
  it('is shown as what was read so far, told how far reading is, and asked nothing of yet', () => {
    const { now, engine, soFar } = filling();
    expect(now().session).toMatchObject({ phase: 'ready', opened: soFar, reading: { progress: half } });
    engine.progress({ ...half, bytesRead: 3 });
    expect(now().session).toMatchObject({ phase: 'ready', opened: soFar });
    expect(now().readingOn).toMatchObject({ bytesRead: 3 });
    expect(engine.prepares).toEqual([]);
  });

  it('keeps the zoom when the whole trace comes, which then is one step of the history and of the address', async () => {
    const { now, engine, actions, written } = filling();
    const { end } = now().session.phase === 'ready' ? openedOf(undefined, [FILE]).timeline.window : { end: 0 };
    const window = { start: micros(end / 4), end: micros(end / 2) };
    actions.changeView({ window }, 'push');
    expect(written).toEqual([]);
    engine.opens[0]!.answer(openedOf(undefined, [FILE]));
    await heard();
    expect(now().session).toMatchObject({ phase: 'ready' });
    expect(now().session).not.toHaveProperty('reading');
    expect(now().view.window).toEqual(window);
    expect(written).toHaveLength(1);
    expect(engine.prepares).toHaveLength(1);
  });

  it('leads back to what was open, view and all, when it is cancelled or fails', async () => {
    for (const ending of ['cancel', 'fail'] as const) {
      const { now, engine, actions, store } = setUp();
      actions.openFiles([blob]);
      const first = openedOf(undefined, [FILE]);
      engine.opens[0]!.answer(first);
      await heard();
      engine.prepares[0]!.answer(READY);
      await heard();
      const { view } = now();
      actions.openFiles([{ name: 'other.json', blob: new Blob(['[{},{}]']) }]);
      engine.progress({ ...half, soFar: openedOf(undefined, [{ name: 'other.json', bytes: 7, fingerprint: 'bb' }]) });
      expect(now().view.source).not.toEqual(view.source);
      if (ending === 'cancel') actions.cancel();
      else {
        engine.opens[1]!.fail({ code: 'unreadable', userMessage: 'Gone.' });
        await heard();
        expect(now().session).toMatchObject({ phase: 'failed' });
        store.getState().actions.dismissFailure();
      }
      expect(now().session).toMatchObject({ phase: 'ready', opened: first });
      expect(now().session).not.toHaveProperty('reading');
      expect(now().view).toEqual(view);
    }
  });
});

it('tells by how much a trace moved when an earlier event was read', () => {
  const before = timelineOf(`r0 main ...DD..`);
  const { events } = before;
  const after = { ...before, events: { ...events, start: events.start.map((us) => us + 1500) } };
  expect(laterBy(before, after)).toBeCloseTo(1500);
  expect(laterBy(before, before)).toBe(0);
});
