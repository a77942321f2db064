import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addFirst, createIndex, eventOf } from './correlation-index.ts';

it('answers as a map that keeps the first event of a number', () => {
  const key = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }));
  fc.assert(
    fc.property(fc.array(key, { maxLength: 80 }), fc.array(key, { maxLength: 20 }), (keys, asked) => {
      const index = createIndex(keys.length);
      const map = new Map<number, number>();
      keys.forEach((number, event) => {
        addFirst(index, number, event);
        if (!map.has(number)) map.set(number, event);
      });
      for (const number of [...keys, ...asked]) expect(eventOf(index, number)).toBe(map.get(number) ?? -1);
    }),
  );
});
