import { f64, i32, item, u16, u32, u8 } from '../base/at.ts';
import { type Said, say } from '../base/say.ts';
import { classifyEvents } from '../ledger/classify-events.ts';
import { classCode } from '../ledger/classes.ts';
import { type RunSide, summaryOf } from '../ledger/compare.ts';
import { inputBytes } from '../ledger/comparable.ts';
import { stepsOf } from '../ledger/build-ledger.ts';
import { usualSteps } from '../model/find-steps-odd.ts';
import { loaderCallIn, nameTable } from './names.ts';
import { kindCode } from '../model/timeline.ts';
import { type KnownKey } from './scenario.ts';

/** What two runs of one job with different batches tell: which share of each cost does not grow with the batch. */
export type BatchCosts =
  | {
      readonly kind: 'told';
      /** The other run's batch over this one's. */
      readonly times: number;
      /** Shares from 0 to 1, by what of `Scenario.known` they are. */
      readonly known: Readonly<Partial<Record<KnownKey, number>>>;
    }
  | { readonly kind: 'silent'; readonly reason: Said };

/** Batches that differ by less than this share tell nothing. */
const LEAST_CHANGE = 0.1;
const DIGITS = 1e4;

/**
 * T = T_fix + T_var k through both runs: fixed share of this one = 1 - (T_other / T - 1) / (k - 1), from 0 to 1. k: `times` where given, else
 * by the bytes that a step copies to the device.
 */
export function batchCosts(run: RunSide, other: RunSide, times?: number): BatchCosts {
  const [bytes, otherBytes] = [inputBytes(run), inputBytes(other)];
  const ratio = times ?? (bytes === undefined || otherBytes === undefined ? undefined : otherBytes / bytes);
  if (ratio === undefined)
    return {
      kind: 'silent',
      reason: say`How much larger the other run's batch is cannot be told: no copy to the device says how many bytes it has.`,
    };
  if (Math.abs(ratio - 1) < LEAST_CHANGE)
    return { kind: 'silent', reason: say`Both runs have the same batch: what grows with it cannot be told.` };
  const [own, others] = [costsOf(run), costsOf(other)];
  const share = (key: keyof Costs): number | undefined => {
    const [us, otherUs] = [own[key], others[key]];
    if (us === undefined || otherUs === undefined || !(us > 0)) return undefined;
    const fixed = 1 - (otherUs / us - 1) / (ratio - 1);
    return Math.round(DIGITS * Math.min(1, Math.max(0, fixed))) / DIGITS;
  };
  const [fixedCompute, fixedLoading, fixedCopy] = [share('computeUs'), share('loadingUs'), share('copyUs')];
  return {
    kind: 'told',
    times: ratio,
    known: {
      ...(fixedCompute !== undefined && { fixedCompute }),
      ...(fixedLoading !== undefined && { fixedLoading }),
      ...(fixedCopy !== undefined && { fixedCopy }),
    },
  };
}

/** Microseconds a usual step. */
interface Costs {
  readonly computeUs: number;
  readonly copyUs: number;
  /** Undefined where worker processes load: what a batch costs them is not the length of a call. */
  readonly loadingUs: number | undefined;
}

function costsOf(side: RunSide): Costs {
  const { timeline, rank, ledger } = side;
  const { events, lanes } = timeline;
  const steps = usualSteps(stepsOf(timeline, rank));
  const classes = classifyEvents(timeline, ledger.patterns);
  const names = nameTable(timeline);
  const data = classCode('data');
  const memcpy = kindCode('memcpy');
  let copyUs = 0;
  let loadingUs = 0;
  let workers = false;
  for (let i = 0; i < events.length; i++) {
    const lane = item(lanes, u16(events.lane, i));
    if (lane.rank !== rank) continue;
    const isCopy = u8(events.kind, i) === memcpy && u8(names.toDevice, u32(events.name, i)) === 1;
    const isLoading = lane.kind === 'host' && u8(classes, i) === data && !insideLoading(i);
    if (!isCopy && !isLoading) continue;
    const startUs = f64(events.start, i);
    if (!steps.some(({ start, end }) => startUs >= start && startUs < end)) continue;
    const us = f64(events.end, i) - startUs;
    if (isCopy) copyUs += us;
    if (isLoading) loadingUs += us;
    if (isLoading && u8(names.loaderWorkers, u32(events.name, loaderCallIn(timeline, names, i))) === 1) workers = true;
  }
  function insideLoading(event: number): boolean {
    for (let outer = i32(events.parent, event); outer >= 0; outer = i32(events.parent, outer))
      if (u8(classes, outer) === data) return true;
    return false;
  }
  const count = Math.max(1, steps.length);
  return {
    computeUs: summaryOf(side).classes.compute,
    copyUs: copyUs / count,
    loadingUs: workers ? undefined : loadingUs / count,
  };
}
