import { expect, it } from 'vitest';
import { mayKeepPage } from './offline.ts';

it.each([
  ['https://whystall.example/', true],
  ['https://user.github.io/whystall/#ex=data-bound', true],
  ['http://127.0.0.1:4173/', false],
  ['http://localhost:5173/', false],
  ['http://[::1]:4173/', false],
  ['file:///home/run.whystall.html', false],
  ['about:srcdoc', false],
])('of %s the browser keeps the page: %s', (address, kept) => {
  expect(mayKeepPage(address)).toBe(kept);
});
