import { describe, expect, it } from 'vitest';
import { laneKey, micros } from '../base/brand.ts';
import { CLASSES, CLASS_COUNT } from '../ledger/classes.ts';
import { storeWith } from '../test/opened-store.ts';
import { fakeEngine, heard, openedOf, READY, replayedOf } from '../test/fake-engine.ts';
import { nextPiece, selectionOfEvent } from './navigate.ts';
import {
  selectChart,
  selectExplanation,
  selectMark,
  selectRankLedger,
  selectSelectedEvent,
  selectVerdict,
  selectVisibleLanes,
  selectWindow,
} from './selectors.ts';
import { selectLedgerTotals, selectRange, selectSteps } from './step-selectors.ts';
import { createPrefsStorage } from './storage.ts';
import { createAppStore } from './store.ts';

const UNEVEN = `
  r0 step    |.........|.........|...................|.........
  r0 main    DDlL......DDlL......DDDDDDDDDDDDlL......DDlL......
  r0 stream7 ....KKKKk.....KKKKk...............KKKKk.....KKKKk.
`;

async function setUp(drawing?: string) {
  const engine = fakeEngine();
  const store = createAppStore({
    engine: engine.client,
    prefs: createPrefsStorage(),
    page: { address: () => 'https://page.example/', go: undefined, copy: async () => false },
  });
  const closed = store.getState();
  closed.actions.openExample('data-bound');
  const trace = openedOf(drawing);
  engine.opens[0]!.answer(trace);
  await heard();
  engine.prepares[0]!.answer(READY);
  await heard();
  return { engine, store, closed, trace, now: store.getState, actions: closed.actions };
}
const byKey = (totals: Float64Array): Record<string, number> =>
  Object.fromEntries(CLASSES.flatMap(({ key }, code) => (totals[code]! > 0 ? [[key, totals[code]!]] : [])));
const sum = (totals: Float64Array): number => totals.reduce((a, b) => a + b, 0);

