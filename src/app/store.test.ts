import { describe, expect, it } from 'vitest';
import { laneKey, micros } from '../base/brand.ts';
import { blockedPrefs, fakeEngine, heard, openedOf, READY, replayedOf } from '../test/fake-engine.ts';
import { decodeLink } from '../view/link.ts';
import { createAppStore } from './store.ts';

const FILE = { name: 'run.json', bytes: 4, fingerprint: 'aa' };
const OTHER = { name: 'other.json', bytes: 4, fingerprint: 'bb' };
const blob = { name: 'run.json', blob: new Blob(['[{}]']) };
const link = (rest: string): string => `#v=1&file=run.json,4,aa&${rest}`;

function setUp() {
  const engine = fakeEngine();
  const copied: string[] = [];
  const store = createAppStore({
    engine: engine.client,
    prefs: blockedPrefs(),
    page: {
      address: () => 'https://page.example/app/',
      go: undefined,
      copy: async (text) => copied.push(text) > 0,
    },
  });
  const now = store.getState;
  const phase = () => now().session.phase;
  const noticed = () => now().notices.map(({ kind }) => kind);
  return { engine, store, now, phase, noticed, copied, actions: now().actions };
}

async function opened() {
  const all = setUp();
  all.actions.openFiles([blob]);
  const trace = openedOf(undefined, [FILE]);
  all.engine.opens[0]!.answer(trace);
  await heard();
  all.engine.prepares[0]!.answer(READY);
  await heard();
  return { ...all, trace };
}

describe('opening', () => {
  it('goes from loading, with progress, to ready with a fresh view that names the file', async () => {
    const { engine, now, phase, actions } = setUp();
    actions.openFiles([blob]);
    expect(now().session).toMatchObject({ phase: 'loading', names: ['run.json'] });
    engine.progress({ phase: 'reading', bytesRead: 2, bytesTotal: 4, events: 1 });
    expect(now().session).toMatchObject({ progress: { bytesRead: 2, events: 1 } });
    engine.opens[0]!.answer(openedOf(undefined, [FILE]));
    await heard();
    expect(phase()).toBe('ready');
    expect(now().view.source).toEqual({ kind: 'local', files: [FILE] });
  });

  it('shows the trace first and prepares its replay then, also after a load that came between', async () => {
    const { engine, now, actions } = setUp();
    actions.openFiles([blob]);
    engine.opens[0]!.answer(openedOf(undefined, [FILE]));
    await heard();
    expect(now().session).toMatchObject({ phase: 'ready', replay: undefined });
    actions.openExample('data-bound');
    engine.prepares[0]!.fail({ code: 'cancelled', userMessage: 'Cancelled.' });
    actions.cancel();
    expect(engine.prepares).toHaveLength(2);
    engine.prepares[1]!.answer(READY);
    await heard();
    expect(now().session).toMatchObject({ phase: 'ready', replay: READY });
    expect(now().notices).toEqual([]);
  });

  it('asks for the files of an example by whole addresses', () => {
    const { engine, actions } = setUp();
    actions.openExample('data-bound');
    expect(engine.opens[0]!.question).toEqual([
      { kind: 'url', url: 'https://page.example/app/examples/data-bound.json.gz' },
    ]);
  });

  it('says so where there is no such example', () => {
    const { engine, now, actions } = setUp();
    actions.openExample('nope');
    expect(now().session).toMatchObject({ phase: 'failed', failure: { code: 'unknown-example' } });
    expect(engine.opens).toHaveLength(0);
  });

  it('keeps the view and what was open where a second file fails', async () => {
    const { engine, now, phase, actions } = await opened();
    actions.changeView({ rank: 0, window: { start: micros(10), end: micros(500) } }, 'push');
    const before = now().view;
    actions.openFiles([{ name: 'cat.png', blob: new Blob(['PNG']) }]);
    engine.opens[1]!.fail({ code: 'not-a-trace', userMessage: 'No trace.' });
    await heard();
    expect(now().session).toMatchObject({ phase: 'failed', names: ['cat.png'], failure: { code: 'not-a-trace' } });
    expect(now().view).toBe(before);
    actions.dismissFailure();
    expect(phase()).toBe('ready');
  });

  it('replaces the first trace by the second, as a step that undo takes back', async () => {
    const { engine, now, phase, actions } = await opened();
    actions.openExample('data-bound');
    engine.opens[1]!.answer(openedOf());
    await heard();
    expect(now().view.source).toEqual({ kind: 'example', id: 'data-bound' });
    actions.undo();
    expect(phase()).toBe('loading');
    expect(engine.opens[2]!.question).toMatchObject([{ kind: 'blob', name: 'run.json' }]);
    engine.opens[2]!.answer(openedOf(undefined, [FILE]));
    await heard();
    expect(now().view.source).toEqual({ kind: 'local', files: [FILE] });
  });

  it('cancels at once and ignores what comes late', async () => {
    const { engine, phase, actions } = setUp();
    actions.openFiles([blob]);
    actions.cancel();
    expect(phase()).toBe('empty');
    expect(engine.opens[0]!.cancelled).toBe(true);
    engine.opens[0]!.answer(openedOf());
    await heard();
    expect(phase()).toBe('empty');
  });

  it('shows the last of two files dropped at once', async () => {
    const { engine, now, actions } = setUp();
    actions.openFiles([blob]);
    actions.openFiles([{ name: 'other.json', blob: new Blob(['[{}]']) }]);
    engine.opens[0]!.answer(openedOf(undefined, [FILE]));
    engine.opens[1]!.answer(openedOf(undefined, [OTHER]));
    await heard();
    expect(now().view.source).toEqual({ kind: 'local', files: [OTHER] });
  });

  it('tells of a worker that died with the trace', async () => {
    const { engine, now, actions } = await opened();
    engine.crash({ code: 'internal', userMessage: 'It stopped.' });
    expect(now().session).toMatchObject({ phase: 'failed', previous: undefined });
    actions.dismissFailure();
    expect(now().session).toMatchObject({ phase: 'awaiting-file', files: [FILE] });
  });

  it('closes to the first screen', async () => {
    const { now, phase, actions } = await opened();
    actions.close();
    expect(phase()).toBe('empty');
    expect(now().view.source).toEqual({ kind: 'none' });
  });
});

