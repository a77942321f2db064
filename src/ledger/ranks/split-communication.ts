import { f64, i32, item, u32, u8 } from '../../base/at.ts';
import { type Timeline } from '../../model/timeline.ts';
import { stepsOf, sumPerStep } from '../build-ledger.ts';
import { classCode } from '../classes.ts';
import { cutPieces } from '../cut-pieces.ts';
import { type Ledger, type RankLedger } from '../ledger.ts';
import { flattenSpans, type Segments } from '../segments.ts';
import { sortByStart } from '../start-order.ts';
import { SUBCLASS_COUNT, subclassCode, type SubclassKey } from '../subclasses.ts';
import { summarise } from '../summary.ts';
import { type Scope, SCOPES } from './hosts.ts';
import { type CollectiveMatches } from './match-collectives.ts';
import { type SplitCollectives } from './split-collectives.ts';
import { type RankMembers } from './waiting-intervals.ts';

/** Where several apply at an instant the first counts: one collective may wait while another transfers. */
const PARTS: readonly SubclassKey[] = ['transfernetwork', 'transferinterconnect', 'transfer', 'waiting'];
/** The code of waiting in `collectiveSegments`. */
export const WAITING = PARTS.indexOf('waiting');
const TRANSFER: Readonly<Record<Scope, number>> = {
  network: PARTS.indexOf('transfernetwork'),
  interconnect: PARTS.indexOf('transferinterconnect'),
  unknown: PARTS.indexOf('transfer'),
};

/** What matching the collectives of a run gave; `split` is undefined where its ranks cannot be compared. */
export interface MatchedRun {
  readonly matches: CollectiveMatches;
  readonly split: SplitCollectives | undefined;
  readonly members: RankMembers;
}

/**
 * The ledger with communication cut into waiting for ranks and transfer, by scope, where matched collectives cover it; what none covers
 * keeps its part. Classes, their times and the steps stay as they are. Each piece rests on the collective that gives it its part.
 */
export function splitCommunication(timeline: Timeline, ledger: Ledger, run: MatchedRun): Ledger {
  const { split } = run;
  if (split === undefined) return ledger;
  const ranks = ledger.ranks.map((own) => splitRank(timeline, own, { ...run, split }));
  return { ...ledger, ranks, summary: ranks.map((own) => summarise(stepsOf(timeline, own.rank), own)) };
}

function splitRank(
  timeline: Timeline,
  ledger: RankLedger,
  run: MatchedRun & { readonly split: SplitCollectives },
): RankLedger {
  const { segments, memberOf } = collectiveSegments(timeline, ledger.rank, run);
  if (segments.length === 0) return ledger;
  const subOf = PARTS.map(subclassCode);
  const eventOf = (span: number): number => u32(run.matches.event, memberOf(span));
  const pieces = cutPieces(ledger.pieces, classCode('communication'), segments, subOf, eventOf);
  const steps = stepsOf(timeline, ledger.rank);
  return { ...ledger, pieces, perStepSub: sumPerStep(pieces, steps, pieces.sub, SUBCLASS_COUNT) };
}

/** What the matched collectives of a rank do at each instant, codes into PARTS, and the member (index as in the matches) that a segment rests on. */
export function collectiveSegments(
  { events }: Timeline,
  rank: number,
  { matches, split, members }: MatchedRun & { readonly split: SplitCollectives },
): { readonly segments: Segments; readonly memberOf: (span: number) => number } {
  const first = u32(members.first, rank);
  const count = u32(members.first, rank + 1) - first;
  const start = new Float64Array(2 * count);
  const end = new Float64Array(2 * count);
  const part = new Uint8Array(2 * count);
  for (let i = 0; i < count; i++) {
    const k = u32(members.member, first + i);
    const match = u32(members.match, first + i);
    const event = u32(matches.event, k);
    if (i32(split.lastArriver, match) < 0) continue;
    const from = f64(events.start, event);
    const to = f64(events.end, event);
    const arrived = Math.min(to, from + f64(split.waitingUs, k));
    start[2 * i] = from;
    end[2 * i] = start[2 * i + 1] = arrived;
    end[2 * i + 1] = to;
    part[2 * i] = WAITING;
    part[2 * i + 1] = TRANSFER[item(SCOPES, u8(split.scope, match))];
  }
  const used = Uint32Array.from(start.keys()).filter((span) => f64(end, span) > f64(start, span));
  return {
    segments: flattenSpans({ start, end }, sortByStart(used, start), part),
    memberOf: (span) => u32(members.member, first + (span >> 1)),
  };
}
