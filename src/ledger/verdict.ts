import { asWords, type Said, say, sayClauses } from '../base/say.ts';
import { assertNever } from '../base/assert.ts';
import { at, item } from '../base/at.ts';
import { formatCount, formatMicros, formatPercent } from '../base/format.ts';
import { usualMask, usualSteps } from '../model/find-steps-odd.ts';
import { sayPart } from '../model/loaded-part.ts';
import { type Timeline } from '../model/timeline.ts';
import { stepsOf } from './build-ledger.ts';
import { buildFindings, type Finding } from './findings.ts';
import { findUnknowns } from './cannot-tell.ts';
import { type CannotTell } from './unknown.ts';
import { CLASS_COUNT, CLASSES, type ClassKey, classCode } from './classes.ts';
import { type Ledger, type RankSummary } from './ledger.ts';
import { gainOfRemoved, type GateFacts, leverOfClass, type LeverFacts, removedStepOf } from './lever-facts.ts';
import { classifyEvents, LAST_DEVICE_CLASS } from './classify-events.ts';

export interface VerdictInput {
  readonly timeline: Timeline;
  readonly ledger: Ledger;
  /** `undefined` until the replay is there. */
  readonly gate: GateFacts | undefined;
  readonly levers: readonly LeverFacts[];
  /** Index into `Timeline.ranks`. */
  readonly rank: number;
}

export type VerdictId =
  | 'part-loaded'
  | 'cut-short'
  | 'step-time'
  | 'compute'
  | 'largest-stall'
  | 'input-bound'
  | 'gain'
  | 'exposed-not-blocking'
  | 'replay-trust'
  | 'left-out'
  | 'after-steps';

/** One plain sentence, and the numbers in it: `...Us` microseconds, `...Share` 0..1. */
export interface VerdictSentence {
  readonly id: VerdictId;
  readonly text: Said;
  readonly numbers: Readonly<Record<string, number>>;
}

/** A gain below this share of the step is none to speak of. */
const LEAST_GAIN = 0.01;

/** Mean and median further apart than this share of the median are both told. */
const UNEVEN = 0.05;

/** From this share of the step on a run is input-bound. */
const INPUT_BOUND = 0.05;

/** HIGHLY above 20 % of the step, MODERATELY above 5 %, else NOT; UNKNOWN where no loader call is in the trace and more than 5 % of the step has no name. */
export type InputBound = 'HIGHLY' | 'MODERATELY' | 'NOT' | 'UNKNOWN';

export interface Verdict {
  readonly sentences: readonly VerdictSentence[];
  readonly largestStall: ClassKey | undefined;
  readonly inputBound: InputBound;
  /** Largest gain first. */
  readonly findings: readonly Finding[];
  readonly cannotTell: readonly CannotTell[];
}

/** Says in plain sentences where the steps of one rank go; the page and the shell print the same. */
export function buildVerdict(input: VerdictInput): Verdict {
  const { timeline, ledger, rank } = input;
  const summary = item(ledger.summary, rank);
  const stall = largestStall(summary);
  const findings = buildFindings(input);
  const dataShare = shareOf(summary, summary.classes.data);
  const hostShare = shareOf(summary, summary.classes.host);
  const inputBound = inputBoundOf(input, dataShare, hostShare);
  return {
    sentences: [
      ...partSentences(timeline),
      ...cutSentences(timeline),
      stepTime(timeline, summary),
      computeShare(timeline, summary),
      ...(stall === undefined ? [] : [stallSentence(input, summary, stall)]),
      {
        id: 'input-bound',
        text: inputBoundText(inputBound, item(timeline.ranks, rank).hasDevice, dataShare, hostShare),
        numbers: { dataShare },
      },
      ...gainSentences(input, summary, stall),
      ...trustSentence(input.gate),
      ...oddSentences(timeline, rank),
      ...afterSentences(timeline, ledger, rank),
    ],
    largestStall: stall,
    inputBound,
    findings,
    cannotTell: findUnknowns(timeline, summary, findings.find(({ id }) => id === 'queue-behind')?.exposedUs ?? 0),
  };
}

