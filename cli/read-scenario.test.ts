import { expect, it } from 'vitest';
import { readScenario } from './read-scenario.ts';

it('takes every lever in its unit, what is known, and names', () => {
  expect(readScenario('data=inf,workers=4,pinned=on,cache=50%,known.cores=8,kernels=my_gemm*')).toEqual({
    ok: true,
    value: {
      levers: { data: Infinity, workers: 4, pinned: 1, cache: 0.5 },
      known: { cores: 8 },
      named: 'my_gemm*',
    },
  });
});

it.each([
  ['workers=2.5', /a whole number from 0 to 64/],
  ['pinned=inf', /on or off/],
  ['cache=150%', /a share from 0% to 100%/],
  ['known.moon=1', /knows nothing of "moon"/],
  ['kernels=*', /part of a name/],
])('refuses %s', (text, sentence) => {
  const read = readScenario(text);
  expect(read.ok ? '' : read.failure.userMessage).toMatch(sentence);
});
