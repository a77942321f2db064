import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sortKeys } from './sort-keys.ts';

const BOUND = 5_000_000;
const keysOf = fc.array(fc.oneof(fc.nat(3), fc.nat(5000), fc.nat(BOUND - 1)), { maxLength: 80 });

it('orders as a stable comparator does', () => {
  fc.assert(
    fc.property(keysOf, (keys) => {
      const expected = keys.map((_, place) => place).sort((a, b) => keys[a]! - keys[b]! || a - b);
      expect([...sortKeys(Uint32Array.from(keys), BOUND)]).toEqual(expected);
    }),
  );
});

it('keeps an order that was given where keys are equal, and leaves that order as it was', () => {
  fc.assert(
    fc.property(keysOf, (keys) => {
      const given = Uint32Array.from(keys.keys()).reverse();
      const expected = [...given].sort((a, b) => keys[a]! - keys[b]! || b - a);
      expect([...sortKeys(Uint32Array.from(keys), BOUND, given)]).toEqual(expected);
      expect([...given]).toEqual([...Uint32Array.from(keys.keys()).reverse()]);
    }),
  );
});

it('takes keys up to the largest of 32 bits', () => {
  const keys = Uint32Array.of(2 ** 32 - 1, 0, 2 ** 31, 2 ** 22, 2 ** 32 - 2);
  expect([...sortKeys(keys, 2 ** 32)]).toEqual([1, 3, 2, 4, 0]);
});
