import { f64, i32, u16, u32 } from '../../base/at.ts';
import { median } from '../../base/median.ts';
import { type Timeline } from '../../model/timeline.ts';
import { type CollectiveMatches } from './match-collectives.ts';
import { type SplitCollectives } from './split-collectives.ts';

/** How a rank stands among the others; sums over all matched collectives, microseconds. */
export interface RankStanding {
  /** Index into `Timeline.ranks`. */
  readonly rank: number;
  readonly collectives: number;
  /** How often it was the last to arrive. */
  readonly last: number;
  /** It waited for others; and its part in transfer. */
  readonly waitingUs: number;
  readonly transferUs: number;
  /** Others waited for it. */
  readonly causedUs: number;
  /** Straggler score: the share of the time of the steps that the average other rank waits for this one. */
  readonly score: number;
  /** True where the rank stands out: others wait for it far more than for the rest. */
  readonly named: boolean;
}

/** A rank is named when the average other waits for it this share of the step at least... */
export const LEAST_SCORE = 0.02;
/** ...and this share of all waiting is for it beyond what is usual for a rank. */
export const LEAST_EXCESS = 0.25;

export interface Standings {
  readonly ranks: readonly RankStanding[];
  /** ranks x ranks, row-major, microseconds: row waited for column. Rows add up to `waitingUs`, columns to `causedUs`. */
  readonly matrix: Float64Array;
}

/** Who waited for whom, and which rank stands out. */
export function rankStandings(timeline: Timeline, matches: CollectiveMatches, split: SplitCollectives): Standings {
  const count = timeline.ranks.length;
  const matrix = new Float64Array(count * count);
  const collectives = new Uint32Array(count);
  const last = new Uint32Array(count);
  const waiting = new Float64Array(count);
  const transfer = new Float64Array(count);
  const caused = new Float64Array(count);
  for (let m = 0; m < matches.length; m++) {
    const latest = i32(split.lastArriver, m);
    if (latest < 0) continue;
    last[latest] = u32(last, latest) + 1;
    for (let k = u32(matches.first, m); k < u32(matches.first, m + 1); k++) {
      const rank = u16(matches.rank, k);
      const us = f64(split.waitingUs, k);
      const peer = i32(split.waitsFor, k);
      collectives[rank] = u32(collectives, rank) + 1;
      waiting[rank] = f64(waiting, rank) + us;
      transfer[rank] = f64(transfer, rank) + f64(split.transferUs, k);
      if (peer < 0) continue;
      caused[peer] = f64(caused, peer) + us;
      matrix[rank * count + peer] = f64(matrix, rank * count + peer) + us;
    }
  }
  const spanUs = stepTimeOf(timeline);
  const total = caused.reduce((sum, us) => sum + us, 0);
  const usual = median(caused);
  const ranks = timeline.ranks.map((_, rank): RankStanding => {
    const causedUs = f64(caused, rank);
    const score = count > 1 && spanUs > 0 ? causedUs / (count - 1) / spanUs : 0;
    // Of two ranks the other one is what is usual; of more, the middle one.
    const rest = count === 2 ? f64(caused, 1 - rank) : usual;
    return {
      rank,
      collectives: u32(collectives, rank),
      last: u32(last, rank),
      waitingUs: f64(waiting, rank),
      transferUs: f64(transfer, rank),
      causedUs,
      score,
      named: score >= LEAST_SCORE && causedUs - rest >= LEAST_EXCESS * total,
    };
  });
  return { ranks, matrix };
}

/** Time of the steps of a rank: the middle one of all ranks; of the whole trace where there are no steps. */
function stepTimeOf({ ranks, steps, window }: Timeline): number {
  const spans = ranks.map(({ firstStep, lastStep }) =>
    steps.slice(firstStep, lastStep).reduce((sum, step) => sum + (step.end - step.start), 0),
  );
  const middle = median(spans);
  return middle > 0 ? middle : window.end - window.start;
}
