import fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupByLane, sortByTime } from './sort-events.ts';

const event = fc.record({ start: fc.nat(9), length: fc.nat(4), tie: fc.nat(1), lane: fc.nat(2) });

it('sorts each lane as a stable comparator would', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (list) => {
      const { order, first } = groupByLane(
        [
          {
            lane: Uint32Array.from(list, ({ lane }) => lane),
            counts: [0, 1, 2].map((lane) => list.filter((one) => one.lane === lane).length),
          },
        ],
        [Uint32Array.of(0, 1, 2)],
        3,
      );
      const keys = {
        start: Float64Array.from(list, ({ start }) => start),
        end: Float64Array.from(list, ({ start, length }) => start + length),
        tie: Uint8Array.from(list, ({ tie }) => tie),
      };
      for (let lane = 0; lane < 3; lane++) sortByTime(order, first[lane]!, first[lane + 1]!, keys);
      const expected = list
        .map((fields, index) => ({ ...fields, index }))
        .sort(
          (a, b) => a.lane - b.lane || a.start - b.start || b.length - a.length || a.tie - b.tie || a.index - b.index,
        );
      expect([...order]).toEqual(expected.map(({ index }) => index));
    }),
  );
});
