import { item } from '../../base/at.ts';
import { assertNever } from '../../base/assert.ts';
import { counted, formatBytes, formatCount, formatMicros, formatPercent } from '../../base/format.ts';
import { type Timeline } from '../../model/timeline.ts';
import { COLLECTIVE_KINDS } from './collective-kinds.ts';
import { rankList } from './fold-ranks.ts';
import { type LateCause } from './late-cause.ts';
import { UNMATCHED_REASONS } from './match-collectives.ts';
import { type RunRanks, type Straggler } from './run-ranks.ts';
import { type SlowLink } from './slow-links.ts';

/** A sentence about the ranks, with the figures in it. */
export interface RankSentence {
  readonly id: string;
  readonly text: string;
  readonly numbers: Readonly<Record<string, number>>;
  /** Index into `Timeline.ranks`, where it is about one. */
  readonly rank?: number;
  /** The event to show: what kept the late rank, else its bar in the collective others waited most for; absent where there is none. */
  readonly evidence?: number;
}

const MOST_LINKS = 3;

/** What the comparison of the ranks comes to, most important first. */
export function describeRanks(timeline: Timeline, run: RunRanks): readonly RankSentence[] {
  if (run.split === undefined) return [clockSentence(run), ...limitSentences(run)];
  const found = run.stragglers.map((straggler) => stragglerSentence(timeline, run, straggler));
  return [
    ...(found.length > 0 ? found : [alikeSentence(timeline, run)]),
    ...run.slowLinks.slice(0, MOST_LINKS).map((link) => linkSentence(timeline, link)),
    clockSentence(run),
    ...limitSentences(run),
  ];
}

function stragglerSentence(timeline: Timeline, run: RunRanks, { rank, cause }: Straggler): RankSentence {
  const { last, collectives, causedUs, score } = item(run.standings, rank);
  const number = item(timeline.ranks, rank).rank;
  const { firstStep, lastStep } = item(timeline.ranks, rank);
  const perStep = causedUs / (run.standings.length - 1) / Math.max(1, lastStep - firstStep);
  const why = cause === undefined ? 'is late' : whyLate(cause);
  const text = `Rank ${number} ${why}. It is the last to arrive at ${formatCount(last)} of ${counted(collectives, 'collective', 'collectives')}; in the mean each other rank waits ${formatMicros(perStep)} a step for it (${formatPercent(score)} of the step).`;
  const evidence = evidenceOf(run, rank, cause);
  return {
    id: 'straggler',
    text,
    numbers: { rank: number, score, causedUs, lateUs: cause?.lateUs ?? NaN, causeUs: cause?.causeUs ?? NaN },
    rank,
    ...(evidence < 0 ? {} : { evidence }),
  };
}

function evidenceOf({ alignment }: RunRanks, rank: number, cause: LateCause | undefined): number {
  if (cause === undefined) return -1;
  if (cause.evidence >= 0) return cause.evidence;
  const { first, event, rank: ranks } = alignment.matches;
  for (let k = first[cause.match] ?? 0; k < (first[cause.match + 1] ?? 0); k++)
    if (ranks[k] === rank) return event[k] ?? -1;
  return -1;
}

/** `is late because it waits 12 ms longer for data`. Figures are means a late collective, beyond the middle rank. */
export function whyLate({ kind, causeUs }: LateCause): string {
  const us = formatMicros(causeUs);
  switch (kind) {
    case 'compute':
      return `is late because it computes ${us} longer`;
    case 'communication':
      return `is late because it communicates ${us} longer`;
    case 'copy':
      return `is late because it copies ${us} longer`;
    case 'queue':
      return `is late because its launched work waits ${us} longer to start`;
    case 'data':
      return `is late because it waits ${us} longer for data`;
    case 'hostcomm':
      return `is late because its host waits ${us} longer in collectives of its own`;
    case 'checkpoint':
      return `is late because it saves, logs or evaluates ${us} longer`;
    case 'compile':
      return `is late because it compiles ${us} longer`;
    case 'allocator':
      return `is late because it allocates memory ${us} longer`;
    case 'gc':
      return `is late because it collects garbage ${us} longer`;
    case 'sync':
      return `is late because its device idles ${us} longer in synchronising calls`;
    case 'profiler':
      return `is late because the profiler takes ${us} longer on it`;
    case 'launch':
      return `is late because its host takes ${us} longer to launch work`;
    case 'host':
      return `is late because its host runs ${us} longer in code the trace does not name`;
    case 'unknown':
      return `is late because its device idles ${us} longer for reasons the trace does not show`;
    case 'start':
      return `is late because it began ${us} later than the middle rank; why lies before what was recorded`;
    case 'mixed':
      return 'is late, and no single cause explains most of it';
    default:
      return assertNever(kind);
  }
}

