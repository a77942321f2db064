import { afterEach, describe, expect, it, vi } from 'vitest';
import { sourceOf } from '../test/scan-text.ts';
import { readEventText } from './read-event.ts';

const TEXT = '0123456789'.repeat(100);
/** Its text comes in pieces of 100 bytes; between two looks at the clock 60 ms pass. */
const packed = () => {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 60));
  return { ...sourceOf(TEXT, [100]), packing: 'gzip' } as const;
};
afterEach(() => vi.restoreAllMocks());

describe('an event far into a packed file', () => {
  it('tells which share of the way is unpacked', async () => {
    const shares: number[] = [];
    const text = await readEventText(packed(), 790, 20, undefined, (share) => shares.push(share));
    expect(text).toEqual({ ok: true, value: '01234567890123456789' });
    expect(shares.length).toBeGreaterThan(2);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares[0]).toBeCloseTo(200 / 810);
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
  });

  it('is given up on the way', async () => {
    const abort = new AbortController();
    let told = 0;
    const text = await readEventText(packed(), 990, 10, abort.signal, () => {
      told++;
      abort.abort();
    });
    expect(text).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(told).toBe(1);
  });
});
