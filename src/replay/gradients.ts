import { f64, item, u32, u8 } from '../base/at.ts';
import { lowerBound, upperBound } from '../base/search.ts';
import { type Timeline } from '../model/timeline.ts';
import { type RankNodes, type ThreadAnchors } from './anchors.ts';
import { type Draft, endOf } from './draft.ts';
import { type GradientDetail } from './graph-detail.ts';
import { weightCode } from './graph.ts';
import { type LaunchTable } from './launches.ts';

/** Autograd's node that adds one parameter's gradient; what hangs on it, such as copying it into a bucket, runs inside. */
const ACCUMULATE = /AccumulateGrad$/;

/** When each gradient of each rank is there, by the ops that accumulate them; none where the trace does not name those. */
export function gradientDetail(
  draft: Draft,
  timeline: Timeline,
  ranks: readonly RankNodes[],
  tables: readonly LaunchTable[],
): GradientDetail {
  const { events, strings, lanes } = timeline;
  const accumulates = Uint8Array.from(strings, (name) => (ACCUMULATE.test(name) ? 1 : 0));
  const found: { vertex: number; hostUs: number }[] = [];
  if (accumulates.includes(1)) {
    ranks.forEach(({ threads }, r) => {
      for (const thread of threads) {
        const { first, count } = item(lanes, thread.lane);
        const doneBy = lastDone(draft, thread, item(tables, r));
        let untilUs = -Infinity;
        for (let i = first; i < first + count; i++) {
          if (u8(accumulates, u32(events.name, i)) === 0 || f64(events.start, i) < untilUs) continue;
          untilUs = f64(events.end, i);
          const node = doneBy(untilUs);
          if (node !== undefined) found.push({ vertex: endOf(node), hostUs: f64(events.start, i) });
        }
      }
    });
  }
  return {
    vertex: Uint32Array.from(found, ({ vertex }) => vertex),
    hostUs: Float64Array.from(found, ({ hostUs }) => hostUs),
  };
}

/** Of a thread, the node that holds what was computed by a time: the last compute that it had launched, else the last op that had ended. */
function lastDone(draft: Draft, { nodes }: ThreadAnchors, table: LaunchTable): (untilUs: number) => number | undefined {
  const compute = weightCode('compute');
  const calls = new Set(nodes);
  const work: number[] = [];
  const timeUs: number[] = [];
  for (let i = 0; i < table.length; i++) {
    if (!calls.has(u32(table.call, i)) || u8(draft.nodeClass, u32(table.work, i)) !== compute) continue;
    work.push(u32(table.work, i));
    timeUs.push(f64(table.callStartUs, i));
  }
  if (work.length > 0) return (untilUs) => work[lowerBound(timeUs, untilUs) - 1];
  const ops = nodes.filter((node) => u8(draft.nodeClass, node) === compute);
  const ends = ops.map((node) => f64(draft.end, node));
  return (untilUs) => ops[upperBound(ends, untilUs) - 1];
}
