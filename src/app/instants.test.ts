import { expect, it } from 'vitest';
import { cssPx, laneKey, micros } from '../base/brand.ts';
import { inEnglish } from '../base/say.ts';
import { instantAt, layoutInstants } from '../layout/instants.ts';
import { layoutGantt } from '../layout/gantt.ts';
import { openedOf } from '../test/fake-engine.ts';
import { ganttInput } from '../test/gantt-input.ts';
import { storeWith } from '../test/opened-store.ts';
import { timelineOfRows } from '../test/show-lanes.ts';
import { clampView } from './clamp-view.ts';
import { INITIAL_VIEW } from '../view/fields.ts';
import { describeSelection } from './describe-selection.ts';
import { describeInstants, selectInstants, selectionOfInstant } from './instants.ts';
import { neighbour } from './navigate.ts';

const HOST = { ph: 'X', pid: 1, tid: 1, cat: 'cpu_op' };
const ROWS = [
  { ...HOST, name: 'op', ts: 0, dur: 1000 },
  { ...HOST, ph: 'i', name: 'saved', ts: 500 },
  { ...HOST, ph: 'I', name: 'begun', ts: 100 },
  { ...HOST, ph: 'R', name: 'begun too', ts: 101 },
  { ...HOST, ph: 'i', name: 'outside', ts: 9000 },
  { ...HOST, ph: 'i', name: '[memory]', ts: 600 },
  { ...HOST, ph: 'i', tid: 99, name: 'nowhere', ts: 10 },
];
const open = async () => storeWith({ ...openedOf(), timeline: await timelineOfRows(ROWS) });
const LANE = laneKey('r0/host/1/1');
const NARROW = { start: micros(0), end: micros(1000) };

it('instants stand by time in the lane of their thread, or in one of their own; those outside the trace, and readings of memory are left out', async () => {
  const { instants, strings } = await timelineOfRows(ROWS);
  const told = Array.from(
    { length: instants!.length },
    (_, i) => `${strings[instants!.name[i]!]} ${instants!.time[i]}`,
  );
  expect(told).toEqual(['begun 100', 'begun too 101', 'saved 500', 'nowhere 10']);
});

it('instants that stand together are one sign, which is found where it is drawn', async () => {
  const state = (await open()).getState();
  const signs = layoutInstants([{ key: LANE, y: cssPx(20) }], selectInstants(state)!, NARROW, cssPx(200));
  expect(signs.map(({ x, first, last }) => [x, first, last])).toEqual([
    [20, 0, 2],
    [100, 2, 3],
  ]);
  const scene = { ...layoutGantt(ganttInput([])), instants: signs };
  for (const sign of signs) expect(instantAt(scene, sign.x, cssPx(22))).toBe(sign);
  expect(instantAt(scene, cssPx(60), cssPx(22))).toBeUndefined();
  expect(instantAt(scene, cssPx(20), cssPx(30))).toBeUndefined();
  const { title, detail } = describeInstants(state, signs[0]!)!;
  expect(inEnglish(title)).toBe('begun');
  expect(inEnglish(detail)).toBe('instant at 100.0\u202fµs, and 1 more beside it');
});

it('an instant that a link selects is one of the trace, or is left out and told', async () => {
  const opened = { ...openedOf(), timeline: await timelineOfRows(ROWS) };
  const clamped = (start: number, lane = LANE) =>
    clampView({ ...INITIAL_VIEW, selection: { lane, start: micros(start), instant: true } }, opened);
  expect(clamped(101)).toMatchObject({ view: { selection: { start: 101 } }, notices: [] });
  for (const { view, notices } of [clamped(102), clamped(101, laneKey('r0/host/1/2'))]) {
    expect(view.selection).toBeUndefined();
    expect(notices).toHaveLength(1);
  }
});

it('an instant is selected by lane and time, told in the details, and leads to the next', async () => {
  const store = await open();
  store.getState().actions.select(selectionOfInstant(store.getState(), 1));
  expect(store.getState().view.selection).toEqual({ lane: LANE, start: 101, instant: true });
  const facts = describeSelection(store.getState())!;
  expect([inEnglish(facts.title), facts.durationUs, facts.class]).toEqual(['begun too', 0, undefined]);
  expect(neighbour(store.getState(), 1)).toEqual({ lane: LANE, start: 500, instant: true });
  expect(neighbour(store.getState(), -1)).toEqual({ lane: LANE, start: 100, instant: true });
  store.getState().actions.select(neighbour(store.getState(), 1));
  expect(neighbour(store.getState(), 1)).toBeUndefined();
});
