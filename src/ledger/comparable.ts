import { assertNever } from '../base/assert.ts';
import { f64, item, u16, u32 } from '../base/at.ts';
import { formatBytes } from '../base/format.ts';
import { type Said, say } from '../base/say.ts';
import { usualSteps } from '../model/find-steps-odd.ts';
import { type StepsWay } from '../model/timeline.ts';
import { stepsOf } from './build-ledger.ts';
import { type RunSide } from './compare.ts';

export type RefusalKind = 'steps' | 'step-kind' | 'world' | 'device' | 'batch';

/** Why two runs should not be held against each other. */
export interface Refusal {
  readonly kind: RefusalKind;
  readonly sentence: Said;
}

/** Bytes of input may differ by this share: labels of variable length, a last batch. */
const BATCH_TOLERANCE = 0.02;

/** What differs between two runs besides a fix; empty where they can be compared. What a trace does not say is not held against it. */
export function refusalsOf(before: RunSide, after: RunSide): Refusal[] {
  return [
    ...stepRefusals(before, after),
    ...stepKindRefusals(before, after),
    ...worldRefusals(before, after),
    ...deviceRefusals(before, after),
    ...batchRefusals(before, after),
  ];
}

function stepRefusals(before: RunSide, after: RunSide): Refusal[] {
  const first = rankOf(before).stepsWay === 'whole';
  const second = rankOf(after).stepsWay === 'whole';
  if (first && second)
    return [
      {
        kind: 'steps',
        sentence: say`No steps were found in either trace, and traces as a whole may hold more or less work.`,
      },
    ];
  if (first)
    return [
      {
        kind: 'steps',
        sentence: say`No steps were found in the first trace, and a trace as a whole may hold more or less work.`,
      },
    ];
  if (second)
    return [
      {
        kind: 'steps',
        sentence: say`No steps were found in the second trace, and a trace as a whole may hold more or less work.`,
      },
    ];
  return [];
}

/** What one step is, by the way it was found. */
function workOf(way: StepsWay): 'iteration' | 'inference' | 'period' | 'unknown' {
  switch (way) {
    case 'user':
    case 'whole':
      return 'unknown';
    case 'inference':
      return 'inference';
    case 'found':
      return 'period';
    case 'format':
    case 'profiler':
    case 'line':
    case 'numbered':
    case 'optimizer':
      return 'iteration';
    default:
      return assertNever(way);
  }
}

function stepKindRefusals(before: RunSide, after: RunSide): Refusal[] {
  const left = rankOf(before);
  const right = rankOf(after);
  const kinds = [workOf(left.stepsWay), workOf(right.stepsWay)];
  if (kinds[0] === kinds[1] || kinds.includes('unknown')) return [];
  const sentence = say`The steps are not of one kind: those of the first run were found by ${left.stepsFrom}, those of the second by ${right.stepsFrom}.`;
  return [{ kind: 'step-kind', sentence }];
}

function worldRefusals(before: RunSide, after: RunSide): Refusal[] {
  const left = rankOf(before).worldSize ?? before.timeline.ranks.length;
  const right = rankOf(after).worldSize ?? after.timeline.ranks.length;
  if (left === right) return [];
  return [{ kind: 'world', sentence: say`The first run has ${ranks(left)}, the second ${ranks(right)}.` }];
}

const ranks = (count: number): Said => (count === 1 ? say`1 rank` : say`${count} ranks`);

function deviceRefusals(before: RunSide, after: RunSide): Refusal[] {
  const left = rankOf(before);
  const right = rankOf(after);
  if (left.hasDevice !== right.hasDevice) {
    const sentence = left.hasDevice
      ? say`The first run has work on a device, the second has none.`
      : say`The second run has work on a device, the first has none.`;
    return [{ kind: 'device', sentence }];
  }
  if (left.device === undefined || right.device === undefined || left.device === right.device) return [];
  return [{ kind: 'device', sentence: say`The first run is on ${left.device}, the second on ${right.device}.` }];
}

function batchRefusals(before: RunSide, after: RunSide): Refusal[] {
  const left = inputBytes(before);
  const right = inputBytes(after);
  if (left === undefined || right === undefined || Math.abs(right - left) <= BATCH_TOLERANCE * left) return [];
  return [
    {
      kind: 'batch',
      sentence: say`A step of the first run copies ${formatBytes(left)} to the device, one of the second ${formatBytes(right)}: the batch is another.`,
    },
  ];
}

const rankOf = ({ timeline, rank }: RunSide) => item(timeline.ranks, rank);

const TO_DEVICE = /\bHtoD\b|host\s*(?:to|->|=>|2)\s*(?:device|gpu)|\bH2D\b/i;

/** Bytes copied to the device in a usual step, the median over them: the best a trace says of the batch. Undefined where no copy has a size. */
export function inputBytes({ timeline, rank }: Pick<RunSide, 'timeline' | 'rank'>): number | undefined {
  const { events, extras, lanes, strings } = timeline;
  const bytes = strings.indexOf('bytes');
  const steps = usualSteps(stepsOf(timeline, rank));
  const toDevice = Uint8Array.from(strings, (text) => (TO_DEVICE.test(text) ? 1 : 0));
  const sums = new Float64Array(steps.length);
  for (let i = 0; i < extras.length; i++) {
    if (u32(extras.key, i) !== bytes) continue;
    const event = u32(extras.event, i);
    if (toDevice[u32(events.name, event)] !== 1 || item(lanes, u16(events.lane, event)).rank !== rank) continue;
    const start = f64(events.start, event);
    const step = steps.findIndex((row) => start >= row.start && start < row.end);
    if (step >= 0) sums[step] = f64(sums, step) + f64(extras.number, i);
  }
  const middle = sums.sort()[sums.length >> 1];
  return middle === undefined || middle === 0 ? undefined : middle;
}
