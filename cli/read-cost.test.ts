import { describe, expect, it } from 'vitest';
import { inEnglish } from '../src/base/say.ts';
import { readCost } from './read-cost.ts';

const read = (text: string): unknown => {
  const told = readCost(text);
  return told.ok ? told.value : inEnglish(told.failure.userMessage);
};

describe('the figures of --cost', () => {
  it.each([
    ['price=2.5,gpus=8', { price: 2.5, gpus: 8 }],
    [' pue=1.2, runsteps=9e4', { pue: 1.2, runsteps: 90_000 }],
    ['price=2.5,price=3', '--cost names price twice.'],
    ['watts=300', expect.stringContaining('has no figure "watts"; there are samples, tokens, price')],
    ['pue=0.5', '--cost wants pue=N from 1 to 10, not "pue=0.5".'],
    ['price=', '--cost wants price=N from 0 to 1000000, not "price=".'],
    ['price=-1', '--cost wants price=N from 0 to 1000000, not "price=-1".'],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected));
});