function inputBoundOf({ timeline, ledger, rank }: VerdictInput, dataShare: number, hostShare: number): InputBound {
  if (dataShare > INPUT_BOUND) return dataShare > 0.2 ? 'HIGHLY' : 'MODERATELY';
  if (dataShare > 0 || hostShare <= INPUT_BOUND) return 'NOT';
  const classes = classifyEvents(timeline, ledger.patterns);
  const data = classCode('data');
  const seen = item(timeline.ranks, rank).lanes.some((index) => {
    const { first, count } = item(timeline.lanes, index);
    return classes.subarray(first, first + count).includes(data);
  });
  return seen ? 'NOT' : 'UNKNOWN';
}

function inputBoundText(inputBound: InputBound, hasDevice: boolean, dataShare: number, hostShare: number): Said {
  const share = formatPercent(dataShare);
  switch (inputBound) {
    case 'HIGHLY':
      return hasDevice
        ? say`The run is HIGHLY input-bound: the device waits for input during ${share} of the step.`
        : say`The run is HIGHLY input-bound: the main thread loads data or waits for it during ${share} of the step.`;
    case 'MODERATELY':
      return hasDevice
        ? say`The run is MODERATELY input-bound: the device waits for input during ${share} of the step.`
        : say`The run is MODERATELY input-bound: the main thread loads data or waits for it during ${share} of the step.`;
    case 'NOT':
      return hasDevice
        ? say`The run is NOT input-bound: the device waits for input during ${share} of the step.`
        : say`The run is NOT input-bound: the main thread loads data or waits for it during ${share} of the step.`;
    case 'UNKNOWN':
      return say`Whether the run is input-bound cannot be told: no data-loading call is in the trace, and ${formatPercent(hostShare)} of the step is host time without a name.`;
    default:
      return assertNever(inputBound);
  }
}

function stepTime(timeline: Timeline, summary: RankSummary): VerdictSentence {
  const { medianStepUs, meanStepUs, minStepUs, maxStepUs, steps, oddSteps } = summary;
  const marked = stepsAreMarked(timeline, summary.rank);
  const [middle, least, most] = [formatMicros(medianStepUs), formatMicros(minStepUs), formatMicros(maxStepUs)];
  const text =
    steps > 1
      ? isUneven(summary)
        ? say`A step takes ${middle}: the median of ${formatCount(steps - oddSteps)} steps, from ${least} to ${most}; their mean is ${formatMicros(meanStepUs)}.`
        : say`A step takes ${middle}: the median of ${formatCount(steps - oddSteps)} steps, from ${least} to ${most}.`
      : marked
        ? say`The one step of this trace takes ${middle}.`
        : say`No steps are marked: the whole trace of ${middle} counts as one.`;
  const { label } = item(timeline.ranks, summary.rank);
  const told = timeline.ranks.length > 1 ? say`${label}: ${text}` : text;
  return { id: 'step-time', text: told, numbers: { medianStepUs, meanStepUs, minStepUs, maxStepUs, steps } };
}

/** Which steps the figures leave out, and why. */
function oddSentences(timeline: Timeline, rank: number): readonly VerdictSentence[] {
  const reasons = stepsOf(timeline, rank).flatMap((step) => (step.odd === undefined ? [] : [step.odd]));
  if (reasons.length === 0) return [];
  return [
    {
      id: 'left-out',
      text: say`Left out of the figures: ${sayClauses(reasons)}.`,
      numbers: { steps: reasons.length },
    },
  ];
}

