import { at, f64, i32, u32, u8 } from '../base/at.ts';
import { HANDLING_US, MOST_HANDLING_US, SAME_LENGTH, waitedCalls } from '../ledger/loader-waits.ts';
import { type Timeline } from '../model/timeline.ts';
import { type RankNodes } from './anchors.ts';
import { addEdge, type Draft, endOf } from './draft.ts';
import { INFERRED, weightCode } from './graph.ts';
import { type NameTable } from './names.ts';

export const WAITED_US = 2 * HANDLING_US;

/** True where two calls or more are as short as the shortest, so that taking a ready batch over is seen alone. One such call may have waited too. */
export function handOverShows(lengthsUs: readonly number[]): boolean {
  const shortestUs = Math.min(...lengthsUs);
  const alike = lengthsUs.filter((us) => us <= shortestUs * (1 + SAME_LENGTH));
  return alike.length > 1 && shortestUs <= MOST_HANDLING_US;
}

/** The calls of a thread that take batches from workers, in order. */
const workerCalls = (draft: Draft, timeline: Timeline, nodes: readonly number[], names: NameTable): number[] =>
  nodes.filter((node) => u8(names.loaderWorkers, u32(timeline.events.name, i32(draft.event, node))) === 1);

/**
 * What taking a ready batch costs in this run, microseconds: its shortest call on any rank; HANDLING_US where even that takes longer than any hand-over
 * that was measured.
 */
export function handlingOf(draft: Draft, timeline: Timeline, ranks: readonly RankNodes[], names: NameTable): number {
  let shortestUs = Infinity;
  for (const { threads } of ranks) {
    for (const { nodes } of threads) {
      for (const node of workerCalls(draft, timeline, nodes, names))
        shortestUs = Math.min(shortestUs, f64(draft.end, node) - f64(draft.start, node));
    }
  }
  return shortestUs <= MOST_HANDLING_US ? shortestUs : HANDLING_US;
}

/** The longest rhythm looked for: waits come back with the worker, so with their number. */
const MOST_LAG = 16;

/**
 * The rhythm in which calls wait: the least lag at which a call waited exactly where the call so many before it did. 1: all of them wait. Undefined
 * where none does, or the waits have no rhythm that shows twice.
 */
export function rhythmOf(waited: readonly boolean[]): number | undefined {
  // The first call may wait for the workers to start.
  const lasting = waited.slice(1);
  if (!lasting.includes(true)) return undefined;
  for (let lag = 1; lag <= MOST_LAG && 2 * lag <= lasting.length; lag++)
    if (lasting.every((one, k) => k < lag || one === lasting[k - lag])) return lag;
  return undefined;
}

/**
 * Loader worker processes run beside the training thread: a call that waits for a batch ends when its worker has made it, however late the
 * call began. Batches are dealt out in turn, so waits come back in a rhythm: at its lag the same worker was busy all the time between, and the second call ends
 * no earlier than their measured distance after the first. That distance is the data lever's, and the call keeps only the
 * handling as its own. Waits without a rhythm tell nothing about the workers' pace and stay the call's own time.
 * Gives the calls that are so paced.
 */
export function addLoaderQueue(
  draft: Draft,
  timeline: Timeline,
  nodes: RankNodes,
  names: NameTable,
  handlingUs: number,
): ReadonlySet<number> {
  const data = weightCode('data');
  const paced = new Set<number>();
  for (const thread of nodes.threads) {
    const calls = workerCalls(draft, timeline, thread.nodes, names);
    const lengthsUs = Float64Array.from(calls, (node) => f64(draft.end, node) - f64(draft.start, node));
    const waited = Array.from(waitedCalls(lengthsUs, handlingUs), (one) => one === 1);
    const lag = rhythmOf(waited) ?? 1;
    for (let k = lag; k < calls.length; k++) {
      if (waited[k] !== true || waited[k - lag] !== true) continue;
      const before = at(calls, k - lag);
      const call = at(calls, k);
      const distanceUs = f64(draft.end, call) - f64(draft.end, before);
      addEdge(draft, 'workers', endOf(before), endOf(call), distanceUs, data, INFERRED);
      draft.ownCap[call] = handlingUs;
      paced.add(call);
    }
  }
  return paced;
}
