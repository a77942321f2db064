import { type Said, say } from '../base/say.ts';
import { moved } from './actions/action.ts';
import { type Scenario } from './scenario.ts';

const ROUNDING = 1e-9;

/** Where a step is other work than before, how fast the same work is done. `speedup`: measured step over predicted. */
export function workNotes(scenario: Scenario, speedup: number): readonly Said[] {
  const notes: Said[] = [];
  const batch = moved(scenario, 'batch');
  if (batch !== undefined)
    notes.push(
      say`A step does ${String(Number(batch.toPrecision(3)))} times the work: per sample it is ${(batch * speedup).toFixed(2)} times as fast.`,
    );
  const slice = moved(scenario, 'slice');
  const fit = slice === undefined ? 0 : Math.floor(1 / slice + ROUNDING);
  if (fit >= 2)
    notes.push(
      say`${fit} such slices side by side, each with a job of its own: ${(fit * speedup).toFixed(2)} times the work.`,
    );
  return notes;
}
