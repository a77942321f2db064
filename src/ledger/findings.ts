import { f64, i32, item, u32, u8 } from '../base/at.ts';
import { laneKey, type LaneKey, type Micros, micros } from '../base/brand.ts';
import { formatMicros, formatPercent } from '../base/format.ts';
import { upperBound } from '../base/search.ts';
import { asWords, type Said, say, sayClauses, sayList, type Words } from '../base/say.ts';
import { usualMask } from '../model/find-steps-odd.ts';
import { type Timeline } from '../model/timeline.ts';
import { stepsOf } from './build-ledger.ts';
import { CLASSES, type ClassKey } from './classes.ts';
import { kindInItsWords } from './xla-advice.ts';
import { kindOnItsDevice } from './hosted-advice.ts';
import { FINDING_KINDS, type FindingKind, MORE_STEPS, OTHER_RANKS } from './finding-kinds.ts';
import { kindsOfPieces } from './kinds-of-pieces.ts';
import { type Ledger, type RankSummary } from './ledger.ts';
import { gainOfRemoved, type GateFacts, leverOfClass, type LeverFacts, removedStepOf } from './lever-facts.ts';

/** An event that shows it: as links name events. */
export interface Evidence {
  readonly lane: LaneKey;
  readonly start: Micros;
  readonly name: string;
  readonly durationUs: number;
}

export type Confidence = 'high' | 'medium' | 'low';

/** One cause of lost time on one rank. Findings claim different microseconds: together never more than the step. */
export interface Finding {
  readonly id: string;
  readonly class: ClassKey;
  readonly sentence: Said;
  /** What removing it would gain a step on average, by the replay; where no lever acts on the class, the exposed time. Microseconds. */
  readonly gainUs: number;
  readonly gainFrom: 'replay' | 'exposed';
  /** Mean exposed time a step, odd steps left out. */
  readonly exposedUs: number;
  /** exposedUs over the mean step, 0..1. */
  readonly share: number;
  /** Positions in the rank's list of steps in which it takes 1 % of the step or more. */
  readonly steps: readonly number[];
  /** The longest stretches first. */
  readonly evidence: readonly Evidence[];
  readonly advice: Said;
  readonly confidence: Confidence;
  /** Why that sure, and what would make it surer. */
  readonly because: Words;
  readonly raise: Said;
}

export interface FindingInput {
  readonly timeline: Timeline;
  readonly ledger: Ledger;
  readonly gate: GateFacts | undefined;
  readonly levers: readonly LeverFacts[];
  /** Index into `Timeline.ranks`. */
  readonly rank: number;
}

/** Smaller shares of the mean step are no finding, and a step is no step of a finding that takes less of it. */
const LEAST_SHARE = 0.01;
/** What sums of pieces may be off by rounding, microseconds: under a nanosecond. */
const ROUNDING_US = 1e-4;
const MOST_EVIDENCE = 5;
/** Exposed and gain differ where they lie further apart than this share of the exposed time. */
const APART = 0.05;

