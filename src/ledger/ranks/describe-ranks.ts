import { item } from '../../base/at.ts';
import { assertNever } from '../../base/assert.ts';
import { formatBytes, formatCount, formatMicros, formatPercent } from '../../base/format.ts';
import { asWords, type Said, say, sayClauses } from '../../base/say.ts';
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
  readonly text: Said;
  readonly numbers: Readonly<Record<string, number>>;
  /** Index into `Timeline.ranks`, where it is about one. */
  readonly rank?: number;
  /** The event to show: what kept the late rank, else its bar in the collective others waited most for; absent where there is none. */
  readonly evidence?: number;
}

const MOST_LINKS = 3;

/** What the comparison of the ranks comes to, most important first. */
export function describeRanks(timeline: Timeline, run: RunRanks): readonly RankSentence[] {
  if (timeline.ranks.some(({ isWindow }) => isWindow)) return [clockSentence(run)];
  if (run.split === undefined) return [clockSentence(run), ...limitSentences(timeline, run)];
  const found = run.stragglers.map((straggler) => stragglerSentence(timeline, run, straggler));
  return [
    ...(found.length > 0 ? found : [alikeSentence(timeline, run)]),
    ...run.slowLinks.slice(0, MOST_LINKS).map((link) => linkSentence(timeline, link)),
    clockSentence(run),
    ...limitSentences(timeline, run),
  ];
}

