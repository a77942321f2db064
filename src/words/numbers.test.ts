import { expect, it } from 'vitest';
import { formatMicros, formatPercent } from '../base/format.ts';
import { say, sayList } from '../base/say.ts';
import { catalogueTranslator } from './catalogue-translator.ts';
import { dayIn } from './numbers.ts';
import { ENGLISH } from './translator.ts';

const chinese = catalogueTranslator('zh-CN', { 'takes {0} of {1}': '占{1}的 {0}', '{0}, {1}': '{0}，{1}' });

it.each([
  [0.334, '33 %', '33%'],
  [0.0001, '< 0.1 %', '< 0.1%'],
  [-0.05, '\u22125.0 %', '\u22125.0%'],
])('a share of %d is %s in English and %s in Chinese, alone and in a sentence', (share, english, zh) => {
  const plain = (text: string): string => text.replaceAll('\u202f', ' ');
  expect(plain(ENGLISH(formatPercent(share)))).toBe(english);
  expect(plain(chinese(formatPercent(share)))).toBe(zh);
  expect(plain(chinese(say`takes ${formatPercent(share)} of ${'step'}`))).toBe(`占step的 ${zh}`);
});

it('times and names stay as they are', () => {
  for (const text of [formatMicros(12_345), formatMicros(150e6), 'gemm_50\u202f%_x', '3.1', 'v 3.1'])
    expect(chinese(text)).toBe(text);
});

it('lists are joined as the language joins them', () => {
  const list = sayList(['a.json', 'b.json', say`takes ${'x'} of ${'y'}`]);
  expect(ENGLISH(list)).toBe('a.json, b.json, takes x of y');
  expect(chinese(list)).toBe('a.json、b.json、占y的 x');
  expect(ENGLISH(sayList([]))).toBe('');
});

it('a day is written as the language writes it', () => {
  expect(dayIn('en', '2026-11-21')).toBe('November 21, 2026');
  expect(dayIn('zh-CN', '2026-11-21')).toBe('2026年11月21日');
  expect(dayIn('en', 'some day')).toBe('some day');
});