function alikeSentence(timeline: Timeline, run: RunRanks): RankSentence {
  const waitingUs = run.standings.reduce((sum, rank) => sum + rank.waitingUs, 0) / Math.max(1, run.standings.length);
  const most = run.standings.reduce((worst, rank) => (rank.score > worst.score ? rank : worst));
  const text = `No rank stands out: in the mean a rank waits ${formatMicros(waitingUs)} for others over the whole trace, and at most ${formatPercent(most.score)} of the steps for any one of them (rank ${item(timeline.ranks, most.rank).rank}).`;
  return { id: 'no-straggler', text, numbers: { waitingUs, score: most.score } };
}

function linkSentence(timeline: Timeline, link: SlowLink): RankSentence {
  const { busGBps, othersGBps, others, bytes, collectives } = link;
  const who = rankList(link.ranks.map((rank) => item(timeline.ranks, rank).rank));
  const text = `Ranks ${who} reach ${gbps(busGBps)} in ${counted(collectives, 'message', 'messages')} of about ${formatBytes(bytes)} (${item(COLLECTIVE_KINDS, link.kind).label}), where ${formatCount(others)} others reach ${gbps(othersGBps)}.`;
  return { id: 'slow-link', text, numbers: { busGBps, othersGBps, bytes } };
}

const gbps = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)}\u202fGB/s`;

function clockSentence({ alignment, hosts }: RunRanks): RankSentence {
  const { compared, residualUs, worstUs, applied, offsetsUs, refusal } = alignment;
  const most = offsetsUs.reduce((far, us) => Math.max(far, Math.abs(us)), 0);
  const numbers = { compared, residualUs, worstUs, mostOffsetUs: most };
  const moved = applied ? `Clocks were moved by up to ${formatMicros(most)}; then` : 'Clocks agree:';
  const text =
    refusal !== undefined
      ? `Ranks are not compared: ${refusal}.`
      : compared === 0
        ? 'Clocks could not be checked: no collective that holds all ranks together was found on several ranks.'
        : `${moved} matched collectives end within ${formatMicros(worstUs)} of each other (median ${formatMicros(residualUs)}, ${counted(compared, 'collective', 'collectives')}; ${hosts.ofRank === undefined ? 'hosts unknown' : counted(hosts.names.length, 'host', 'hosts')}).`;
  return { id: 'clocks', text, numbers };
}

/** What the comparison leaves out. */
function limitSentences({ alignment, split, hosts }: RunRanks): RankSentence[] {
  const { matches } = alignment;
  const found: RankSentence[] = [];
  const reasons = UNMATCHED_REASONS.map(({ key, sentence }) => ({
    sentence,
    count: key === 'apart' ? (split?.apart ?? 0) : matches.unmatched[key],
  })).filter(({ count }) => count > 0);
  const left = reasons.reduce((sum, { count }) => sum + count, 0);
  if (left > 0) {
    const why = reasons.map(({ sentence, count }) => `${formatCount(count)}: ${sentence}`).join('; ');
    const text = `${formatCount(left)} of ${formatCount(matches.calls)} recorded collectives are left out (${why}).`;
    found.push({ id: 'unmatched', text, numbers: { left, calls: matches.calls } });
  }
  if (matches.calls === 0)
    found.push({ id: 'no-collectives', text: 'No collective was recorded on any rank.', numbers: {} });
  if (split !== undefined && split.partial > 0) {
    const text = `${counted(split.partial, 'collective has', 'collectives have')} members that were not recorded: waiting may be longer than shown, and the last to arrive may be a rank that is not here.`;
    found.push({ id: 'partial', text, numbers: { partial: split.partial } });
  }
  if (split !== undefined && hosts.ofRank === undefined) {
    const text =
      'Interconnect and network cannot be told apart: the files do not name their hosts. Say how many GPUs a host has.';
    found.push({ id: 'hosts-unknown', text, numbers: {} });
  }
  return found;
}
