import { at, i32, u16, u32, u8 } from '../base/at.ts';
import { upperBound } from '../base/search.ts';
import { LINK_KINDS, type Timeline } from '../model/timeline.ts';
import { type RankNodes } from './anchors.ts';
import { type Draft, endOf, nodesByTime } from './draft.ts';

/** A thread idle for longer than this waits for another thread (Lumos calls it a significant gap; Chakra uses the same 1 ms). */
export const SIGNIFICANT_GAP_US = 1000;
/** Shorter gaps wait too where a thread that this one passes work to by recorded arrows ran inside them. */
export const PARTNER_GAP_US = 20;
/** A hand-off must leave less than this share of the gap unexplained. */
const MOST_LAG = 0.9;

/** Ends of all anchors of a rank by time, and which threads pass work to each other by recorded arrows. */
export interface HandoffTable {
  readonly endUs: Float64Array;
  readonly node: Uint32Array;
  readonly lane: Uint32Array;
  readonly partners: ReadonlyMap<number, ReadonlySet<number>>;
}

export function handoffTable(draft: Draft, timeline: Timeline, nodes: RankNodes): HandoffTable {
  const byEnd = nodesByTime(
    nodes.threads.map((thread) => thread.nodes),
    draft.end,
  );
  const lane = new Uint32Array(byEnd.node.length);
  for (let i = 0; i < lane.length; i++) lane[i] = i32(draft.resource, u32(byEnd.node, i));
  return { endUs: byEnd.timeUs, node: byEnd.node, lane, partners: partners(timeline) };
}

/** Threads joined by forward-to-backward arrows, both ways. */
function partners(timeline: Timeline): Map<number, Set<number>> {
  const { links, events } = timeline;
  const pairs = new Map<number, Set<number>>();
  const add = (a: number, b: number): void => {
    const known = pairs.get(a);
    if (known === undefined) pairs.set(a, new Set([b]));
    else known.add(b);
  };
  for (let i = 0; i < links.length; i++) {
    if (LINK_KINDS[u8(links.kind, i)] !== 'forwardBackward') continue;
    const from = u16(events.lane, u32(links.from, i));
    const to = u16(events.lane, u32(links.to, i));
    if (from === to) continue;
    add(from, to);
    add(to, from);
  }
  return pairs;
}

/**
 * End vertex of the last anchor of another thread that ended in (fromUs, toUs], a partner thread before any other, and no other where the gap is not
 * significant; -1 where there is none, or where it leaves most of the gap unexplained.
 */
export function findHandoff(table: HandoffTable, lane: number, fromUs: number, toUs: number): number {
  const own = table.partners.get(lane);
  let other = -1;
  let found = -1;
  for (let k = upperBound(table.endUs, toUs) - 1; k >= 0 && at(table.endUs, k) > fromUs && found < 0; k--) {
    const from = at(table.lane, k);
    if (from === lane) continue;
    if (other < 0) other = k;
    if (own === undefined || own.has(from)) found = k;
  }
  const significant = toUs - fromUs > SIGNIFICANT_GAP_US;
  const chosen = found >= 0 && (own !== undefined || significant) ? found : significant ? other : -1;
  if (chosen < 0 || toUs - at(table.endUs, chosen) >= MOST_LAG * (toUs - fromUs)) return -1;
  return endOf(at(table.node, chosen));
}
