import { describe, expect, it } from 'vitest';
import { cssPx, laneKey, micros } from '../base/brand.ts';
import { laneOf, marksOf } from '../test/chart-lanes.ts';
import { ganttInput } from '../test/gantt-input.ts';
import { type StepPair } from './align-steps.ts';
import { layoutGantt } from './gantt.ts';
import { hitTest } from './hit-test.ts';

const window = (start: number, end: number) => ({ start: micros(start), end: micros(end) });
/** Two measured steps of 50 us; predicted ones of 20 us and 60 us, one after the other. */
const PAIRS: readonly StepPair[] = [
  { rank: 0, measured: window(0, 50), predicted: window(0, 20) },
  { rank: 0, measured: window(50, 100), predicted: window(20, 80) },
];
const measured = laneOf(
  'r0/ledger',
  'ledger',
  marksOf([
    { start: 0, end: 50, tint: 0 },
    { start: 50, end: 100, tint: 1 },
  ]),
);
const predicted = laneOf(
  'r0/ledger',
  'ledger',
  marksOf([
    { start: 0, end: 20, tint: 0 },
    { start: 20, end: 80, tint: 1 },
  ]),
);

const rectsOf = (aligned: readonly StepPair[] | undefined) => {
  const scene = layoutGantt(ganttInput([measured], { predicted: [predicted], aligned }));
  const row = scene.lanes.find((lane) => lane.predicted)!.rows[0]!;
  const rects = Array.from({ length: row.lastRect - row.firstRect }, (_, i) => row.firstRect + i);
  return { scene, row, spans: rects.map((i) => [scene.rects.x[i], scene.rects.x[i]! + scene.rects.width[i]!]) };
};

describe('predicted steps beside measured ones', () => {
  it('keep their own clock, or start where the measured ones do', () => {
    expect(rectsOf(undefined).spans).toEqual([
      [0, 20],
      [20, 80],
    ]);
    expect(rectsOf(PAIRS).spans).toEqual([
      [0, 20],
      [50, 100],
    ]);
  });

  it('tell what each saves or costs, in the room there is', () => {
    const { deltas } = rectsOf(PAIRS).scene;
    expect(deltas.map(({ x, width, saved, text }) => [x, width, saved, text.replaceAll(/\s/g, ' ')])).toEqual([
      [20, 30, true, '−30.0 µs'],
    ]);
  });

  it('are hit where they are drawn', () => {
    const { scene, row } = rectsOf(PAIRS);
    const hit = (x: number) => hitTest(scene, [measured], [predicted], cssPx(x), cssPx(row.y + 2));
    expect([hit(10)?.start, hit(60)?.start, hit(60)?.predicted]).toEqual([0, 20, true]);
  });
});

describe('a pinned lane', () => {
  const lanes = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) =>
    laneOf(`r0/${name}`, 'compute', marksOf([{ start: 10, end: 60, tint: 0 }])),
  );

  it('stays at the top, takes its own clicks, and nothing is drawn under it', () => {
    const scene = layoutGantt(
      ganttInput(lanes, {
        pinned: new Set([laneKey('r0/c')]),
        scrollTop: cssPx(40),
        size: { width: cssPx(100), height: cssPx(80) },
      }),
    );
    const [first, ...others] = scene.lanes;
    expect([first?.lane, first?.y]).toEqual([2, 0]);
    for (const lane of others) for (const row of lane.rows) expect(row.y).toBeGreaterThanOrEqual(scene.pinnedHeight);
    expect(hitTest(scene, lanes, [], cssPx(30), cssPx(5))?.key).toBe('r0/c');
  });
});
