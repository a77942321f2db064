import { quantile } from '../base/median.ts';

/** What taking a ready batch over from a worker costs, microseconds: 1300 to 1700 measured on public traces with four workers. */
export const HANDLING_US = 1500;
/** The most measured there. */
export const MOST_HANDLING_US = 1700;
/** A call this many times longer than taking a ready batch, and by this much, waited for its batch. */
const WAITED = 1.5;
const LEAST_WAIT_US = 150;
/** Lengths this near to each other, as a share, are the same: a hand-over that shows twice is one without a wait. */
export const SAME_LENGTH = 0.03;

/**
 * Which calls waited for their batch, 1 or 0: those longer than taking a ready one usually takes. One call may find its batch unpacked already, so the
 * usual is the lower quartile, and at most HANDLING_US where most calls wait. No ready batch takes longer than MOST_HANDLING_US, unless `handlingUs` does,
 * which then is known otherwise. Where the shorter half of the calls are alike, taking a batch takes that, and any longer call waited.
 */
export function waitedCalls(lengthsUs: Float64Array, handlingUs: number): Uint8Array {
  const usualUs = Math.max(handlingUs, Math.min(HANDLING_US, quantile(lengthsUs, 0.25)));
  const isSlow = usualUs > MOST_HANDLING_US;
  const alike = !isSlow && quantile(lengthsUs, 0.4) <= usualUs * (1 + SAME_LENGTH);
  const mostUs = isSlow ? Infinity : MOST_HANDLING_US;
  const readyUs = alike ? usualUs : Math.min(WAITED * usualUs, mostUs);
  return Uint8Array.from(lengthsUs, (us) => (us > readyUs && us - usualUs > LEAST_WAIT_US ? 1 : 0));
}
