import { expect, it } from 'vitest';
import { linesOf } from './picture.ts';

const measure = (text: string): number => text.length;

it('breaks a link into lines that fit and lose nothing', () => {
  const link = 'https://example.org/#' + 'abcdefghij'.repeat(7);
  const lines = linesOf(link, 20, measure);
  expect(lines.join('')).toBe(link);
  expect(Math.max(...lines.map(({ length }) => length))).toBe(20);
});

it('ends a link that goes on and on', () => {
  const lines = linesOf('x'.repeat(10_000), 20, measure);
  expect(lines).toHaveLength(12);
  expect(lines.at(-1)).toMatch(/x…$/);
});

it('makes progress where not even a letter fits', () => {
  expect(linesOf('abc', 0, measure)).toEqual(['a', 'b', 'c']);
});
