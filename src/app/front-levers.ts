import { type LeverKey } from '../replay/levers.ts';
import { type LeverView } from './what-if-selectors.ts';

/** Shown of every trace, first to last, also where they are off: why they are is worth a line. */
const ALWAYS: readonly LeverKey[] = ['data', 'compute', 'communication'];
/** Besides those, no more than this many are shown unasked. */
const MOST_OTHERS = 2;
/** A lever that gains less than this share of the step is not worth a place of its own. */
const WORTH_SHARE = 0.01;

type Ranked = Pick<LeverView, 'key' | 'available' | 'removedStepUs'>;

/** The levers that act on this trace, largest gain first; those that gain next to nothing are left out. */
export const gainMost = <L extends Ranked>(levers: readonly L[], measuredStepUs: number): L[] =>
  levers
    .filter((lever) => lever.available && measuredStepUs - lever.removedStepUs > WORTH_SHARE * measuredStepUs)
    .sort((a, b) => a.removedStepUs - b.removedStepUs);

/** What is shown unasked: data loading, compute and communication, then in the order of the levers those of `kept` and the others that gain most. */
export function frontLevers<L extends Ranked>(
  levers: readonly L[],
  measuredStepUs: number,
  kept: ReadonlySet<LeverKey>,
): readonly L[] {
  const always = ALWAYS.flatMap((key) => levers.filter((lever) => lever.key === key));
  const others = gainMost(levers, measuredStepUs)
    .filter((lever) => !always.includes(lever))
    .slice(0, MOST_OTHERS);
  return [
    ...always,
    ...levers.filter((lever) => !always.includes(lever) && (kept.has(lever.key) || others.includes(lever))),
  ];
}
