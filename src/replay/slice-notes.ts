import { type Said, say } from '../base/say.ts';
import { moved } from './actions/action.ts';
import { type Scenario } from './scenario.ts';

const ROUNDING = 1e-9;

/** What as many slices of a GPU as fit do together, against the whole. `speedup`: of one of them. */
export function sliceNotes(scenario: Scenario, speedup: number): readonly Said[] {
  const slice = moved(scenario, 'slice');
  if (slice === undefined) return [];
  const fit = Math.floor(1 / slice + ROUNDING);
  return fit < 2
    ? []
    : [say`${fit} such slices side by side, each with a job of its own: ${(fit * speedup).toFixed(2)} times the work.`];
}
