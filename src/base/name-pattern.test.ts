import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNamePattern, MAX_NAME_PATTERN, namePattern } from './name-pattern.ts';

describe('namePattern', () => {
  it.each([
    ['train_step', 'my train_step 4', true],
    ['TRAIN', 'a train', true],
    ['train_step', 'train step', false],
    ['^train', 'my train', false],
    ['step$', 'train step', true],
    ['step$', 'step 4', false],
    ['^step$', 'step', true],
    ['^step$', 'stepstep', false],
    ['load*batch', 'load next batch 3', true],
    ['load*batch', 'batch load', false],
    ['^a*a$', 'a', false],
    ['^a*a$', 'aa', true],
    ['^ab*bc$', 'abc', false],
    ['*', 'anything', true],
    ['a.c', 'abc', false],
    ['(x+)+$', 'f(x+)+', true],
  ])('%s on %s: %s', (pattern, name, matches) => {
    expect(namePattern(pattern)(name)).toBe(matches);
  });

  it('agrees with the regular expression of the same meaning', () => {
    const parts = fc.array(fc.stringMatching(/^[ab]{0,2}$/), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(parts, fc.boolean(), fc.boolean(), fc.stringMatching(/^[ab]{0,8}$/), (texts, start, end, name) => {
        const text = `${start ? '^' : ''}${texts.join('*')}${end ? '$' : ''}`;
        const regexp = new RegExp(`${start ? '^' : ''}${texts.join('.*')}${end ? '$' : ''}`);
        expect(namePattern(text)(name)).toBe(regexp.test(name));
      }),
    );
  });

  it('a long pattern of stars ends at once', () => {
    expect(namePattern('a*'.repeat(100))('a'.repeat(50_000) + 'b')).toBe(true);
    expect(namePattern('a*'.repeat(99) + 'c')('a'.repeat(50_000))).toBe(false);
  });
});

it('isNamePattern wants a text that says something', () => {
  expect(['train', '^x$', 'a*b'].every(isNamePattern)).toBe(true);
  expect(['', ' ', '*', '^$', 'a\nb', 'x'.repeat(MAX_NAME_PATTERN + 1)].some(isNamePattern)).toBe(false);
});
