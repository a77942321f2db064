import { expect, it } from 'vitest';
import { blockedPrefs, fakeEngine, heard, openedOf } from '../test/fake-engine.ts';
import { INITIAL_VIEW } from '../view/fields.ts';
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

function setUp() {
  const engine = fakeEngine();
  const store = createAppStore({
    engine: engine.client,
    prefs: blockedPrefs(),
    page: { address: () => 'https://page.example/', go: undefined, copy: async () => true },
  });
  return { engine, store, actions: store.getState().actions };
}

async function withRun() {
  const all = setUp();
  all.actions.openFiles([{ name: 'run.json', blob: new Blob(['[{}]']) }]);
  all.engine.opens[0]!.answer(openedOf(undefined, [{ name: 'run.json', bytes: 4, fingerprint: 'aa' }]));
  await heard();
  all.actions.changeView({ search: 'gemm', steps: { first: 0, last: 1 } }, 'push');
  const { session, view } = all.store.getState();
  return { ...all, session, view };
}

it('comes back to the open trace and its view where a link to another is given up, or cannot be followed', async () => {
  const { engine, store, actions, session, view } = await withRun();
  actions.followLink('#v=1&ex=data-bound', undefined, 'typed');
  expect(store.getState().session.phase).toBe('loading');
  actions.cancel();
  expect(store.getState()).toMatchObject({ session, view });
  actions.followLink('#v=1&ex=nothing-like-it', undefined, 'typed');
  expect(store.getState().session.phase).toBe('failed');
  actions.dismissFailure();
  expect(store.getState()).toMatchObject({ session, view });
  expect(engine.opens.slice(1).every(({ accepted }) => !accepted)).toBe(true);
});

it('leaves a link that cannot be followed for the first screen, whose address is bare', () => {
  const { store, actions } = setUp();
  actions.followLink('#v=1&ex=nothing-like-it', undefined, 'first');
  expect(store.getState().session.phase).toBe('failed');
  actions.dismissFailure();
  expect(store.getState()).toMatchObject({ session: { phase: 'empty' }, view: INITIAL_VIEW });
});

it('reads the trace that was shown again after a crash, in its view, whatever was tried since', async () => {
  const { engine, store, actions, view } = await withRun();
  actions.openExample('data-bound');
  actions.cancel();
  engine.crash({ code: 'internal', userMessage: 'Stopped.' });
  expect(store.getState().session.phase).toBe('failed');
  actions.retry();
  expect(engine.opens.at(-1)!.question).toMatchObject([{ kind: 'blob', name: 'run.json' }]);
  engine.opens.at(-1)!.answer(openedOf(undefined, [{ name: 'run.json', bytes: 4, fingerprint: 'aa' }]));
  await heard();
  expect(store.getState()).toMatchObject({ session: { phase: 'ready' }, view });
});
