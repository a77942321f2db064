import { type LeverKey } from '../replay/levers.ts';
import { type LeverView } from './what-if-selectors.ts';

/** Besides the few of every trace, no more than this many are shown unasked. */
const MOST_OTHERS = 2;
/** A lever that gains less than this share of the step is not worth a place of its own. */
const WORTH_SHARE = 0.01;

type Ranked = Pick<LeverView, 'key' | 'few' | 'available' | 'removedStepUs'>;

/** The levers that act on this trace, largest gain first; those that gain next to nothing are left out. */
export const gainMost = <L extends Ranked>(levers: readonly L[], measuredStepUs: number): L[] =>
  levers
    .filter((lever) => lever.available && measuredStepUs - lever.removedStepUs > WORTH_SHARE * measuredStepUs)
    .sort((a, b) => a.removedStepUs - b.removedStepUs);

/** What is shown unasked, in the order of the levers: the few of every trace, those of `kept`, and the others that gain most. */
export function frontLevers<L extends Ranked>(
  levers: readonly L[],
  measuredStepUs: number,
  kept: ReadonlySet<LeverKey>,
): readonly L[] {
  const others = gainMost(levers, measuredStepUs)
    .filter((lever) => !lever.few)
    .slice(0, MOST_OTHERS);
  const few = levers.filter((lever) => lever.few);
  return [...few, ...levers.filter((lever) => !lever.few && (kept.has(lever.key) || others.includes(lever)))];
}
