import fc from 'fast-check';
import { expect, it } from 'vitest';
import { distinct } from './distinct.ts';

it('finds what a set finds', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), (list) => {
      expect(distinct(Uint32Array.from(list), 21)).toEqual([...new Set(list)].sort((a, b) => a - b));
    }),
  );
});