describe('a link to a local file', () => {
  it('asks for the file and shows the same view once it is dropped', async () => {
    const { engine, now, noticed, actions } = setUp();
    actions.followLink(link('t=2ms~8ms&steps=1-2&data=2'), undefined, 'first');
    expect(now().session).toMatchObject({ phase: 'awaiting-file', files: [FILE] });
    actions.openFiles([blob]);
    engine.opens[0]!.answer(openedOf(undefined, [FILE]));
    await heard();
    expect(now().session).toMatchObject({ phase: 'ready', sourceDiffers: false, replaying: true });
    expect(now().view).toMatchObject({ window: { start: 2000, end: 8000 }, steps: { first: 1, last: 2 } });
    expect(engine.replays[0]!.question).toEqual({ levers: { data: 2 } });
    expect(noticed()).toEqual([]);
  });

  it('opens another file too, says that it differs, and names that file from then on', async () => {
    const { engine, now, noticed, actions } = setUp();
    actions.followLink(link('t=2ms~8ms'), undefined, 'first');
    actions.openFiles([{ name: 'other.json', blob: new Blob(['[{}]']) }]);
    engine.opens[0]!.answer(openedOf(undefined, [OTHER]));
    await heard();
    expect(now().session).toMatchObject({ phase: 'ready', sourceDiffers: true });
    expect(noticed()).toEqual(['file-differs']);
    expect(now().view).toMatchObject({ source: { files: [OTHER] }, window: { start: 2000 } });
  });

  it('still waits for the file after something that is no trace was dropped', async () => {
    const { engine, phase, actions } = setUp();
    actions.followLink(link('t=2ms~8ms'), undefined, 'first');
    actions.openFiles([{ name: 'cat.png', blob: new Blob(['PNG']) }]);
    engine.opens[0]!.fail({ code: 'not-a-trace', userMessage: 'No trace.' });
    await heard();
    expect(phase()).toBe('failed');
    actions.dismissFailure();
    expect(phase()).toBe('awaiting-file');
  });

  it('carries an answer that is shown meanwhile', async () => {
    const first = await opened();
    const { url, copied } = await first.actions.copyLink();
    expect(copied).toBe(true);
    expect(url).toBe(first.copied[0]);
    const { now, actions } = setUp();
    actions.followLink(url.slice(url.indexOf('#')), undefined, 'first');
    expect(now().session).toMatchObject({
      phase: 'awaiting-file',
      answer: { rank: 0, steps: 3, medianStepUs: 10_000, removedStepUs: { data: 6000 } },
    });
  });
});

