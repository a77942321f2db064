import { expect, it } from 'vitest';
import { waitedCalls } from './loader-waits.ts';

it.each([
  ['ready batches take what the usual one takes', [1200, 1350, 1500, 1600, 1700], 1200, '00000'],
  ['a call well above them waited', [1200, 1350, 1500, 9000, 1700], 1200, '00010'],
  ['where the shorter half are alike, a little longer is a wait', [1000, 1000, 1000, 1200, 1000], 1000, '00010'],
  [
    'where a ready batch is known to take long, one of that length did not wait',
    [5000, 5300, 5600, 9000],
    5000,
    '0001',
  ],
  ['where all wait, no call sets the measure', [50_000, 60_000, 55_000], 1500, '111'],
])('%s', (_, lengthsUs, handlingUs, expected) => {
  expect(waitedCalls(Float64Array.from(lengthsUs), handlingUs).join('')).toBe(expected);
});
