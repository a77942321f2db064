import { inEnglish } from '../src/base/say.ts';
import { expect, it } from 'vitest';
import { readScenario } from './read-scenario.ts';

it('keeps every fact that is told, and all three patterns', () => {
  const told = readScenario('known.fetchShare=1,fetch=2,known.workers=2,modules=aten,kernels=gemm,embeddings=emb');
  expect(told).toMatchObject({
    value: {
      levers: { fetch: 2 },
      known: { fetchShare: 1, workers: 2 },
      module: 'aten',
      named: 'gemm',
      embedding: 'emb',
    },
  });
});

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

it('takes call sites and ranks that a lever is kept to', () => {
  expect(readScenario('syncs=on,site=aten::item > cudaStreamSynchronize|cudaDeviceSynchronize,repair=2+8-9')).toEqual({
    ok: true,
    value: {
      levers: { syncs: 1 },
      syncSites: ['aten::item > cudaStreamSynchronize', 'cudaDeviceSynchronize'],
      ranks: [2, 8, 9],
    },
  });
});

it.each([
  ['site=', /site=CALL/],
  ['repair=2+x', /repair=2\+8-9/],
  ['workers=2.5', /a whole number from 0 to 64/],
  ['pinned=inf', /on or off/],
  ['cache=150%', /a share from 0% to 100%/],
  ['known.moon=1', /knows nothing of "moon"/],
  ['kernels=*', /part of a name/],
])('refuses %s', (text, sentence) => {
  const read = readScenario(text);
  expect(read.ok ? '' : inEnglish(read.failure.userMessage)).toMatch(sentence);
});
