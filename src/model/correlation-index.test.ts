import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addFirst, createIndex, eventOf, setLast } from './correlation-index.ts';

const near = fc.integer({ min: -20, max: 50 });
const far = fc.integer({ min: -2, max: Number.MAX_SAFE_INTEGER });

it.each([
  ['ids close together', near],
  ['ids far apart', fc.oneof(near, far)],
])('answers as maps do that keep the first and the last event of a number: %s', (_, key) => {
  fc.assert(
    fc.property(fc.array(key, { maxLength: 80 }), fc.array(key, { maxLength: 20 }), (keys, asked) => {
      const range = [keys.length, Math.min(...keys), Math.max(...keys)] as const;
      const [first, last] = [createIndex(...range), createIndex(...range)];
      const [firstMap, lastMap] = [new Map<number, number>(), new Map<number, number>()];
      keys.forEach((number, event) => {
        addFirst(first, number, event);
        setLast(last, number, event);
        lastMap.set(number, event);
        if (!firstMap.has(number)) firstMap.set(number, event);
      });
      for (const number of [...keys, ...asked]) {
        expect(eventOf(first, number)).toBe(firstMap.get(number) ?? -1);
        expect(eventOf(last, number)).toBe(lastMap.get(number) ?? -1);
      }
    }),
  );
});
