import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { micros } from '../base/brand.ts';
import { blockedPrefs, fakeEngine, openedOf } from '../test/fake-engine.ts';
import { createPrefsStorage } from './storage.ts';
import { createAppStore } from './store.ts';
import { type PageHistory, startUrlSync } from './url-sync.ts';

/** A browser's history: entries and a place in them. */
function fakeHistory(hash: string) {
  const entries: { hash: string; serial: number | undefined }[] = [{ hash, serial: undefined }];
  let place = 0;
  let listener: () => void = () => undefined;
  const page: PageHistory = {
    address: () => 'https://page.example/app/',
    hash: () => entries[place]!.hash,
    serial: () => entries[place]!.serial,
    push: (next, serial) => {
      entries.splice(place + 1, entries.length, { hash: next, serial });
      place++;
    },
    replace: (next, serial) => (entries[place] = { hash: next, serial }),
    go: (delta) => {
      if (entries[place + delta] === undefined) return;
      place += delta;
      listener();
    },
    listen: (callback) => {
      listener = callback;
      return () => undefined;
    },
  };
  const type = (next: string): void => {
    entries.splice(place + 1, entries.length, { hash: next, serial: undefined });
    place++;
    listener();
  };
  return { page, entries, type, place: () => place };
}

function setUp(hash = '') {
  const engine = fakeEngine();
  const browser = fakeHistory(hash);
  const store = createAppStore({
    engine: engine.client,
    prefs: blockedPrefs(),
    page: { address: browser.page.address, go: browser.page.go, copy: async () => false },
  });
  const stop = startUrlSync(store, browser.page);
  const answer = async (): Promise<void> => {
    engine.opens.at(-1)!.answer(openedOf());
    await vi.advanceTimersByTimeAsync(0);
  };
  const now = store.getState;
  return {
    engine,
    browser,
    store,
    now,
    stop,
    answer,
    actions: now().actions,
    hashes: () => browser.entries.map((entry) => entry.hash),
  };
}

const EXAMPLE = '#v=1&ex=data-bound';
const span = (start: number, end: number) => ({ start: micros(start), end: micros(end) });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the address', () => {
  it('stays empty on the first screen, and names what was opened as a new entry', async () => {
    const { hashes, actions, answer } = setUp();
    expect(hashes()).toEqual(['']);
    actions.openExample('data-bound');
    expect(hashes()).toEqual(['']);
    await answer();
    expect(hashes()).toEqual(['', EXAMPLE]);
  });

  it('opens what it names, and is not written before that is open', async () => {
    const written = '#ex=data-bound&t=1ms~99s&junk=1';
    const { hashes, now, answer } = setUp(written);
    expect(now().session.phase).toBe('loading');
    expect(hashes()).toEqual([written]);
    await answer();
    expect(now().notices.map(({ kind }) => kind)).toEqual(['link-field', 'view-clamped']);
    expect(hashes()).toEqual([EXAMPLE + '&t=1ms~30ms']);
  });

  it('is not rewritten by a load that fails', async () => {
    const written = '#ex=data-bound&t=1ms~2ms&junk=1';
    const { engine, hashes, now } = setUp(written);
    engine.opens[0]!.fail({ code: 'unreachable', userMessage: 'Not there.' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(now().session.phase).toBe('failed');
    expect(hashes()).toEqual([written]);
  });

  it('is not rewritten while a file is asked for', async () => {
    const written = '#file=a.json,4,aa&t=1ms~2ms';
    const { hashes, now } = setUp(written);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(now().session.phase).toBe('awaiting-file');
    expect(hashes()).toEqual([written]);
  });

  it('takes a drag into the present entry, now and then, and its end as a new one from before the drag', async () => {
    const { browser, hashes, actions, answer } = setUp(EXAMPLE);
    await answer();
    const replaced = vi.spyOn(browser.page, 'replace');
    for (let n = 1; n <= 50; n++) {
      actions.changeView({ window: span(n * 100, 20_000) }, 'replace');
      await vi.advanceTimersByTimeAsync(16);
    }
    expect(replaced.mock.calls.length).toBeGreaterThan(0);
    expect(replaced.mock.calls.length).toBeLessThanOrEqual(2);
    actions.changeView({ window: span(6000, 20_000) }, 'push');
    expect(hashes()).toEqual([EXAMPLE, `${EXAMPLE}&t=6ms~20ms`]);
  });

  it('commits a wheel by itself once it rests', async () => {
    const { hashes, now, actions, answer } = setUp(EXAMPLE);
    await answer();
    for (const start of [100, 200, 300]) actions.changeView({ window: span(start, 20_000) }, 'settle');
    expect(now().history.past).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1000);
    expect(hashes()).toEqual([EXAMPLE, `${EXAMPLE}&t=300us~20ms`]);
    expect(now().history.past).toHaveLength(1);
  });

  it('takes a selection into the present entry', async () => {
    const { hashes, actions, answer } = setUp(EXAMPLE);
    await answer();
    actions.highlight('data');
    expect(hashes()).toEqual([`${EXAMPLE}&hl=data`]);
  });

  it('survives a browser that refuses to write', async () => {
    const { browser, now, actions, answer } = setUp(EXAMPLE);
    await answer();
    vi.spyOn(browser.page, 'push').mockImplementationOnce(() => {
      throw new Error('SecurityError');
    });
    actions.setLever('data', 2, { commit: true });
    actions.setLever('data', 3, { commit: true });
    expect(now().view.scenario).toEqual({ levers: { data: 3 } });
    expect(browser.page.hash()).toBe(`${EXAMPLE}&data=3`);
  });
});

