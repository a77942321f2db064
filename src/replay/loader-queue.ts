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

/**
 * Loader worker processes run beside the training thread: a call that waits for a batch ends when the workers have made it,
 * however late the call began. Where two calls in a row waited, the workers were busy all the time between, so the second ends
 * no earlier than their measured distance after the first; that distance is the data lever's, and the call keeps only the
 * handling as its own. A single wait tells nothing about the workers' pace and stays the call's own time.
 * Gives the number of edges.
 */
export function addLoaderQueue(draft: Draft, timeline: Timeline, nodes: RankNodes, names: NameTable): number {
  const data = weightCode('data');
  let added = 0;
  for (const thread of nodes.threads) {
    const calls = thread.nodes.filter(
      (node) => at(names.loaderWorkers, at(timeline.events.name, at(draft.event, node))) === 1,
    );
    const lengths = calls.map((node) => at(draft.end, node) - at(draft.start, node));
    const handlingUs = lengths.reduce((least, length) => Math.min(least, length), HANDLING_US);
    for (let k = 1; k < calls.length; k++) {
      if (Math.min(at(lengths, k - 1), at(lengths, k)) <= WAITED * HANDLING_US) continue;
      const before = at(calls, k - 1);
      const call = at(calls, k);
      const distanceUs = at(draft.end, call) - at(draft.end, before);
      addEdge(draft, 'workers', endOf(before), endOf(call), distanceUs, data, INFERRED);
      draft.ownCap[call] = handlingUs;
      added++;
    }
  }
  return added;
}
