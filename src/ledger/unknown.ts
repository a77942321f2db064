import { type Said } from '../base/say.ts';

/** A question that the trace cannot answer, why, and what to record so that the next one can. */
export interface CannotTell {
  readonly id:
    | 'no-device'
    | 'no-host'
    | 'no-launches'
    | 'no-steps'
    | 'few-steps'
    | 'one-rank'
    | 'no-sizes'
    | 'inside-loader'
    | 'unseen-workers'
    | 'unrecorded-work'
    | 'untraced-host';
  readonly question: Said;
  readonly reason: Said;
  readonly remedy: Said;
}
