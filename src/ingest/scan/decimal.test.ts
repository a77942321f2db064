import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { billionths } from '../../test/reference-reader.ts';
import { INCOMPLETE } from './bytes.ts';
import { NOT_A_NUMBER, PARTS, readDecimal, sinceOrigin } from './decimal.ts';

function read(text: string): { end: number; whole: number; fraction: number } {
  const bytes = new TextEncoder().encode(`${text}\0`);
  const out = new Float64Array(2);
  const end = readDecimal(bytes, 0, bytes.length - 1, out, 0);
  return { end, whole: out[0]!, fraction: out[1]! };
}

const exact = ({ whole, fraction }: { whole: number; fraction: number }): bigint =>
  BigInt(whole) * BigInt(PARTS) + BigInt(fraction);

const wholes = fc.bigInt({ min: 0n, max: BigInt(Number.MAX_SAFE_INTEGER) });
const signs = fc.constantFrom('', '-', '+');
const decimals = fc.stringMatching(/^\d{0,9}$/);

describe('readDecimal', () => {
  it('reads every decimal below 2^53 with up to nine decimals exactly', () => {
    fc.assert(
      fc.property(signs, wholes, decimals, fc.constantFrom(',', ' ', '}'), (sign, whole, tail, after) => {
        const text = `${sign}${whole}${tail === '' ? '' : `.${tail}`}`;
        const number = read(text + after);
        expect(number.end).toBe(text.length);
        expect(exact(number)).toBe(billionths(text));
      }),
    );
  });

  it('reads exponents as the same number written out', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^-?\d{1,6}(\.\d{1,6})?$/), fc.integer({ min: -3, max: 9 }), (mantissa, power) => {
        const text = `${mantissa}e${power}`;
        expect(exact(read(`${text},`))).toBe(billionths(text));
      }),
    );
    expect(exact(read('1.5637E+15,'))).toBe(1563700000000000n * 1000000000n);
  });

  it.each(['nan', 'NaN', '-Infinity', '"1"', '-', '.', 'null', '1e', '}'])('finds no number in %s', (text) => {
    expect(read(`${text},`).end).toBe(NOT_A_NUMBER);
  });

  it.each(['12', '-', '1.', '1.5', '1e', '1e5'])('asks for more after %s', (text) => {
    expect(read(text).end).toBe(INCOMPLETE);
  });

  it('survives absurd exponents', () => {
    expect(read('1e999999999999,').end).toBe(NOT_A_NUMBER);
    expect(read(`${'9'.repeat(400)},`).end).toBe(NOT_A_NUMBER);
    expect(read('1e-999999999999,')).toMatchObject({ whole: 0, fraction: 0 });
  });
});

describe('sinceOrigin', () => {
  const epochMicros = fc.bigInt({ min: 1_000_000_000_000_000n, max: 4_000_000_000_000_000n });
  const aDay = 86_400_000_000;

  it('keeps nanoseconds of epoch times, which a double does not', () => {
    fc.assert(
      fc.property(
        epochMicros,
        fc.integer({ min: -aDay, max: aDay }),
        fc.integer({ min: 0, max: 999 }),
        (origin, by, ns) => {
          const { whole, fraction } = read(`${origin + BigInt(by)}.${String(ns).padStart(3, '0')},`);
          const micros = sinceOrigin(whole, fraction, Number(origin));
          expect(Math.round((micros - by) * 1000)).toBe(ns);
        },
      ),
    );
  });

  it('gives one instant one number, however it is split between start and duration', () => {
    const nanoseconds = fc.integer({ min: 0, max: 2 ** 45 });
    const text = (ns: number): string => `${Math.floor(ns / 1000)}.${String(ns % 1000).padStart(3, '0')}`;
    fc.assert(
      fc.property(nanoseconds, nanoseconds, (start, duration) => {
        const a = read(`${text(start)},`);
        const b = read(`${text(duration)},`);
        const sum = read(`${text(start + duration)},`);
        expect(sinceOrigin(a.whole + b.whole, a.fraction + b.fraction, 0)).toBe(
          sinceOrigin(sum.whole, sum.fraction, 0),
        );
      }),
    );
  });
});