/** Device work behind the last marker, which no figure of the steps holds; told from the share that the model tells it from. */
function afterSentences(timeline: Timeline, ledger: Ledger, rank: number): readonly VerdictSentence[] {
  const last = stepsOf(timeline, rank).at(-1);
  if (last === undefined || !timeline.diagnostics.some(({ code }) => code === 'work-after-steps')) return [];
  const { pieces } = item(ledger.ranks, rank);
  let afterUs = 0;
  for (let i = pieces.length - 1; i >= 0 && at(pieces.start, i) >= last.end; i--)
    if (at(pieces.class, i) <= LAST_DEVICE_CLASS) afterUs += at(pieces.end, i) - at(pieces.start, i);
  if (afterUs === 0) return [];
  const text = say`After the last step the device works on for ${formatMicros(afterUs)}, which is in no step.`;
  return [{ id: 'after-steps', text, numbers: { afterUs } }];
}

/** What was left out of the run when it was loaded. */
function partSentences({ part }: Timeline): readonly VerdictSentence[] {
  if (part === undefined) return [];
  const { loaded, count } = part.events;
  const text =
    loaded === 1
      ? say`Only ${sayPart(part)} was loaded: all figures speak of that part.`
      : say`Only ${sayPart(part)} were loaded: all figures speak of that part.`;
  return [{ id: 'part-loaded', text, numbers: { loaded, count } }];
}

/** A file that ends too early speaks of less than was recorded. */
function cutSentences({ diagnostics }: Timeline): readonly VerdictSentence[] {
  const cut = diagnostics.filter(({ code }) => code === 'cut-short' || code === 'gzip-damaged').length;
  if (cut === 0) return [];
  const text = say`The file is cut or damaged: all figures speak only of the part that could be read.`;
  return [{ id: 'cut-short', text, numbers: { cut } }];
}

function computeShare(timeline: Timeline, summary: RankSummary): VerdictSentence {
  const computeUs = summary.classes.compute;
  const share = shareOf(summary, computeUs);
  const { hasDevice, device } = item(timeline.ranks, summary.rank);
  const who = hasDevice
    ? say`The device computes`
    : device === undefined
      ? say`No device work is in the trace; the main thread computes`
      : say`The trace names a ${device} but holds none of its work; the main thread computes`;
  return {
    id: 'compute',
    text: say`${who} during ${formatPercent(share)} of the step (${formatMicros(computeUs)}).`,
    numbers: { computeShare: share, computeUs },
  };
}

function stallSentence(input: VerdictInput, summary: RankSummary, stall: ClassKey): VerdictSentence {
  const stallUs = summary.classes[stall];
  const stallShare = shareOf(summary, stallUs);
  const perStep = stallPerStep(input, stall);
  const worst = perStep.indexOf(perStep.reduce((most, us) => Math.max(most, us), 0));
  const worstShare = stallUs > 0 ? at(perStep, worst) / (stallUs * perStep.length) : 0;
  const step = usualSteps(stepsOf(input.timeline, summary.rank))[worst];
  const [took, share] = [formatMicros(stallUs), formatPercent(stallShare)];
  const oneStep = perStep.length > 2 && worstShare > 0.5 ? step : undefined;
  return {
    id: 'largest-stall',
    text:
      oneStep === undefined
        ? say`The largest stall is ${labelOf(stall)}: ${took} a step, ${share} of the time.`
        : say`The largest stall is ${labelOf(stall)}: ${took} a step, ${share} of the time, but ${formatPercent(worstShare)} of it lies in one step, ${oneStep.name}.`,
    numbers: { stallUs, stallShare, worstShare },
  };
}

/** Microseconds of one class in each step of the rank; odd steps left out. */
function stallPerStep({ timeline, ledger, rank }: VerdictInput, stall: ClassKey): Float64Array {
  const { perStep } = item(ledger.ranks, rank);
  const usual = usualMask(stepsOf(timeline, rank));
  return Float64Array.from(usual, (_, step) => at(perStep, step * CLASS_COUNT + classCode(stall))).filter(
    (_, step) => at(usual, step) === 1,
  );
}

