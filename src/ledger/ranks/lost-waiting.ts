import { f64, u32, u8 } from '../../base/at.ts';
import { type Intervals, intersect, union } from '../../base/intervals.ts';
import { type Step, type Timeline } from '../../model/timeline.ts';
import { stepsOf } from '../build-ledger.ts';
import { classCode } from '../classes.ts';
import { type Ledger, type Pieces } from '../ledger.ts';
import { type CollectiveMatches } from './match-collectives.ts';
import { type SplitCollectives } from './split-collectives.ts';
import { collectiveSegments, WAITING } from './split-communication.ts';
import { type RankMembers } from './waiting-intervals.ts';

const COMMUNICATION = classCode('communication');
/** Collectives closer than this run back to back: what delays one delays the next. */
const BACK_TO_BACK_US = 20;

/**
 * Microseconds that each member of the matches loses by waiting, inside the steps; index as the members. Waiting pushes on what follows back to
 * back, so a run of such collectives loses at most what it waits, each instant once, and at most what of it no compute hides: what is hidden
 * altogether costs nothing. It is shared out by how long each member waits; where several wait at once the first has the instant.
 * `counted`: which of a rank's steps count; all of them where it is not given.
 */
export function lostWaiting(
  timeline: Timeline,
  ledger: Ledger,
  matches: CollectiveMatches,
  split: SplitCollectives,
  members: RankMembers,
  counted: (steps: readonly Step[]) => readonly Step[] = (steps) => steps,
): Float64Array {
  const lost = new Float64Array(matches.event.length);
  for (const { rank, pieces } of ledger.ranks) {
    const { segments, memberOf } = collectiveSegments(timeline, rank, { matches, split, members });
    const steps = counted(stepsOf(timeline, rank));
    const inSteps = union(
      steps.map(({ start }) => start),
      steps.map(({ end }) => end),
    );
    const exposed = intersect(exposedCommunication(pieces), inSteps);
    let e = 0;
    for (let first = 0; first < segments.length;) {
      let end = first + 1;
      while (end < segments.length && f64(segments.start, end) - f64(segments.end, end - 1) <= BACK_TO_BACK_US) end++;
      const from = f64(segments.start, first);
      const to = f64(segments.end, end - 1);
      while (e < exposed.length && f64(exposed, e + 1) <= from) e += 2;
      let exposedUs = 0;
      for (let k = e; k < exposed.length && f64(exposed, k) < to; k += 2)
        exposedUs += Math.min(to, f64(exposed, k + 1)) - Math.max(from, f64(exposed, k));
      let waitedUs = 0;
      const waitOf = (s: number): number =>
        u8(segments.class, s) === WAITING ? f64(segments.end, s) - f64(segments.start, s) : 0;
      for (let s = first; s < end; s++) waitedUs += waitOf(s);
      const share = waitedUs > 0 ? Math.min(1, exposedUs / waitedUs) : 0;
      for (let s = first; s < end && share > 0; s++) {
        const member = memberOf(u32(segments.event, s));
        lost[member] = f64(lost, member) + share * waitOf(s);
      }
      first = end;
    }
  }
  return lost;
}

function exposedCommunication(pieces: Pieces): Intervals {
  const own = [...pieces.class.keys()].filter((p) => u8(pieces.class, p) === COMMUNICATION);
  return union(
    own.map((p) => f64(pieces.start, p)),
    own.map((p) => f64(pieces.end, p)),
  );
}
