import { expect, it } from 'vitest';
import { fakeEngine, heard, openedOf } from '../test/fake-engine.ts';
import { INITIAL_VIEW } from '../view/fields.ts';
import { type LocalFile } from '../view/source.ts';
import { areAwaited, selectBeside, selectCanSwap } from './beside.ts';
import { COMMANDS } from './commands.ts';
import { createAppStore } from './store.ts';
import { DEFAULT_PREFS } from './storage.ts';

const A: LocalFile = { name: 'a.json', bytes: 1, fingerprint: 'aa' };
const B: LocalFile = { name: 'b.json', bytes: 2, fingerprint: 'bb' };
const C: LocalFile = { name: 'c.json', bytes: 3, fingerprint: 'cc' };
const ABOUT = { hash: '', name: 'a.json', extent: 'all of it', day: '2026-11-21' };
const blobOf = (file: LocalFile) => ({ name: file.name, blob: new Blob(['x'.repeat(file.bytes)]) });
const openedFrom = (file: LocalFile) => openedOf(undefined, [file]);

function page() {
  const engine = fakeEngine();
  const store = createAppStore({
    engine: engine.client,
    prefs: { read: () => DEFAULT_PREFS, write: () => undefined, forget: () => undefined },
    page: { address: () => 'http://page/', go: undefined, copy: () => Promise.resolve(true) },
  });
  return { engine, store, actions: store.getState().actions, beside: () => selectBeside(store.getState()) };
}

async function withBoth() {
  const all = page();
  all.actions.openFiles([blobOf(A)]);
  all.engine.opens[0]!.answer(openedFrom(A));
  await heard();
  all.actions.compareWith([blobOf(B)]);
  all.engine.compares[0]!.answer(openedFrom(B));
  await heard();
  return all;
}

it('a second run stands beside the first, in the view and in the link; Back leaves it, and Forward reads it again', async () => {
  const { engine, store, actions, beside } = await withBoth();
  expect(beside()).toMatchObject({ kind: 'ready', names: ['b.json'] });
  expect(actions.link({ answer: false })).toContain('&vs.file=b.json,2,bb');
  actions.undo();
  expect(beside().kind).toBe('none');
  actions.redo();
  expect(beside().kind).toBe('loading');
  engine.compares[1]!.answer(openedFrom(B));
  await heard();
  expect(beside().kind).toBe('ready');
  expect(store.getState().view.comparing.source).toEqual({ kind: 'local', files: [B] });
});

it('a second run that fails, or is given up, leaves the first and the second before it as they were', async () => {
  const { engine, store, actions, beside } = await withBoth();
  actions.compareWith([blobOf(C)]);
  engine.compares[1]!.fail({ code: 'not-a-trace', userMessage: 'No trace.' });
  await heard();
  expect(beside().kind).toBe('failed');
  expect(store.getState().session.phase).toBe('ready');
  actions.stopComparing();
  expect(beside()).toMatchObject({ kind: 'ready', names: ['b.json'] });
  actions.compareWith([blobOf(C)]);
  actions.stopComparing();
  expect(engine.compares[2]!.cancelled).toBe(true);
  expect(beside()).toMatchObject({ kind: 'ready', names: ['b.json'] });
  actions.stopComparing();
  expect(beside().kind).toBe('none');
  expect(store.getState().view.comparing).toEqual(INITIAL_VIEW.comparing);
});

it('the two change places', async () => {
  const { engine, store, actions, beside } = await withBoth();
  actions.swapRuns();
  engine.opens[1]!.answer(openedFrom(B));
  await heard();
  engine.compares[1]!.answer(openedFrom(A));
  await heard();
  expect(store.getState().view.source).toEqual({ kind: 'local', files: [B] });
  expect(beside()).toMatchObject({ kind: 'ready', source: { kind: 'local', files: [A] } });
});

it('a trace that lies in the page does not change places', async () => {
  const { engine, store, actions } = page();
  store.setState({ enclosed: { about: ABOUT, files: [blobOf(A)] } });
  actions.openEnclosed();
  engine.opens[0]!.answer(openedFrom(A));
  await heard();
  actions.compareWith([blobOf(B)]);
  engine.compares[0]!.answer(openedFrom(B));
  await heard();
  const state = store.getState();
  expect([selectBeside(state).kind, selectCanSwap(state)]).toEqual(['ready', false]);
  expect(COMMANDS.find(({ id }) => id === 'swap-runs')!.when!(state)).toBe(false);
  expect(selectCanSwap((await withBoth()).store.getState())).toBe(true);
});

it('another trace that is opened stands alone', async () => {
  const { engine, actions, beside } = await withBoth();
  actions.openFiles([blobOf(C)]);
  engine.opens[1]!.answer(openedFrom(C));
  await heard();
  expect(beside().kind).toBe('none');
});

it('a link to two local files asks for the second, once the first is open; another one is told from it', async () => {
  const { engine, store, actions, beside } = page();
  actions.followLink('#v=1&file=a.json,1,aa&vs.file=b.json,2,bb', undefined, 'first');
  actions.openFiles([blobOf(A)]);
  engine.opens[0]!.answer(openedFrom(A));
  await heard();
  expect(beside()).toEqual({ kind: 'awaiting', files: [B] });
  expect([areAwaited(beside(), [blobOf(B)]), areAwaited(beside(), [blobOf(C)])]).toEqual([true, false]);
  actions.compareWith([blobOf(C)]);
  engine.compares[0]!.answer(openedFrom(C));
  await heard();
  expect(store.getState().notices.map(({ kind }) => kind)).toEqual(['file-differs']);
  expect(store.getState().view.comparing.source).toEqual({ kind: 'local', files: [C] });
});

it('a link to two addresses reads both', async () => {
  const { engine, actions, beside } = page();
  actions.followLink('#v=1&url=https://host/a.json&vs.url=https://host/b.json', undefined, 'first');
  engine.opens[0]!.answer(openedFrom(A));
  await heard();
  expect(engine.compares[0]!.question).toEqual([{ kind: 'url', url: 'https://host/b.json' }]);
  engine.compares[0]!.answer(openedFrom(B));
  await heard();
  expect(beside().kind).toBe('ready');
});

it('a second run that is being read is read anew where the user tells something of the runs meanwhile', async () => {
  const { engine, actions, beside } = page();
  actions.openFiles([blobOf(A)]);
  engine.opens[0]!.answer(openedFrom(A));
  await heard();
  actions.compareWith([blobOf(B)]);
  actions.changeView({ gpusPerHost: 4 }, 'push');
  engine.accounts[0]!.answer(openedFrom(A));
  await heard();
  expect(beside().kind).toBe('loading');
  expect(engine.compares).toHaveLength(2);
  engine.compares[1]!.answer(openedFrom(B));
  await heard();
  expect(beside()).toMatchObject({ kind: 'ready', names: ['b.json'] });
});