/** What costs the rank's steps time, largest gain first. */
export function buildFindings(input: FindingInput): readonly Finding[] {
  const { timeline, ledger, rank } = input;
  const { pieces } = item(ledger.ranks, rank);
  const { hasDevice } = item(timeline.ranks, rank);
  const { meanStepUs } = item(ledger.summary, rank);
  const steps = stepsOf(timeline, rank);
  const usual = usualMask(steps);
  const usualCount = usual.reduce((sum, one) => sum + one, 0);
  if (usualCount === 0 || meanStepUs <= 0) return [];
  const kinds = kindsOfPieces(timeline, ledger, rank);
  const perStep = FINDING_KINDS.map(() => new Float64Array(steps.length));
  const longest = FINDING_KINDS.map((): number[] => []);
  const lengthOf = (p: number): number => f64(pieces.end, p) - f64(pieces.start, p);
  steps.forEach((step, s) => {
    for (let p = upperBound(pieces.end, step.start); p < pieces.length && f64(pieces.start, p) < step.end; p++) {
      const kind = u8(kinds, p);
      const sums = perStep[kind];
      if (sums === undefined) continue;
      sums[s] = f64(sums, s) + lengthOf(p);
      if (u8(usual, s) === 1) keepLongest(item(longest, kind), p, lengthOf);
    }
  });
  const meanOf = (sums: Float64Array): number => sums.reduce((sum, us, s) => sum + us * u8(usual, s), 0) / usualCount;
  const ofLever = new Map<string, number>();
  FINDING_KINDS.forEach((kind, k) =>
    ofLever.set(leverOfKind(kind), (ofLever.get(leverOfKind(kind)) ?? 0) + meanOf(item(perStep, k))),
  );
  const found = FINDING_KINDS.flatMap((plain, k): Finding[] => {
    const kind = kindInItsWords(kindOnItsDevice(plain, hasDevice), timeline.format);
    const sums = item(perStep, k);
    const exposedUs = meanOf(sums);
    const share = exposedUs / meanStepUs;
    if (share < LEAST_SHARE) return [];
    const whole = ofLever.get(leverOfKind(kind)) ?? 0;
    const replayed = gainOf(input, kind);
    const isLocked = replayed !== undefined && input.gate?.trust === 'locked';
    const leverGain = isLocked ? undefined : replayed;
    const gainUs = leverGain === undefined ? exposedUs : whole > 0 ? (leverGain * exposedUs) / whole : 0;
    const affected = steps.flatMap((step, s) =>
      f64(sums, s) + ROUNDING_US >= LEAST_SHARE * (step.end - step.start) ? [s] : [],
    );
    const sureness = confidenceOf(kind, input, replayed !== undefined, affected.length);
    return [
      {
        id: kind.id,
        class: kind.class,
        sentence: sentenceOf(
          kind,
          exposedUs,
          share,
          isLocked ? 'locked' : leverGain === undefined ? undefined : gainUs,
          actingOn(kind, input.levers),
        ),
        gainUs,
        gainFrom: leverGain === undefined ? 'exposed' : 'replay',
        exposedUs,
        share,
        steps: affected,
        evidence: item(longest, k).map((p) => evidenceOf(input, p)),
        advice: asWords(kind.advice),
        ...sureness,
      },
    ];
  });
  return found.sort((a, b) => b.gainUs - a.gainUs || b.exposedUs - a.exposedUs || (a.id < b.id ? -1 : 1));
}

function keepLongest(kept: number[], piece: number, lengthOf: (piece: number) => number): void {
  const place = kept.findIndex((other) => lengthOf(other) < lengthOf(piece));
  if (place >= 0) kept.splice(place, 0, piece);
  else if (kept.length < MOST_EVIDENCE) kept.push(piece);
  if (kept.length > MOST_EVIDENCE) kept.pop();
}

const WAITING = 'communication-waiting';

/** Waiting for other ranks is no transfer: it goes where ranks are evened out, not where links are faster. */
const leverOfKind = ({ id, class: cls }: Pick<FindingKind, 'id' | 'class'>): string =>
  id === WAITING ? 'stragglers' : cls;

/** Mean step less the mean step with the lever at its best; `undefined` where no lever acts on the kind or the rank cannot be told. */
function gainOf({ timeline, ledger, levers, rank }: FindingInput, kind: FindingKind): number | undefined {
  const lever =
    kind.id === WAITING
      ? levers.find(({ key, available }) => available && key === leverOfKind(kind))
      : leverOfClass(levers, kind.class);
  const removed = lever === undefined ? undefined : removedStepOf(lever, timeline, rank);
  return removed === undefined ? undefined : gainOfRemoved(removed, item(ledger.summary, rank));
}

/** Copies to the host, and those within devices, share their class with copies that levers act on. */
const UNTOUCHED: ReadonlySet<string> = new Set(['copy-dtoh', 'copy-other']);

/** Levers that act on what a finding claims, where none removes all of it. Another batch size is other work, not less of this. */
const actingOn = ({ id, class: cls }: FindingKind, levers: readonly LeverFacts[]): readonly Words[] =>
  UNTOUCHED.has(id)
    ? []
    : levers
        .filter(({ key, available, classes }) => available && key !== 'batch' && classes.includes(cls))
        .map(({ label }) => asWords(label));

