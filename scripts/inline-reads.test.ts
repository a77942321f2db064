import { expect, it } from 'vitest';
import { inlineReads } from './lib/inline-reads.mjs';

const HEAD = "import { at, f64, u32 as word } from '../base/at.ts';\n";
const body = (code: string): string => inlineReads(HEAD + code).slice(HEAD.length);

it.each([
  ['f64(start, i)', '(start)[i]'],
  ['f64(events.start, word(order, n + 1))', '(events.start)[(order)[n + 1]]'],
  ['at(a ?? b, at(c, at(d, 0)))', '(a ?? b)[(c)[(d)[0]]]'],
  ['f64(\n  a,\n  b,\n)', '(a)[b]'],
  ['Math.max(f64(a, i), f64(a, j))', 'Math.max((a)[i], (a)[j])'],
])('%s', (code, expected) => {
  expect(body(`x = ${code};`)).toBe(`x = ${expected};`);
});

it.each(['u32(a, i);', 'item(a, i);', 'f64(a);', 'list.at(0);', 'list.map(f64);'])('leaves alone: %s', (code) => {
  expect(body(code)).toBe(code);
});

it('leaves a name alone that the module declares anew', () => {
  const code = 'function f(at) { return at(1, 2) + f64(a, 0); }';
  expect(body(code)).toBe('function f(at) { return at(1, 2) + (a)[0]; }');
});

it('gives code that means the same', () => {
  const read = (array: readonly number[], index: number) => array[index];
  const run = (code: string): unknown => {
    const out = { value: undefined };
    new Function('out', 'a', 'i', 'f64', 'at', 'word', code)(out, [3, 1, 2, 0], 1, read, read, read);
    return out.value;
  };
  const code = 'out.value = f64(a, word(a, i)) * 10 + at(a.slice(1), f64(a, 3) + i) + (i > 0 ? f64(a, 0) : 1);';
  expect(body(code)).not.toContain('f64');
  expect(run(body(code))).toBe(15);
  expect(run(code)).toBe(15);
});
