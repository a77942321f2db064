import { f64, item, u16, u32 } from '../base/at.ts';
import { formatBytes } from '../base/format.ts';
import { type Step, type Timeline } from '../model/timeline.ts';
import { type RunSide } from './compare.ts';

export type RefusalKind = 'steps' | 'world' | 'device' | 'batch';

/** Why two runs should not be held against each other. */
export interface Refusal {
  readonly kind: RefusalKind;
  readonly sentence: string;
}

/** Bytes of input may differ by this share: labels of variable length, a last batch. */
const BATCH_TOLERANCE = 0.02;

/** What differs between two runs besides a fix; empty where they can be compared. What a trace does not say is not held against it. */
export function refusalsOf(before: RunSide, after: RunSide): Refusal[] {
  return [
    ...stepRefusals(before, after),
    ...worldRefusals(before, after),
    ...deviceRefusals(before, after),
    ...batchRefusals(before, after),
  ];
}

function stepRefusals(before: RunSide, after: RunSide): Refusal[] {
  const whole = [
    ...(rankOf(before).stepsWay === 'whole' ? ['first'] : []),
    ...(rankOf(after).stepsWay === 'whole' ? ['second'] : []),
  ];
  if (whole.length === 0) return [];
  const which = whole.length === 2 ? 'either trace' : `the ${item(whole, 0)} trace`;
  return [
    { kind: 'steps', sentence: `No steps were found in ${which}, and traces as a whole may hold more or less work.` },
  ];
}

function worldRefusals(before: RunSide, after: RunSide): Refusal[] {
  const left = rankOf(before).worldSize ?? before.timeline.ranks.length;
  const right = rankOf(after).worldSize ?? after.timeline.ranks.length;
  if (left === right) return [];
  return [{ kind: 'world', sentence: `The first run has ${ranks(left)}, the second ${ranks(right)}.` }];
}

const ranks = (count: number): string => `${count} rank${count === 1 ? '' : 's'}`;

function deviceRefusals(before: RunSide, after: RunSide): Refusal[] {
  const left = rankOf(before);
  const right = rankOf(after);
  if (left.hasDevice !== right.hasDevice) {
    const [has, lacks] = left.hasDevice ? ['first', 'second'] : ['second', 'first'];
    return [{ kind: 'device', sentence: `The ${has} run has work on a device, the ${lacks} has none.` }];
  }
  if (left.device === undefined || right.device === undefined || left.device === right.device) return [];
  return [{ kind: 'device', sentence: `The first run is on ${left.device}, the second on ${right.device}.` }];
}

function batchRefusals(before: RunSide, after: RunSide): Refusal[] {
  const left = inputBytes(before);
  const right = inputBytes(after);
  if (left === undefined || right === undefined || Math.abs(right - left) <= BATCH_TOLERANCE * left) return [];
  return [
    {
      kind: 'batch',
      sentence: `A step of the first run copies ${formatBytes(left)} to the device, one of the second ${formatBytes(right)}: the batch is another.`,
    },
  ];
}

const rankOf = ({ timeline, rank }: RunSide) => item(timeline.ranks, rank);

const TO_DEVICE = /\bHtoD\b|host\s*(?:to|->|=>|2)\s*(?:device|gpu)|\bH2D\b/i;

/** Bytes copied to the device in a usual step, the median over them: the best a trace says of the batch. Undefined where no copy has a size. */
export function inputBytes({ timeline, rank }: Pick<RunSide, 'timeline' | 'rank'>): number | undefined {
  const { events, extras, lanes, strings } = timeline;
  const bytes = strings.indexOf('bytes');
  const steps = usualStepsOf(timeline, rank);
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

function usualStepsOf(timeline: Timeline, rank: number): readonly Step[] {
  const { firstStep, lastStep } = item(timeline.ranks, rank);
  return timeline.steps.slice(firstStep, lastStep).filter((step) => step.odd === undefined);
}