/** What the replay says about removing the largest stall; silent where no lever acts on it. */
function gainSentences(
  input: VerdictInput,
  summary: RankSummary,
  stall: ClassKey | undefined,
): readonly VerdictSentence[] {
  const lever = leverOfClass(input.levers, stall);
  if (stall === undefined || lever === undefined || summary.medianStepUs <= 0) return [];
  const removed = removedStepOf(lever, input.timeline, input.rank);
  if (removed === undefined || input.gate?.trust === 'locked') return [];
  const byMean = removed.meanUs !== undefined && isUneven(summary);
  const removedStepUs = removed.meanUs !== undefined && byMean ? removed.meanUs : removed.medianUs;
  const measuredUs = byMean ? summary.meanStepUs : summary.medianStepUs;
  const gainUs = gainOfRemoved(removed, summary);
  const waitingUs = stall === 'communication' ? summary.subclasses.waiting : 0;
  const exposedUs = summary.classes[stall] - waitingUs;
  const label = waitingUs > 0 ? asWords('transfer') : labelOf(stall);
  const speedup = removedStepUs > 0 ? measuredUs / removedStepUs : Infinity;
  if (gainUs < LEAST_GAIN * summary.meanStepUs) {
    if (gainUs > exposedUs / 2) return [];
    const text = say`Exposed is not blocking: ${formatMicros(exposedUs)} a step is ${label}, but removing it alone would hardly change the step, says the replay: something else binds.`;
    return [{ id: 'exposed-not-blocking', text, numbers: { exposedUs, removedStepUs, gainUs } }];
  }
  const [took, times] = [formatMicros(removedStepUs), speedup.toFixed(2)];
  const gain: VerdictSentence = {
    id: 'gain',
    text: byMean
      ? say`Without ${label} the average step would take about ${took}, ${times} times as fast, says the replay.`
      : say`Without ${label} a step would take about ${took}, ${times} times as fast, says the replay.`,
    numbers: { removedStepUs, gainUs, speedup },
  };
  if (Math.abs(gainUs - exposedUs) <= Math.max(1, 0.05 * exposedUs)) return [gain];
  return [
    gain,
    {
      id: 'exposed-not-blocking',
      text: say`Exposed is not blocking: ${formatMicros(exposedUs)} a step is exposed, but removing it gains ${formatMicros(gainUs)}.`,
      numbers: { exposedUs, gainUs },
    },
  ];
}

function trustSentence(gate: GateFacts | undefined): readonly VerdictSentence[] {
  if (gate === undefined) return [];
  const { identityErrorUs, explainedErrorPercent } = gate;
  const off = formatPercent(Math.abs(explainedErrorPercent) / 100);
  const text =
    gate.trust === 'locked'
      ? say`Predictions for this run are only a hint: ${gate.reason}`
      : gate.trust === 'amber'
        ? say`With unexplained delays dropped, the replay is ${off} off the measured step: take predictions with care.`
        : say`With unexplained delays dropped, the replay is ${off} off the measured step.`;
  return [{ id: 'replay-trust', text, numbers: { identityErrorUs, explainedErrorPercent } }];
}

function largestStall(summary: RankSummary): ClassKey | undefined {
  let largest: ClassKey | undefined;
  for (const { key, stall } of CLASSES) {
    if (stall && summary.classes[key] > (largest === undefined ? 0 : summary.classes[largest])) largest = key;
  }
  return largest;
}

/** True where the steps come from markers; false where they were found in the names, or the whole trace stands for one. */
export function stepsAreMarked(timeline: Timeline, rank: number): boolean {
  const { stepsWay } = item(timeline.ranks, rank);
  return stepsWay !== 'found' && stepsWay !== 'whole';
}

/** True where some steps are so much longer or shorter that the median does not stand for the mean. */
const isUneven = ({ medianStepUs, meanStepUs }: RankSummary): boolean =>
  Math.abs(meanStepUs - medianStepUs) > UNEVEN * medianStepUs;

/** Share of the mean step, 0..1. */
export const shareOf = (summary: RankSummary, us: number): number =>
  summary.meanStepUs > 0 ? us / summary.meanStepUs : 0;

const labelOf = (key: ClassKey): Said => asWords(item(CLASSES, classCode(key)).label.toLowerCase());
