import { expect, it } from 'vitest';
import { inEnglish, say } from './say.ts';
import { visibleText } from './visible-text.ts';

it('marks of direction are seen, and turn nothing round', () => {
  expect(visibleText('gemm\u202etxt.exe')).toBe('gemm\ufffdtxt.exe');
  expect(visibleText('\u2066a\u2069\u200f\u061c')).toBe('\ufffda\ufffd\ufffd\ufffd');
  expect(visibleText('a\n\tb, \u4e2d\u6587, \u05d0\u05d1, 5\u202fms')).toBe(
    'a\n\tb, \u4e2d\u6587, \u05d0\u05d1, 5\u202fms',
  );
});

it('a sentence shows a name so, wherever it stands in it', () => {
  expect(inEnglish(say`The file ${'run\u202enosj.json'} could not be read.`)).toBe(
    'The file run\ufffdnosj.json could not be read.',
  );
  expect(inEnglish('run\u202enosj')).toBe('run\ufffdnosj');
});
