import { type OpenOptions } from '../engine/protocol.ts';
import { type ViewState } from '../view/view-state.ts';

/** What the user says about the run, as the view holds it. */
export type Told = Pick<ViewState, 'patterns' | 'stepPattern' | 'gpusPerHost' | 'rankNumbers'>;

export const toldOf = ({ patterns, stepPattern, gpusPerHost, rankNumbers }: Told): Told => ({
  patterns,
  stepPattern,
  gpusPerHost,
  rankNumbers,
});

/** The same for the engine; undefined where nothing is told. */
export function optionsOf({ patterns, stepPattern, gpusPerHost, rankNumbers }: Told): OpenOptions | undefined {
  if (patterns.length === 0 && stepPattern === undefined && gpusPerHost === undefined && rankNumbers.length === 0)
    return undefined;
  return {
    ...(patterns.length > 0 && { patterns }),
    ...(stepPattern !== undefined && { stepPattern }),
    ...(gpusPerHost !== undefined && { gpusPerHost }),
    ...(rankNumbers.length > 0 && { rankNumbers }),
  };
}

export const sameTold = (one: Told, other: Told): boolean =>
  JSON.stringify(optionsOf(one)) === JSON.stringify(optionsOf(other));
