import { inEnglish } from '../base/say.ts';
import fc from 'fast-check';
import { buildLedger } from '../ledger/build-ledger.ts';
import { type Ledger } from '../ledger/ledger.ts';
import { buildRunRanks } from '../ledger/ranks/run-ranks.ts';
import { splitCommunication } from '../ledger/ranks/split-communication.ts';
import { buildTimeline } from '../model/build-timeline.ts';
import { type Timeline } from '../model/timeline.ts';
import { scanOf, type TraceRow } from './scan-of.ts';

/** A run in which ranks only meet: when each rank arrives at each collective, and how long the transfer then takes. Microseconds. */
export interface CollectiveRun {
  /** arrivals[m][r]: of rank r at collective m. */
  readonly arrivals: readonly (readonly number[])[];
  readonly transferUs: readonly number[];
  /** How far each rank's clock is ahead. */
  readonly clockUs?: readonly number[];
  /** Arguments of each rank's m-th collective. */
  readonly args?: (collective: number, rank: number) => Readonly<Record<string, unknown>>;
  readonly name?: string;
  readonly header?: (rank: number) => Readonly<Record<string, unknown>>;
}

/** One file a rank: one step, a compute kernel up to each arrival, and the collective's kernel from there to the common end. */
export function collectiveTimeline(run: CollectiveRun): Timeline {
  const { arrivals, transferUs, clockUs = [], name = 'ncclDevKernel_AllReduce_Sum_f32_RING_LL' } = run;
  const ranks = arrivals[0]?.length ?? 0;
  const scans = Array.from({ length: ranks }, (_, rank) => {
    const skew = clockUs[rank] ?? 0;
    const rows: TraceRow[] = [];
    let free = 0;
    arrivals.forEach((own, m) => {
      const ts = own[rank] ?? 0;
      const end = Math.max(...own) + (transferUs[m] ?? 0);
      const place = { pid: 0, cat: 'kernel' };
      if (ts > free)
        rows.push({ ...place, tid: 7, name: 'gemm', ts: free + skew, dur: ts - free, args: { device: 0, stream: 7 } });
      const args = { device: 0, stream: 9, ...run.args?.(m, rank) };
      rows.push({ ...place, tid: 9, name, ts: ts + skew, dur: end - ts, args });
      free = end;
    });
    const step = { cat: 'user_annotation', name: 'ProfilerStep#1', pid: 100 + rank, tid: 'main', ts: skew, dur: free };
    const header = { distributedInfo: { rank, world_size: ranks }, ...run.header?.(rank) };
    return scanOf([step, ...rows], header, `rank${rank}.json`);
  });
  const built = buildTimeline(scans);
  if (!built.ok) throw new Error(inEnglish(built.failure.userMessage));
  return built.value;
}

/** Its ledger with communication cut into waiting and transfer, as the page shows it. */
export function collectiveLedger(timeline: Timeline): Ledger {
  const plain = buildLedger(timeline);
  const ranks = buildRunRanks(timeline, plain);
  if (ranks === undefined) return plain;
  const { alignment, split, members } = ranks;
  return splitCommunication(timeline, plain, { matches: alignment.matches, split, members });
}

const wholeUs = (max: number) => fc.integer({ min: 1, max });

/** Two to six ranks, up to eight collectives, each rank a random time after the end of the collective before. */
export const anyCollectiveRun = (): fc.Arbitrary<CollectiveRun> =>
  fc
    .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 8 }))
    .chain(([ranks, count]) =>
      fc.record({
        delays: fc.array(fc.array(wholeUs(5000), { minLength: ranks, maxLength: ranks }), {
          minLength: count,
          maxLength: count,
        }),
        transferUs: fc.array(wholeUs(2000), { minLength: count, maxLength: count }),
      }),
    )
    .map(({ delays, transferUs }) => {
      let free = 0;
      const arrivals = delays.map((own, m) => {
        const at = own.map((delay) => free + delay);
        free = Math.max(...at) + (transferUs[m] ?? 0);
        return at;
      });
      return { arrivals, transferUs };
    });