describe('Back and Forward', () => {
  it('undo and redo, and so does the undo of the page: one mechanism', async () => {
    const { browser, now, actions, answer } = setUp(EXAMPLE);
    await answer();
    actions.setLever('data', 2, { commit: true });
    actions.setLever('data', 4, { commit: true });
    browser.page.go(-1);
    expect(now().view.scenario).toEqual({ levers: { data: 2 } });
    actions.undo();
    expect(now().view.scenario).toEqual({ levers: {} });
    expect(browser.place()).toBe(0);
    actions.undo();
    expect(browser.place()).toBe(0);
    actions.redo();
    browser.page.go(1);
    expect(now().view.scenario).toEqual({ levers: { data: 4 } });
    expect(browser.place()).toBe(2);
  });

  it('skip a drag that was not committed', async () => {
    const { now, actions, answer } = setUp(EXAMPLE);
    await answer();
    actions.setLever('data', 2, { commit: true });
    actions.setLever('data', 5, { commit: false });
    actions.undo();
    expect(now().view.scenario).toEqual({ levers: { data: 2 } });
    actions.redo();
    expect(now().view.scenario).toEqual({ levers: { data: 5 } });
  });

  it('lead back to the first screen and to the trace again', async () => {
    const { browser, now, actions, answer, engine } = setUp();
    actions.openExample('data-bound');
    await answer();
    browser.page.go(-1);
    expect(now().session.phase).toBe('empty');
    browser.page.go(1);
    expect(now().session.phase).toBe('loading');
    expect(engine.opens).toHaveLength(2);
    await answer();
    expect(now().view.source).toEqual({ kind: 'example', id: 'data-bound' });
  });

  it('know entries from before a reload', async () => {
    const first = setUp(EXAMPLE);
    await first.answer();
    first.actions.setLever('data', 2, { commit: true });
    first.stop();
    const engine = fakeEngine();
    const { page } = first.browser;
    const store = createAppStore({
      engine: engine.client,
      prefs: createPrefsStorage(),
      page: { ...page, copy: async () => false },
    });
    startUrlSync(store, page);
    engine.opens[0]!.answer(openedOf());
    await vi.advanceTimersByTimeAsync(0);
    expect(store.getState().view.scenario).toEqual({ levers: { data: 2 } });
    page.go(-1);
    expect(store.getState().view.scenario).toEqual({ levers: {} });
    store.getState().actions.redo();
    expect(store.getState().view.scenario).toEqual({ levers: { data: 2 } });
    expect(engine.opens).toHaveLength(1);
  });
});

describe('a hash that is typed', () => {
  it('changes the view of the trace that is open, fitted to it, as a step', async () => {
    const { browser, engine, now, hashes, actions, answer } = setUp(EXAMPLE);
    await answer();
    browser.type('#ex=data-bound&t=1ms~2ms&steps=0-99');
    expect(now().view).toMatchObject({ window: span(1000, 2000), steps: { first: 0, last: 2 } });
    expect(hashes()).toEqual([EXAMPLE, `${EXAMPLE}&t=1ms~2ms&steps=0-2`]);
    expect(engine.opens).toHaveLength(1);
    actions.undo();
    expect(now().view).toMatchObject({ window: undefined, steps: undefined });
  });

  it('opens another source', async () => {
    const { browser, engine, now, answer } = setUp(EXAMPLE);
    await answer();
    browser.type('#url=https://host.example/a.json.gz&data=2');
    expect(now().session).toMatchObject({ phase: 'loading', names: ['a.json.gz'] });
    expect(engine.opens[1]!.question).toEqual([{ kind: 'url', url: 'https://host.example/a.json.gz' }]);
    await answer();
    expect(now().view.scenario).toEqual({ levers: { data: 2 } });
  });
});
