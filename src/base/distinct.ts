import { u32, u8 } from './at.ts';

/** The numbers that occur in a column, ascending; all are below `bound`. No object a number, as a `Set` of a long column makes. */
export function distinct(column: Uint32Array, bound: number): readonly number[] {
  const seen = new Uint8Array(bound);
  for (let i = 0; i < column.length; i++) seen[u32(column, i)] = 1;
  const found: number[] = [];
  for (let number = 0; number < bound; number++) if (u8(seen, number) === 1) found.push(number);
  return found;
}
