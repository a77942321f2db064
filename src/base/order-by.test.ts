import fc from 'fast-check';
import { expect, it } from 'vitest';
import { orderBy } from './order-by.ts';

it('orders as a stable sort does, however many runs the keys have', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (values) => {
      const keys = Float64Array.from(values);
      const sorted = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
      expect([...orderBy(keys)]).toEqual(sorted);
    }),
  );
});
