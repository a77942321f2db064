import { inEnglish } from '../base/say.ts';
import fc from 'fast-check';
import { deflateSync, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type LinkAnswer, MAX_ANSWER_ROWS, PICTURE_BUCKETS } from './answer.ts';
import { decodeBase64Url, encodeBase64Url } from './base64url.ts';
import { INITIAL_VIEW } from './fields.ts';
import { decodeLink, encodeLink } from './link.ts';
import { CLASS_KEYS } from './link-names.ts';
import { MAX_PACKED_CHARACTERS, packAnswer, unpackAnswer } from './pack-answer.ts';

const small: LinkAnswer = {
  rank: 1,
  steps: 3,
  stepsPerRow: 1,
  medianStepUs: 176_543.21,
  classes: ['compute', 'data'],
  rows: [
    [100_000, 76_000],
    [101_000, 75_543.21],
    [99_000, 80_000],
  ],
  gate: { identityErrorUs: 0.001, explainedErrorPercent: -1.25, trust: 'green' },
  removedStepUs: { data: 107_000.5 },
  picture: { startUs: 0, endUs: 530_000, buckets: [0, 1, 1, 0] },
};
const sum = (row: readonly number[]): number => row.reduce((a, b) => a + b, 0);
const pack = (value: unknown): string => encodeBase64Url(deflateSync(strToU8(JSON.stringify(value))));
const packed = {
  r: 0,
  n: 2,
  g: 1,
  m: 10,
  u: 1,
  c: ['data'],
  d: [[5, 1]],
  e: [0, 0, 'green'],
  l: { data: 4 },
  p: [0, 12, '00'],
};

describe('the answer in a link', () => {
  it('comes back within a 2000th of the median step, exact where it is told exactly', () => {
    const read = unpackAnswer(packAnswer(small));
    if (!read.ok) throw new Error(inEnglish(read.failure.userMessage));
    expect(read.value).toMatchObject({ ...small, rows: [[], [], []].map(() => expect.any(Array)) });
    const unit = small.medianStepUs / 2000;
    read.value.rows.forEach((row, index) => {
      row.forEach((us, c) => expect(Math.abs(us - small.rows[index]![c]!)).toBeLessThanOrEqual(unit));
      expect(Math.abs(sum(row) - sum(small.rows[index]!))).toBeLessThanOrEqual(unit * 0.51);
    });
  });

  it('rides in the link beside the view', () => {
    const link = decodeLink(encodeLink({ ...INITIAL_VIEW, rank: 1 }, small));
    expect(link.view.rank).toBe(1);
    expect(link.answer?.medianStepUs).toBe(small.medianStepUs);
    expect(link.dropped).toEqual([]);
  });

  it('keeps the link under 2,000 characters, even for a long and noisy run with eight classes', () => {
    const noise = fc.sample(fc.integer({ min: 0, max: 400 }), { numRuns: MAX_ANSWER_ROWS * 8, seed: 7 });
    const rows = Array.from({ length: MAX_ANSWER_ROWS }, (_, row) =>
      [60_000, 59_000, 20_000, 15_000, 9_000, 8_000, 4_000, 2_000].map(
        (mean, c) => mean + mean * 0.0005 * noise[row * 8 + c]!,
      ),
    );
    const noisy: LinkAnswer = {
      ...small,
      steps: MAX_ANSWER_ROWS,
      classes: CLASS_KEYS.slice(0, 8),
      rows,
      picture: { startUs: 0, endUs: 1e7, buckets: Array.from({ length: PICTURE_BUCKETS }, (_, n) => noise[n]! % 8) },
    };
    expect(encodeLink(INITIAL_VIEW, noisy).length).toBeLessThan(2000);
    const usual = { ...noisy, steps: 20, rows: rows.slice(0, 20) };
    expect(encodeLink(INITIAL_VIEW, usual).length).toBeLessThan(1200);
  });

  it('reads a well-formed packed text', () =>
    expect(unpackAnswer(pack(packed))).toMatchObject({ ok: true, value: { rows: [[5], [6]] } }));

  it.each([
    ['an unknown class', { ...packed, c: ['sleep'] }],
    [
      'a class twice',
      {
        ...packed,
        c: ['data', 'data'],
        d: [
          [5, 1],
          [5, 1],
        ],
      },
    ],
    ['another count of steps', { ...packed, n: 9 }],
    ['rows of unequal length', { ...packed, c: ['data', 'gc'], d: [[5, 1], [5]] }],
    ['a negative time', { ...packed, d: [[5, -6]] }],
    ['an unknown lever', { ...packed, l: { magic: 1 } }],
    ['a picture of a class that is not listed', { ...packed, p: [0, 12, '07'] }],
    ['a picture that ends before it starts', { ...packed, p: [12, 0, '00'] }],
    ['a picture of too many buckets', { ...packed, p: [0, 12, '0'.repeat(PICTURE_BUCKETS + 1)] }],
    ['too many rows', { ...packed, n: 99, d: [Array.from({ length: 99 }, () => 1)] }],
    ['a member too many', { ...packed, x: 1 }],
    ['no object', 7],
    ['nothing', null],
  ])('refuses %s', (_what, value) => expect(unpackAnswer(pack(value)).ok).toBe(false));

  it('refuses what unpacks to more than 64 KB, and what is too long to unpack', () => {
    expect(unpackAnswer(encodeBase64Url(deflateSync(new Uint8Array(5_000_000))))).toMatchObject({ ok: false });
    expect(unpackAnswer(pack({ ...packed, pad: ' '.repeat(70_000) }))).toMatchObject({ ok: false });
    expect(unpackAnswer('A'.repeat(MAX_PACKED_CHARACTERS + 1))).toMatchObject({ ok: false });
  });

  it('never throws', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.uint8Array().map(encodeBase64Url),
      fc.json().map((json) => pack(JSON.parse(json))),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect([true, false]).toContain(unpackAnswer(text).ok);
      }),
      { numRuns: 500 },
    );
  });
});

describe('base64url', () => {
  it('gives bytes back', () =>
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decodeBase64Url(encodeBase64Url(bytes))).toEqual(bytes);
      }),
    ));

  it('refuses other text', () =>
    expect(['a', 'a+b=', 'ä', 'a b'].map(decodeBase64Url)).toEqual([undefined, undefined, undefined, undefined]));
});
