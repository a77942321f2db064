import { f64, i32, item, u16, u32, u8 } from '../../base/at.ts';
import { median } from '../../base/median.ts';
import { usualSteps } from '../../model/find-steps-odd.ts';
import { type Timeline } from '../../model/timeline.ts';
import { stepsOf } from '../build-ledger.ts';
import { type CollectiveMatches } from './match-collectives.ts';
import { type SplitCollectives } from './split-collectives.ts';

/** How a rank stands among the others, microseconds: sums over all matched collectives; `perStepUs`, `score` and `named` over the usual steps. */
export interface RankStanding {
  /** Index into `Timeline.ranks`. */
  readonly rank: number;
  readonly collectives: number;
  /** How often it was the last to arrive, alone. */
  readonly last: number;
  /** Its bars: it waited for others, whatever ran beside; and its part in transfer. */
  readonly waitingUs: number;
  readonly transferUs: number;
  /** What it lost waiting for others inside its steps (`lostWaiting`): waiting that compute hides costs nothing. */
  readonly lostUs: number;
  /** What others lost waiting for it. */
  readonly causedUs: number;
  /** What the average other rank lost so, a step. */
  readonly perStepUs: number;
  /** Straggler score: the share of the time of its steps that the average other rank lost waiting for this one. */
  readonly score: number;
  /** True where the rank stands out: others lose far more time for it than for the rest. */
  readonly named: boolean;
}

/** A rank is named when the average other waits for it this share of the step at least... */
export const LEAST_SCORE = 0.02;
/** ...and this share of all waiting is for it beyond what is usual for a rank. */
export const LEAST_EXCESS = 0.25;

export interface Standings {
  readonly ranks: readonly RankStanding[];
  /** ranks x ranks, row-major, microseconds: what row lost waiting for column. Rows add up to `lostUs`, columns to `causedUs`. */
  readonly matrix: Float64Array;
}

/** Who waited for whom, and which rank stands out. `lostUs`: of each member (`lostWaiting`), `usualLostUs`: inside the usual steps only. */
export function rankStandings(
  timeline: Timeline,
  matches: CollectiveMatches,
  split: SplitCollectives,
  lostUs: Float64Array,
  usualLostUs: Float64Array,
): Standings {
  const count = timeline.ranks.length;
  const matrix = new Float64Array(count * count);
  const usualMatrix = new Float64Array(count * count);
  const collectives = new Uint32Array(count);
  const last = new Uint32Array(count);
  const waiting = new Float64Array(count);
  const transfer = new Float64Array(count);
  for (let m = 0; m < matches.length; m++) {
    const latest = i32(split.lastArriver, m);
    if (latest < 0) continue;
    if (u8(split.tied, m) === 0) last[latest] = u32(last, latest) + 1;
    for (let k = u32(matches.first, m); k < u32(matches.first, m + 1); k++) {
      const rank = u16(matches.rank, k);
      const peer = i32(split.waitsFor, k);
      collectives[rank] = u32(collectives, rank) + 1;
      waiting[rank] = f64(waiting, rank) + f64(split.waitingUs, k);
      transfer[rank] = f64(transfer, rank) + f64(split.transferUs, k);
      if (peer < 0) continue;
      const cell = rank * count + peer;
      matrix[cell] = f64(matrix, cell) + f64(lostUs, k);
      usualMatrix[cell] = f64(usualMatrix, cell) + f64(usualLostUs, k);
    }
  }
  const own = timeline.ranks.map((_, rank) => usualTimeOf(timeline, rank));
  const others = Math.max(1, count - 1);
  const lost = new Float64Array(count);
  const caused = new Float64Array(count);
  const usualCaused = new Float64Array(count);
  const perStep = new Float64Array(count);
  const score = new Float64Array(count);
  for (let cell = 0; cell < matrix.length; cell++) {
    const rank = Math.floor(cell / count);
    const peer = cell % count;
    const us = f64(usualMatrix, cell);
    const { steps, stepUs } = item(own, rank);
    lost[rank] = f64(lost, rank) + f64(matrix, cell);
    caused[peer] = f64(caused, peer) + f64(matrix, cell);
    usualCaused[peer] = f64(usualCaused, peer) + us;
    perStep[peer] = f64(perStep, peer) + us / steps / others;
    score[peer] = f64(score, peer) + us / stepUs / others;
  }
  const total = usualCaused.reduce((sum, us) => sum + us, 0);
  const middle = median(usualCaused);
  const ranks = timeline.ranks.map((_, rank): RankStanding => {
    // Of two ranks the other one is what is usual; of more, the middle one.
    const rest = count === 2 ? f64(usualCaused, 1 - rank) : middle;
    return {
      rank,
      collectives: u32(collectives, rank),
      last: u32(last, rank),
      waitingUs: f64(waiting, rank),
      transferUs: f64(transfer, rank),
      lostUs: f64(lost, rank),
      causedUs: f64(caused, rank),
      perStepUs: f64(perStep, rank),
      score: f64(score, rank),
      named: f64(score, rank) >= LEAST_SCORE && f64(usualCaused, rank) - rest >= LEAST_EXCESS * total,
    };
  });
  return { ranks, matrix };
}

/** How many usual steps a rank has, and their time; at least 1 of each. */
function usualTimeOf(timeline: Timeline, rank: number): { readonly steps: number; readonly stepUs: number } {
  const steps = usualSteps(stepsOf(timeline, rank));
  const stepUs = steps.reduce((sum, step) => sum + (step.end - step.start), 0);
  return { steps: Math.max(1, steps.length), stepUs: stepUs > 0 ? stepUs : 1 };
}
