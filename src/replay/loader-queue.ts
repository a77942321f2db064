import { at } from '../base/at.ts';
import { type Timeline } from '../model/timeline.ts';
import { type RankNodes } from './anchors.ts';
import { addEdge, type Draft, endOf } from './draft.ts';
import { INFERRED, weightCode } from './graph.ts';
import { type NameTable } from './names.ts';

/** What taking a ready batch over from a worker costs, microseconds: 1300 to 1700 measured on public traces with four workers. */
export const HANDLING_US = 1500;
/** A call this many times longer than handling waited for its batch. */
const WAITED = 2;
export const WAITED_US = WAITED * HANDLING_US;

/** The calls of a thread that take batches from workers, in order. */
const workerCalls = (draft: Draft, timeline: Timeline, nodes: readonly number[], names: NameTable): number[] =>
  nodes.filter((node) => at(names.loaderWorkers, at(timeline.events.name, at(draft.event, node))) === 1);

/** What taking a ready batch costs in this run: its shortest call on any rank, at most HANDLING_US. Microseconds. */
export function handlingOf(draft: Draft, timeline: Timeline, ranks: readonly RankNodes[], names: NameTable): number {
  let leastUs = HANDLING_US;
  for (const { threads } of ranks) {
    for (const { nodes } of threads) {
      for (const node of workerCalls(draft, timeline, nodes, names))
        leastUs = Math.min(leastUs, at(draft.end, node) - at(draft.start, node));
    }
  }
  return leastUs;
}

/**
 * Loader worker processes run beside the training thread: a call that waits for a batch ends when the workers have made it,
 * however late the call began. Where two calls in a row waited, the workers were busy all the time between, so the second ends
 * no earlier than their measured distance after the first; that distance is the data lever's, and the call keeps only the
 * handling as its own. A single wait tells nothing about the workers' pace and stays the call's own time.
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
    const lengths = calls.map((node) => at(draft.end, node) - at(draft.start, node));
    for (let k = 1; k < calls.length; k++) {
      if (Math.min(at(lengths, k - 1), at(lengths, k)) <= WAITED_US) continue;
      const before = at(calls, k - 1);
      const call = at(calls, k);
      const distanceUs = at(draft.end, call) - at(draft.end, before);
      addEdge(draft, 'workers', endOf(before), endOf(call), distanceUs, data, INFERRED);
      draft.ownCap[call] = handlingUs;
      paced.add(call);
    }
  }
  return paced;
}
