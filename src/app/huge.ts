import { type LoadProgress } from './session.ts';

/** From here on the page offers to load only some steps: as dropped, and as events of the whole. */
export const HUGE_BYTES = 300e6;
export const HUGE_EVENTS = 1.5e6;
/** Before this much was read, the number of events is not guessed. */
const ENOUGH_BYTES = 1e6;

/** Whether what is being read is so large that a part of it may do. A packed file is judged by the events met so far. */
export function isHuge({ phase, bytesRead, bytesTotal, events }: LoadProgress): boolean {
  if (phase === 'listing') return false;
  if (bytesTotal >= HUGE_BYTES || events >= HUGE_EVENTS) return true;
  return bytesRead >= ENOUGH_BYTES && events * (bytesTotal / bytesRead) >= HUGE_EVENTS;
}
