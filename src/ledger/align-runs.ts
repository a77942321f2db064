import { item } from '../base/at.ts';
import { type Step } from '../model/timeline.ts';
import { stepsOf } from './build-ledger.ts';
import { type RunSide } from './compare.ts';

/** A step of one run and the step of the other that it is held against: positions in the lists of their ranks. */
export interface StepTwins {
  readonly before: number;
  readonly after: number;
}

const LEAST_SHARED = 0.5;

/**
 * Which step of one rank is held against which of the other, in order: those of the same number where at least half of the shorter
 * list have one, else the k-th usual step against the k-th usual step. Steps without a twin are left out.
 */
export function alignSteps(before: Pick<RunSide, 'timeline' | 'rank'>, after: Pick<RunSide, 'timeline' | 'rank'>) {
  const left = stepsOf(before.timeline, before.rank);
  const right = stepsOf(after.timeline, after.rank);
  const numbered = byNumber(left, right);
  if (numbered.length > 0 && numbered.length >= LEAST_SHARED * Math.min(left.length, right.length)) return numbered;
  return byPlace(left, right);
}

function byNumber(left: readonly Step[], right: readonly Step[]): StepTwins[] {
  const places = new Map<number, number>();
  right.forEach(({ name }, position) => {
    const number = numberOf(name);
    if (number !== undefined) places.set(number, position);
  });
  return left.flatMap(({ name }, position) => {
    const number = numberOf(name);
    const after = number === undefined ? undefined : places.get(number);
    return after === undefined ? [] : [{ before: position, after }];
  });
}

const numberOf = (name: string): number | undefined => {
  const digits = /(\d{1,15})\D*$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
};

function byPlace(left: readonly Step[], right: readonly Step[]): StepTwins[] {
  const usual = (steps: readonly Step[]): number[] =>
    steps.flatMap(({ odd }, position) => (odd === undefined ? [position] : []));
  const others = usual(right);
  return usual(left)
    .slice(0, others.length)
    .map((position, k) => ({ before: position, after: item(others, k) }));
}