/** `gainUs`: by replay; undefined where no lever removes it, `locked` where the replay does not explain the run. */
function sentenceOf(
  kind: FindingKind,
  exposedUs: number,
  share: number,
  gainUs: number | undefined | 'locked',
  acting: readonly Words[],
): Said {
  const seen = say`For ${formatMicros(exposedUs)} a step (${formatPercent(share)}) ${asWords(kind.says)}.`;
  if (gainUs === 'locked')
    return say`${seen} The replay does not explain this run: what removing it gains is at most about that.`;
  if (gainUs === undefined && acting.length > 0)
    return say`${seen} Removing it gains at most about that; what acts on it: ${sayList(acting)}.`;
  if (gainUs === undefined)
    return say`${seen} No lever of the replay acts on this: what removing it gains is at most about that.`;
  if (kind.id === WAITING) return say`${seen} Evening out the ranks gains ${formatMicros(gainUs)}.`;
  if (Math.abs(gainUs - exposedUs) <= Math.max(1, APART * exposedUs))
    return say`${seen} Removing it gains about as much.`;
  return say`${seen} Exposed is not blocking: removing it gains ${formatMicros(gainUs)}.`;
}

function confidenceOf(
  kind: FindingKind,
  { timeline, ledger, gate, rank }: FindingInput,
  replayed: boolean,
  affected: number,
): Pick<Finding, 'confidence' | 'because' | 'raise'> {
  const { stepsWay, firstStep, lastStep } = item(timeline.ranks, rank);
  const oneStep = lastStep - firstStep < 3;
  const reasons = [
    kind.evidence === 'direct' ? say`the calls are in the trace` : say`it is inferred from what is not in the trace`,
    ...(replayed
      ? gate === undefined || gate.trust === 'locked'
        ? [say`the replay explains this run too badly to trust the gain`]
        : [say`the replay explains the run (${gate.trust})`]
      : [say`the gain is not replayed`]),
    ...(oneStep
      ? [
          stepsWay === 'whole'
            ? say`steps are not marked`
            : lastStep - firstStep === 1
              ? say`only one step is recorded`
              : say`only two steps are recorded`,
        ]
      : []),
    ...(affected === 1 && !oneStep ? [say`it lies in one step`] : []),
  ];
  const sure = kind.evidence === 'direct' && (!replayed || gate?.trust === 'green') && !oneStep && affected > 1;
  const doubtful = kind.evidence === 'indirect' && (oneStep || (replayed && gate?.trust !== 'green'));
  const unbelievable = replayed && (gate === undefined || gate.trust === 'locked');
  return {
    confidence: doubtful || unbelievable ? 'low' : sure ? 'high' : 'medium',
    because: sayClauses(reasons),
    raise:
      kind.raise === MORE_STEPS && lastStep - firstStep >= 10
        ? say`compare with a run in which it is removed`
        : kind.raise === OTHER_RANKS && timeline.ranks.length > 1
          ? isSplit(item(ledger.summary, rank))
            ? say`record whole steps on all ranks: this lies outside the collectives that were matched between them`
            : say`record all ranks over the same steps of one run: these could not be compared`
          : asWords(kind.raise),
  };
}

/** True where the rank's communication was compared with that of other ranks. */
const isSplit = ({ subclasses }: RankSummary): boolean =>
  subclasses.waiting + subclasses.transfer + subclasses.transferinterconnect + subclasses.transfernetwork > 0;

/** The event a stretch rests on: its cause, else the device work that ends it. */
function evidenceOf({ timeline, ledger, rank }: FindingInput, piece: number): Evidence {
  const { events, lanes, strings } = timeline;
  const { pieces } = item(ledger.ranks, rank);
  const durationUs = f64(pieces.end, piece) - f64(pieces.start, piece);
  const cause = i32(pieces.cause, piece);
  const event = cause >= 0 ? cause : i32(pieces.next, piece);
  if (event < 0) {
    const first = lanes[timeline.ranks[rank]?.lanes[0] ?? -1];
    const key = `${first?.key.split('/')[0] ?? `r${item(timeline.ranks, rank).rank}`}/ledger`;
    return {
      lane: laneKey(key),
      start: micros(f64(pieces.start, piece)),
      name: labelOf(u8(pieces.class, piece)),
      durationUs,
    };
  }
  const lane = item(lanes, events.lane[event] ?? -1).key;
  return { lane, start: micros(f64(events.start, event)), name: item(strings, u32(events.name, event)), durationUs };
}

const labelOf = (code: number): string => item(CLASSES, code).label;