describe('a link and the trace it meets', () => {
  const meet = async (rest: string) => {
    const all = setUp();
    all.actions.followLink(link(rest), undefined, 'first');
    all.actions.openFiles([blob]);
    all.engine.opens[0]!.answer(openedOf(undefined, [FILE]));
    await heard();
    return { view: all.now().view, notices: all.now().notices };
  };
  const fieldsOf = (notices: readonly object[]): unknown[] =>
    notices.map((notice) => ('field' in notice ? notice.field : notice));

  it('is fitted to it, with a notice for each thing that did not fit', async () => {
    const { view, notices } = await meet(
      't=20ms~900ms&steps=1-7&rank=4&hide=r0/ledger,r9/gone&sel=r0/gpu0/stream7@1ms&nonsense=1',
    );
    expect(view).toMatchObject({
      window: { start: 20_000, end: 30_000 },
      steps: { first: 1, last: 2 },
      rank: 0,
      selection: undefined,
    });
    expect(view.hiddenLanes).toEqual(['r0/ledger']);
    expect(fieldsOf(notices)).toHaveLength(6);
    expect(new Set(fieldsOf(notices))).toEqual(
      new Set(['nonsense', 'window', 'rank', 'steps', 'hidden lanes', 'selection']),
    );
  });

  it('leaves out what lies wholly outside', async () => {
    const { view, notices } = await meet('t=2s~3s&steps=8-9');
    expect(view).toMatchObject({ window: undefined, steps: undefined });
    expect(fieldsOf(notices)).toHaveLength(2);
  });

  it('widens a window that is too narrow to draw', async () => {
    const { view } = await meet('t=1us~1.001us');
    expect(view.window!.end - view.window!.start).toBeCloseTo(0.01, 9);
  });

  it('keeps a selection that is there', async () => {
    const { view, notices } = await meet('sel=r0/gpu0/stream7@4ms');
    expect(view.selection).toEqual({ lane: 'r0/gpu0/stream7', start: 4000 });
    expect(notices).toEqual([]);
  });
});

describe('levers', () => {
  it('ask for one prediction at a time, and the latest wins', async () => {
    const { engine, now, trace, actions } = await opened();
    for (const value of [1.1, 1.2, 1.3, 2]) actions.setLever('data', value, { commit: false });
    actions.setLever('data', 3, { commit: true });
    expect(engine.replays.map(({ question }) => question)).toEqual([{ levers: { data: 1.1 } }]);
    engine.replays[0]!.answer(replayedOf(engine.replays[0]!.question, trace));
    await heard();
    expect(engine.replays[1]!.question).toEqual({ levers: { data: 3 } });
    expect(now().session).toMatchObject({
      replaying: true,
      replayed: { prediction: { scenario: { levers: { data: 1.1 } } } },
    });
    engine.replays[1]!.answer(replayedOf(engine.replays[1]!.question, trace));
    await heard();
    expect(now().session).toMatchObject({
      replaying: false,
      replayed: { prediction: { scenario: { levers: { data: 3 } } } },
    });
    expect(engine.replays).toHaveLength(2);
  });

  it('back at 1 clear the prediction without asking, also one on its way', async () => {
    const { engine, now, trace, actions } = await opened();
    actions.setLever('data', 2, { commit: true });
    actions.resetLevers();
    expect(now().session).toMatchObject({ replaying: false, replayed: undefined });
    engine.replays[0]!.answer(replayedOf({ levers: { data: 2 } }, trace));
    await heard();
    expect(now().session).toMatchObject({ replaying: false, replayed: undefined });
    expect(engine.replays).toHaveLength(1);
  });

  it('make one step of undo out of a drag', async () => {
    const { now, actions } = await opened();
    actions.setLever('data', 2, { commit: true });
    for (const value of [3, 4, 5]) actions.setLever('data', value, { commit: false });
    actions.setLever('data', 6, { commit: true });
    actions.undo();
    expect(now().view.scenario).toEqual({ levers: { data: 2 } });
    actions.redo();
    expect(now().view.scenario).toEqual({ levers: { data: 6 } });
  });

  it('tell of a prediction that failed', async () => {
    const { engine, now, noticed, actions } = await opened();
    actions.setLever('data', 2, { commit: true });
    engine.replays[0]!.fail({ code: 'internal', userMessage: 'The replay failed.' });
    await heard();
    expect(noticed()).toEqual(['replay-failed']);
    expect(now().session).toMatchObject({ replaying: false });
    actions.dismissNotice(now().notices[0]!);
    expect(noticed()).toEqual([]);
  });

  it('are kept within bounds', async () => {
    const { now, actions } = await opened();
    actions.setLever('data', 1e9, { commit: true });
    actions.setLever('compute', 0, { commit: true });
    actions.setLever('communication', Number.NaN, { commit: true });
    expect(now().view.scenario).toEqual({ levers: { data: 1000, compute: 0.01 } });
  });
});

