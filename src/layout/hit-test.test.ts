import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at } from '../base/at.ts';
import { cssPx, laneKey, micros } from '../base/brand.ts';
import { laneOf, marksOf, rowOf } from '../test/chart-lanes.ts';
import { denseRow } from '../test/dense-row.ts';
import { ganttInput } from '../test/gantt-input.ts';
import { layoutGantt } from './gantt.ts';
import { type Hit, hitTest } from './hit-test.ts';
import { stackLanes } from './lane-stack.ts';
import { boxOfMark, findMark } from './mark-box.ts';

const show = (hit: Hit | undefined): string =>
  hit === undefined ? 'nothing' : `${hit.key} row ${hit.row} mark ${hit.ref}${hit.predicted ? ' predicted' : ''}`;

describe('hitTest', () => {
  const lanes = [
    laneOf('r0/ledger', 'ledger', rowOf('####dddd##', 10)),
    laneOf('r0/host/1/1', 'host', rowOf('oooooooo', 10), rowOf('..rr', 10)),
  ];
  const predicted = [laneOf('r0/ledger', 'ledger', rowOf('####dd##', 10))];
  const scene = layoutGantt(ganttInput(lanes, { predicted }));
  const hit = (x: number, y: number): string => show(hitTest(scene, lanes, predicted, cssPx(x), cssPx(y)));

  it('finds the mark under a point in each row', () => {
    expect(hit(45, 10)).toBe('r0/ledger row 0 mark 1');
    expect(hit(65, 35)).toBe('r0/ledger row 0 mark 2 predicted');
    expect(hit(25, 50)).toBe('r0/host/1/1 row 0 mark 0');
    expect(hit(25, 62)).toBe('r0/host/1/1 row 1 mark 0');
  });

  it('reaches three pixels beside a mark, no farther', () => {
    expect(hit(42, 62)).toBe('r0/host/1/1 row 1 mark 0');
    expect(hit(44, 62)).toBe('nothing');
    expect(hit(45, 190)).toBe('nothing');
  });

  it('takes the longest mark of the shown colour inside a summary', () => {
    const narrow = [
      laneOf(
        'r0/gpu0/stream7',
        'compute',
        marksOf([
          { start: 50.1, end: 50.2, tint: 0 },
          { start: 50.25, end: 50.45, tint: 1 },
          { start: 50.5, end: 50.75, tint: 0 },
        ]),
      ),
    ];
    const small = layoutGantt(ganttInput(narrow));
    expect(show(hitTest(small, narrow, [], cssPx(50.5), cssPx(5)))).toBe('r0/gpu0/stream7 row 0 mark 2');
  });
});

it('law: the middle of any rectangle hits its mark, or a mark of its colour in its pixel', () => {
  const part = fc.record({
    skip: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 3, noNaN: true })),
    length: fc.oneof(fc.double({ min: 0, max: 9, noNaN: true }), fc.double({ min: 0, max: 0.3, noNaN: true })),
    tint: fc.integer({ min: 0, max: 3 }),
  });
  const looks = fc.record({
    kind: fc.constantFrom('ledger' as const, 'compute' as const),
    pixelRatio: fc.constantFrom(1, 1.25, 2, 3),
  });
  fc.assert(
    fc.property(
      fc.array(part, { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 20, max: 300 }),
      looks,
      (parts, width, { kind, pixelRatio }) => {
        let time = 0;
        const row = marksOf(
          parts.map(({ skip, length, tint }) => ({ start: (time += skip), end: (time += length), tint })),
        );
        const lanes = [laneOf('r0/x', kind, row)];
        const scene = layoutGantt(ganttInput(lanes, { size: { width: cssPx(width), height: cssPx(60) }, pixelRatio }));
        const { rects } = scene;
        for (let i = 0; i < rects.length; i++) {
          const x = at(rects.x, i) + at(rects.width, i) / 2;
          const hit = hitTest(scene, lanes, [], cssPx(x), cssPx(at(rects.y, i) + at(rects.height, i) / 2));
          expect(hit?.tint).toBe(at(rects.tint, i));
          if (at(rects.ref, i) >= 0) expect(hit?.ref).toBe(at(rects.ref, i));
          const pixel = {
            from: (at(rects.x, i) * 100) / width,
            to: ((at(rects.x, i) + at(rects.width, i)) * 100) / width,
          };
          expect(hit!.end).toBeGreaterThanOrEqual(pixel.from - 200 / width);
          expect(hit!.start).toBeLessThanOrEqual(pixel.to + 200 / width);
        }
      },
    ),
    { numRuns: 500 },
  );
});

it('hits a mark near any rectangle that was drawn from a summary', () => {
  const row = denseRow(11, 5000);
  const lanes = [laneOf('r0/x', 'compute', row)];
  const window = { start: micros(at(row.start, 0)), end: micros(at(row.end, 4999)) };
  const scene = layoutGantt(ganttInput(lanes, { window, size: { width: cssPx(200), height: cssPx(60) } }));
  const usPerPx = (window.end - window.start) / 200;
  const { rects } = scene;
  expect(rects.ref.subarray(0, rects.length).filter((ref) => ref < 0).length).toBeGreaterThan(50);
  for (let i = 0; i < rects.length; i++) {
    const hit = hitTest(scene, lanes, [], cssPx(at(rects.x, i) + at(rects.width, i) / 2), cssPx(5));
    expect(hit?.tint).toBe(at(rects.tint, i));
    const from = window.start + (at(rects.x, i) - 2) * usPerPx;
    expect([hit!.end >= from, hit!.start <= from + (at(rects.width, i) + 4) * usPerPx]).toEqual([true, true]);
  }
});

describe('boxOfMark', () => {
  const lanes = [
    laneOf('r0/ledger', 'ledger', rowOf('####dd')),
    laneOf('r0/host/1/1', 'host', rowOf('oooo', 10), rowOf('rr', 10)),
  ];
  const input = ganttInput(lanes, { scrollTop: cssPx(20) });
  const boxOf = (folded: string[], ref: number | undefined) => {
    const stack = stackLanes(lanes, [], new Set(), new Set(folded.map(laneKey)));
    const place = findMark(lanes, laneKey('r0/host/1/1'), micros(0), ref);
    return place === undefined ? undefined : boxOfMark(layoutGantt(input), stack, lanes, place);
  };

  it('finds a mark by lane and start, the outermost one', () => {
    expect(boxOf([], undefined)).toEqual({ x: 0, y: 12, width: 40, height: 12 });
  });

  it('gives nothing for a start where no mark is', () => {
    expect(findMark(lanes, laneKey('r0/host/1/1'), micros(3))).toBeUndefined();
    expect(findMark(lanes, laneKey('r9/none'), micros(0))).toBeUndefined();
  });

  it('gives nothing for a hidden lane', () => {
    const stack = stackLanes(lanes, [], new Set([laneKey('r0/ledger')]), new Set());
    expect(boxOfMark(layoutGantt(input), stack, lanes, { lane: 0, row: 0, mark: 0 })).toBeUndefined();
  });

  it('puts the mark of a row that a folded lane does not show on the row it does', () => {
    const stack = stackLanes(lanes, [], new Set(), new Set([laneKey('r0/host/1/1')]));
    expect(boxOfMark(layoutGantt(input), stack, lanes, { lane: 1, row: 1, mark: 0 })).toEqual({
      x: 0,
      y: 12,
      width: 20,
      height: 12,
    });
  });
});
