import { expect, it } from 'vitest';
import { type LeverKey } from '../replay/levers.ts';
import { frontLevers, gainMost } from './front-levers.ts';

const STEP_US = 1000;
const lever = (key: LeverKey, removedStepUs: number, is: { off?: boolean } = {}) => ({
  key,
  removedStepUs,
  available: is.off !== true,
});

const LEVERS = [
  lever('compute', 900),
  lever('launch', 995),
  lever('copy', 700),
  lever('network', 500),
  lever('data', 1000, { off: true }),
  lever('interconnect', 600),
  lever('stragglers', 400, { off: true }),
];
const keys = (levers: readonly { readonly key: LeverKey }[]) => levers.map(({ key }) => key).join(' ');

it('shows data loading, compute and communication, also where off, and of the others the two that gain most', () => {
  expect(keys(frontLevers(LEVERS, STEP_US, new Set()))).toBe('data compute network interconnect');
});

it('shows what is kept beside them, also where it gains nothing or is off', () => {
  const kept = new Set<LeverKey>(['launch', 'stragglers', 'data']);
  expect(keys(frontLevers(LEVERS, STEP_US, kept))).toBe('data compute launch network interconnect stragglers');
});

it('shows no other where none gains a hundredth of the step', () => {
  expect(keys(frontLevers([lever('launch', 995), lever('compute', 500)], STEP_US, new Set()))).toBe('compute');
});

it('ranks levers that act by their gain', () => {
  expect(keys(gainMost(LEVERS, STEP_US))).toBe('network interconnect copy compute');
});