describe('selectors', () => {
  it('give nothing, and do not throw, before a trace is open', async () => {
    const { closed } = await setUp();
    const answers = [
      selectLedgerTotals,
      selectRange,
      selectMark,
      selectVerdict,
      selectExplanation,
      selectRankLedger,
    ].map((select) => select(closed));
    expect(answers.every((answer) => answer === undefined)).toBe(true);
    expect(selectSteps(closed)).toEqual([]);
    expect(selectChart(closed).lanes).toEqual([]);
  });

  it('answer the same by reference until what they read changes', async () => {
    const { now, actions } = await setUp();
    const read = () => [
      selectSteps(now()),
      selectLedgerTotals(now()),
      selectChart(now()),
      selectVerdict(now()),
      selectVisibleLanes(now()),
    ];
    const before = read();
    actions.changeView({ search: 'x' }, 'push');
    read().forEach((answer, index) => expect(answer).toBe(before[index]));
    actions.changeView({ hiddenLanes: [laneKey('r0/ledger')] }, 'push');
    expect(selectChart(now())).not.toBe(before[2]);
    expect(selectSteps(now())).toBe(before[0]);
  });

  it('list the steps, mark the far longer one, and what is chosen', async () => {
    const { now, actions } = await setUp(UNEVEN);
    actions.changeView({ steps: { first: 1, last: 2 } }, 'push');
    expect(selectSteps(now()).map(({ durationUs, outlier, selected }) => [durationUs, outlier, selected])).toEqual([
      [10_000, false, false],
      [10_000, false, true],
      [20_000, true, true],
      [10_000, false, false],
    ]);
  });

  it('take the means over the chosen steps; they add up to the mean step', async () => {
    const { now, actions } = await setUp(UNEVEN);
    expect(selectLedgerTotals(now())).toMatchObject({ steps: 4, predicted: undefined });
    expect(sum(selectLedgerTotals(now())!.measured)).toBeCloseTo(12_500, 6);
    actions.changeView({ steps: { first: 2, last: 2 } }, 'push');
    const totals = selectLedgerTotals(now())!;
    expect(totals.steps).toBe(1);
    expect(sum(totals.measured)).toBeCloseTo(20_000, 6);
    expect(byKey(totals.measured)).toMatchObject({ compute: 5000, data: 12_000 });
    expect(totals.gains).toEqual({ data: 14_000, compute: 15_000 });
    const locked = await storeWith(openedOf(UNEVEN), { ...READY, gate: { ...READY.gate, trust: 'locked' } });
    expect(selectLedgerTotals(locked.getState())!.gains).toEqual({});
  });

  it('put the prediction beside what was measured', async () => {
    const { engine, now, trace, actions } = await setUp();
    actions.setLever('data', 2, { commit: true });
    engine.replays[0]!.answer(replayedOf({ levers: { data: 2 } }, trace));
    await heard();
    expect(selectLedgerTotals(now())!.predicted).toHaveLength(CLASS_COUNT);
    expect(selectSteps(now())[1]).toMatchObject({ durationUs: 10_000, predictedUs: 8000 });
  });

  it('read out a range by class, cut at its ends', async () => {
    const { now, actions } = await setUp();
    actions.changeView({ range: { start: micros(3500), end: micros(4250) } }, 'push');
    expect(selectRange(now())).toMatchObject({ durationUs: 750 });
    expect(byKey(selectRange(now())!.classes)).toEqual({ compute: 250, queue: 500 });
    actions.changeView({ range: { start: micros(0), end: micros(30_000) } }, 'push');
    expect(sum(selectRange(now())!.classes)).toBeCloseTo(30_000, 6);
  });

  it('find what is selected by lane and start, to half a nanosecond', async () => {
    const { now, trace, actions } = await setUp();
    actions.select({ lane: laneKey('r0/gpu0/stream7'), start: micros(8000.0004) });
    const event = selectSelectedEvent(now())!;
    expect([trace.timeline.events.start[event], trace.timeline.events.end[event]]).toEqual([8000, 9000]);
    expect(selectionOfEvent(now(), event)).toEqual({ lane: 'r0/gpu0/stream7', start: 8000 });
    expect(selectExplanation(now())?.class).toBe('compute');
    actions.select({ lane: laneKey('r0/gpu0/stream7'), start: micros(8000.6) });
    expect(selectSelectedEvent(now())).toBeUndefined();
  });

  it('tell a parent from a child that starts with it, by the row', async () => {
    const { now, trace, actions } = await setUp(`
      r0 step    |.........
      r0 main    OOOOOOOO..
      r0 main    LL........
      r0 stream7 ...KKKK...
    `);
    const lane = trace.lanes.find(({ kind }) => kind === 'host')!.key;
    const nameOf = () => trace.timeline.strings[trace.timeline.events.name[selectSelectedEvent(now())!]!];
    const [outer, inner] = [0, 1].map((depth) => {
      actions.select({
        lane,
        start: trace.lanes.find((row) => row.key === lane)!.rows[depth] === undefined ? micros(-1) : micros(0),
        row: depth,
      });
      return nameOf();
    });
    expect(new Set([outer, inner]).size).toBe(2);
  });

  it('walk the pieces of a class, around the end', async () => {
    const { now, actions } = await setUp();
    const starts = [1, 2, 3, 4].map(() => {
      const next = nextPiece(now(), 'data')!;
      actions.select(next);
      return next.start;
    });
    expect(starts).toEqual([0, 10_000, 20_000, 0]);
    expect(selectExplanation(now())?.class).toBe('data');
    expect(nextPiece(now(), 'gc')).toBeUndefined();
  });

  it('show the whole trace where no window is chosen', async () => {
    const { now, trace } = await setUp();
    expect(selectWindow(now())).toEqual(trace.timeline.window);
  });
});
