import { describe, expect, it } from 'vitest';
import { laneKey, micros } from '../base/brand.ts';
import { type Words, inEnglish } from '../base/say.ts';
import { type OpenedTrace } from '../engine/protocol.ts';
import { buildLedger } from '../ledger/build-ledger.ts';
import { buildChartLanes } from '../ledger/chart-lanes.ts';
import { buildRunRanks } from '../ledger/ranks/run-ranks.ts';
import { collectiveTimeline } from '../test/collective-run.ts';
import { openedOf } from '../test/fake-engine.ts';
import { storeWith } from '../test/opened-store.ts';
import { type EventArrow, selectArrowKinds, selectArrows } from './arrow-selectors.ts';
import { summariseLane } from './lane-summary.ts';
import { selectRangeFacts } from './range-selectors.ts';
import { selectLaneNames, showLane } from './show-lane.ts';
import { selectZoomTrail } from './zoom-trail.ts';

const span = (start: number, end: number) => ({ start: micros(start), end: micros(end) });
const plain = (words: Words): string => inEnglish(words).replaceAll('\u202f', ' ');
const STREAM = laneKey('r0/gpu0/stream7');

describe('the summary of a lane', () => {
  const open = () => storeWith(openedOf('r0 step |....|....\nr0 main LLLLLLLL\nr0 stream7 KK..Mm..'));
  const told = async (window?: ReturnType<typeof span>) => {
    const store = await open();
    store.getState().actions.changeView({ window }, 'push');
    const summary = summariseLane(store.getState(), STREAM);
    return [summary!.title, ...summary!.lines.map(plain)];
  };

  it('counts what is in view, and names what takes longest', async () => {
    expect(await told()).toEqual([
      'GPU 0 stream 7',
      '3 in view, busy 40 % of it',
      '2.00 ms  gemm',
      '2.00 ms  Memcpy HtoD (Pageable -> Device)',
    ]);
  });

  it('cuts marks to the window', async () => {
    expect(await told(span(1000, 5000))).toEqual([
      'GPU 0 stream 7',
      '2 in view, busy 50 % of it',
      '1.00 ms  gemm',
      '1.00 ms  Memcpy HtoD (Pageable -> Device)',
    ]);
    expect(await told(span(2100, 3900))).toEqual(['GPU 0 stream 7', 'Nothing in view']);
  });

  it('is not made of a lane that is not there', async () => {
    expect(summariseLane((await open()).getState(), laneKey('r9/none'))).toBeUndefined();
  });
});

it('the way one zoomed in holds each window that holds the next, and ends outside with all of the trace', async () => {
  const store = await storeWith(openedOf());
  const { changeView } = store.getState().actions;
  const trail = () => selectZoomTrail(store.getState()).map(({ start, end }) => [start, end]);
  expect(trail()).toEqual([]);
  for (const window of [span(0, 20_000), span(5000, 15_000), span(6000, 8000)]) changeView({ window }, 'push');
  expect(trail()).toEqual([
    [0, 30_000],
    [0, 20_000],
    [5000, 15_000],
  ]);
  changeView({ window: span(16_000, 19_000) }, 'push');
  expect(trail()).toEqual([
    [0, 30_000],
    [0, 20_000],
  ]);
  changeView({ window: undefined }, 'push');
  expect(trail()).toEqual([]);
});

it('a range tells its duration, how busy the device is, its classes and its longest names', async () => {
  const store = await storeWith(openedOf());
  const facts = selectRangeFacts(store.getState(), span(2000, 12_000))!;
  expect(facts.durationUs).toBe(10_000);
  expect(facts.deviceUs).toBe(5000);
  expect(facts.classes.reduce((sum, { us }) => sum + us, 0)).toBeCloseTo(10_000, 6);
  expect(facts.classes.find(({ key }) => key === 'compute')?.us).toBe(5000);
  expect(facts.names.map(({ name, us, count }) => [plain(name), us, count])).toEqual([['gemm', 5000, 2]]);
  expect(facts.namesOf).toBe('device');
  expect(selectRangeFacts(store.getState(), undefined)).toBeUndefined();
});

describe('arrows', () => {
  const told = ({ kind, from, to }: EventArrow): string =>
    `${kind} ${from.ref}@${from.touches ?? 'end'} -> ${to.ref}@${to.touches ?? 'start'}`;

  it('lead from each launch to its device work, of the window or of what is selected', async () => {
    const store = await storeWith(openedOf('r0 step |....\nr0 main LL..\nr0 stream7 .KK.'));
    const { changeView } = store.getState().actions;
    expect(selectArrowKinds(store.getState())).toEqual(['launch']);
    expect(selectArrows(store.getState())).toEqual({ own: [], all: [] });
    changeView({ arrows: ['launch'] }, 'push');
    const { all } = selectArrows(store.getState());
    expect(all).toHaveLength(1);
    expect(all[0]!.to.lane).toBe(STREAM);
    changeView({ arrows: [], selection: { lane: STREAM, start: micros(1000) } }, 'push');
    expect(selectArrows(store.getState())).toEqual({ own: all, all: [] });
    changeView({ arrows: ['launch'], window: span(3000, 4000) }, 'push');
    expect(selectArrows(store.getState()).all).toEqual([]);
  });

  it('lead from what a stream waited for to what waited, as the replay tells', async () => {
    const trace = openedOf('r0 step |....\nr0 stream7 KK..\nr0 stream9 ..K.');
    const [from, to] = ['r0/gpu0/stream7', 'r0/gpu0/stream9'].map(
      (key) => trace.timeline.lanes.find((lane) => lane.key === key)!.first,
    );
    const waits = { length: 1, from: Uint32Array.of(from!), to: Uint32Array.of(to!) };
    const store = await storeWith(trace, { waits });
    store.getState().actions.changeView({ arrows: ['wait'] }, 'push');
    expect(selectArrowKinds(store.getState())).toContain('wait');
    expect(selectArrows(store.getState()).all.map(told)).toEqual([`wait ${from}@end -> ${to}@start`]);
  });

  it('lead from the rank that arrives last to those that waited, at that moment on either clock', async () => {
    const timeline = collectiveTimeline({ arrivals: [[100, 400, 250]], transferUs: [1000] });
    const ledger = buildLedger(timeline);
    const trace: OpenedTrace = {
      timeline,
      ledger,
      lanes: buildChartLanes(timeline, ledger),
      runRanks: buildRunRanks(timeline, ledger),
    };
    const store = await storeWith(trace);
    store.getState().actions.changeView({ arrows: ['collective'] }, 'push');
    const arrows = selectArrows(store.getState()).all;
    expect(arrows.map(({ from, to }) => [from.lane, from.touches, to.lane, to.touches])).toEqual([
      ['r1/gpu0/stream9', 400, 'r0/gpu0/stream9', 400],
      ['r1/gpu0/stream9', 400, 'r2/gpu0/stream9', 400],
    ]);
  });
});

it('a lane that is looked for is unhidden and unfolded', async () => {
  const store = await storeWith(openedOf());
  const { changeView } = store.getState().actions;
  expect(selectLaneNames(store.getState()).map(({ key }) => key)).toContain(STREAM);
  changeView({ hiddenLanes: [STREAM, laneKey('r0/ledger')], foldedLanes: [STREAM] }, 'push');
  showLane(store, STREAM);
  expect(store.getState().view.hiddenLanes).toEqual(['r0/ledger']);
  expect(store.getState().view.foldedLanes).toEqual([]);
  const { view } = store.getState();
  showLane(store, STREAM);
  expect(store.getState().view).toBe(view);
});