describe('a selection', () => {
  const kernel = { lane: laneKey('r0/gpu0/stream7'), start: micros(4000) };

  it('fetches the text of its event; a newer one wins', async () => {
    const { engine, now, trace, actions } = await opened();
    actions.select(kernel);
    expect(now().details).toEqual({ kind: 'loading' });
    actions.select({ ...kernel, start: micros(8000) });
    expect(engine.reads[0]!.cancelled).toBe(true);
    const second = trace.timeline.events;
    const event = Array.from(second.start).findIndex((start, index) => start === 8000 && second.byteLength[index]! > 0);
    expect(engine.reads[1]!.question).toEqual([second.file[event], second.offset[event], second.byteLength[event]]);
    engine.reads[1]!.answer('{"name":"gemm"}');
    await heard();
    expect(now().details).toEqual({ kind: 'text', text: '{"name":"gemm"}' });
    actions.select(undefined);
    expect(now().details).toEqual({ kind: 'idle' });
  });

  it('of a packed file says how far it is unpacked, and can be given up', async () => {
    const { engine, now, actions } = await opened();
    actions.select(kernel);
    const quarter = { phase: 'reading', bytesRead: 25, bytesTotal: 100, events: 0 } as const;
    engine.progress(quarter);
    expect(now().details).toEqual({ kind: 'loading', share: 0.25 });
    actions.stopDetails();
    expect(engine.reads[0]!.cancelled).toBe(true);
    engine.progress(quarter);
    await heard();
    expect(now().details).toEqual({ kind: 'idle' });
    expect(now().view.selection).toMatchObject(kernel);
  });

  it('on the ledger lane has no text to fetch', async () => {
    const { engine, now, actions } = await opened();
    actions.select({ lane: laneKey('r0/ledger'), start: micros(0) });
    expect(now().details).toEqual({ kind: 'idle' });
    expect(engine.reads).toHaveLength(0);
  });

  it('is passed over by undo', async () => {
    const { now, actions } = await opened();
    actions.changeView({ window: { start: micros(1000), end: micros(2000) } }, 'push');
    actions.select(kernel);
    actions.undo();
    expect(now().view).toMatchObject({ window: undefined, selection: kernel });
  });
});

describe('the link that is copied', () => {
  it('opens as the same view', async () => {
    const { now, actions } = await opened();
    actions.setLever('data', Infinity, { commit: true });
    actions.changeView({ steps: { first: 0, last: 1 } }, 'push');
    const { url } = await actions.copyLink();
    expect(url.startsWith('https://page.example/app/#v=1&')).toBe(true);
    expect(decodeLink(url.slice(url.indexOf('#'))).view).toEqual(now().view);
    expect(url.length).toBeLessThan(2000);
  });
});

describe('preferences', () => {
  it('work where storage is blocked', () => {
    const { now, actions } = setUp();
    actions.setTheme('dark');
    expect(now().prefs.theme).toBe('dark');
    actions.forget();
    expect(now().prefs.theme).toBe('system');
  });
});