function stragglerSentence(timeline: Timeline, run: RunRanks, { rank, cause }: Straggler): RankSentence {
  const { last, collectives, causedUs, perStepUs, score } = item(run.standings, rank);
  const number = item(timeline.ranks, rank).rank;
  const why = cause === undefined ? say`is late` : whyLate(cause, run.standings.length);
  const of = collectives === 1 ? say`1 collective` : say`${formatCount(collectives)} collectives`;
  const text = say`Rank ${number} ${why}. It is the last to arrive at ${formatCount(last)} of ${of}; in the mean each other rank loses ${formatMicros(perStepUs)} a step waiting for it (${formatPercent(score)} of the step).`;
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

/** `is late because it waits 12 ms longer for data`. Figures are means a late collective, beyond the middle rank (of two ranks: the other). */
export function whyLate({ kind, causeUs }: LateCause, ranks: number): Said {
  const us = formatMicros(causeUs);
  switch (kind) {
    case 'compute':
      return say`is late because it computes ${us} longer`;
    case 'communication':
      return say`is late because it communicates ${us} longer`;
    case 'copy':
      return say`is late because it copies ${us} longer`;
    case 'queue':
      return say`is late because its launched work waits ${us} longer to start`;
    case 'data':
      return say`is late because it waits ${us} longer for data`;
    case 'hostcomm':
      return say`is late because its host waits ${us} longer in collectives of its own`;
    case 'checkpoint':
      return say`is late because it saves, logs or evaluates ${us} longer`;
    case 'compile':
      return say`is late because it compiles ${us} longer`;
    case 'allocator':
      return say`is late because it allocates memory ${us} longer`;
    case 'gc':
      return say`is late because it collects garbage ${us} longer`;
    case 'sync':
      return say`is late because its device idles ${us} longer in synchronising calls`;
    case 'profiler':
      return say`is late because the profiler takes ${us} longer on it`;
    case 'launch':
      return say`is late because its host takes ${us} longer to launch work`;
    case 'host':
      return say`is late because its host runs ${us} longer in code the trace does not name`;
    case 'unknown':
      return say`is late because its device idles ${us} longer for reasons the trace does not show`;
    case 'start':
      return ranks === 2
        ? say`is late because it began ${us} later than the other rank; why lies before what was recorded`
        : say`is late because it began ${us} later than the middle rank; why lies before what was recorded`;
    case 'mixed':
      return say`is late, and no single cause explains most of it`;
    default:
      return assertNever(kind);
  }
}

function alikeSentence(timeline: Timeline, { standings }: RunRanks): RankSentence {
  const sum = standings.reduce((total, { perStepUs }) => total + perStepUs, 0);
  const waitingUs = (sum * (standings.length - 1)) / standings.length;
  const most = standings.reduce((worst, rank) => (rank.perStepUs > worst.perStepUs ? rank : worst));
  const text =
    waitingUs > 0
      ? say`No rank stands out: in the mean a rank loses ${formatMicros(waitingUs)} a step waiting for others, and at most ${formatMicros(most.perStepUs)} a step for any one of them (rank ${item(timeline.ranks, most.rank).rank}).`
      : standings.some((rank) => rank.waitingUs > 0)
        ? say`No rank stands out: ranks wait for each other only beside other work, which costs nothing.`
        : say`No rank stands out: none waits for another.`;
  return { id: 'no-straggler', text, numbers: { waitingUs, score: most.score } };
}

function linkSentence(timeline: Timeline, link: SlowLink): RankSentence {
  const { busGBps, othersGBps, others, bytes, collectives } = link;
  const who = rankList(link.ranks.map((rank) => item(timeline.ranks, rank).rank));
  const messages = collectives === 1 ? say`1 message` : say`${formatCount(collectives)} messages`;
  const kind = asWords(item(COLLECTIVE_KINDS, link.kind).label);
  const text = say`Ranks ${who} reach ${gbps(busGBps)} in ${messages} of about ${formatBytes(bytes)} (${kind}), where ${formatCount(others)} others reach ${gbps(othersGBps)}.`;
  return { id: 'slow-link', text, numbers: { busGBps, othersGBps, bytes } };
}

const gbps = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)}\u202fGB/s`;

function clockSentence({ alignment, hosts }: RunRanks): RankSentence {
  const { compared, residualUs, worstUs, applied, offsetsUs, refusal } = alignment;
  const most = offsetsUs.reduce((far, us) => Math.max(far, Math.abs(us)), 0);
  const numbers = { compared, residualUs, worstUs, mostOffsetUs: most };
  const checked = compared === 1 ? say`1 collective` : say`${formatCount(compared)} collectives`;
  const count = hosts.names.length;
  const where =
    hosts.ofRank === undefined ? say`hosts unknown` : count === 1 ? say`1 host` : say`${formatCount(count)} hosts`;
  const within = say`matched collectives end within ${formatMicros(worstUs)} of each other (median ${formatMicros(residualUs)}, ${checked}; ${where})`;
  const text =
    refusal !== undefined
      ? say`Ranks are not compared: ${refusal}.`
      : compared === 0
        ? say`Clocks could not be checked: no collective that holds all ranks together was found on several ranks.`
        : applied
          ? say`Clocks were moved by up to ${formatMicros(most)}; then ${within}.`
          : say`Clocks agree: ${within}.`;
  return { id: 'clocks', text, numbers };
}

/** What the comparison leaves out. */
function limitSentences({ steps }: Timeline, { alignment, split, hosts }: RunRanks): RankSentence[] {
  const { matches } = alignment;
  const found: RankSentence[] = [];
  const odd = steps.filter((step) => step.odd !== undefined).length;
  if (split !== undefined && odd > 0) {
    const text = say`Figures a step and scores leave out first and last steps unlike the others (${formatCount(odd)} over all ranks); sums in the tables cover all that was recorded.`;
    found.push({ id: 'odd-steps', text, numbers: { odd } });
  }
  const reasons = UNMATCHED_REASONS.map(({ key, sentence }) => ({
    sentence,
    count: key === 'apart' ? (split?.apart ?? 0) : matches.unmatched[key],
  })).filter(({ count }) => count > 0);
  const left = reasons.reduce((sum, { count }) => sum + count, 0);
  if (left > 0) {
    const why = sayClauses(reasons.map(({ sentence, count }) => say`${formatCount(count)}: ${asWords(sentence)}`));
    const text = say`${formatCount(left)} of ${formatCount(matches.calls)} recorded collectives are left out (${why}).`;
    found.push({ id: 'unmatched', text, numbers: { left, calls: matches.calls } });
  }
  if (matches.calls === 0)
    found.push({ id: 'no-collectives', text: say`No collective was recorded on any rank.`, numbers: {} });
  if (split !== undefined && split.partial > 0) {
    const text =
      split.partial === 1
        ? say`1 collective has members that were not recorded: waiting may be longer than shown, and the last to arrive may be a rank that is not here.`
        : say`${formatCount(split.partial)} collectives have members that were not recorded: waiting may be longer than shown, and the last to arrive may be a rank that is not here.`;
    found.push({ id: 'partial', text, numbers: { partial: split.partial } });
  }
  if (split !== undefined && hosts.ofRank === undefined) {
    const text = say`Interconnect and network cannot be told apart: the files do not name their hosts. Say how many GPUs a host has.`;
    found.push({ id: 'hosts-unknown', text, numbers: {} });
  }
  return found;
}
