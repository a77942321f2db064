import { type RunSide } from '../src/ledger/compare.ts';
import { compareNames, type NameDelta } from '../src/ledger/name-times.ts';

/** What moved by name, means a step: largest change first. */
export interface NamesReport {
  readonly device: readonly NameDelta[];
  readonly host: readonly NameDelta[];
}

export const namesReport = (before: RunSide, after: RunSide): NamesReport => ({
  device: compareNames(before, after, 'device'),
  host: compareNames(before, after, 'host'),
});
