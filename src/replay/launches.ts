import { at, f64, i32 } from '../base/at.ts';
import { type Timeline } from '../model/timeline.ts';
import { type RankNodes } from './anchors.ts';
import { type Draft } from './draft.ts';

/** Device work of a rank and the calls that launched it, in launch order. Node numbers. */
export interface LaunchTable {
  readonly length: number;
  readonly call: Uint32Array;
  readonly work: Uint32Array;
  readonly callStartUs: Float64Array;
  /** Device work without a known launch. */
  readonly unlaunched: number;
}

/** Pairs each piece of device work with its launching call; ordered by call, then by start on the device. */
export function launchTable(draft: Draft, timeline: Timeline, nodes: RankNodes): LaunchTable {
  const calls: number[] = [];
  const works: number[] = [];
  let unlaunched = 0;
  for (const stream of nodes.streams) {
    for (const work of stream.nodes) {
      const launcher = i32(timeline.events.launcher, at(draft.event, work));
      const call = launcher < 0 ? -1 : i32(draft.nodeOf, launcher);
      if (call < 0) {
        unlaunched++;
        continue;
      }
      calls.push(call);
      works.push(work);
    }
  }
  const startUs = Float64Array.from(calls, (call) => at(draft.start, call));
  const workUs = Float64Array.from(works, (work) => at(draft.start, work));
  const before = (a: number, b: number): number =>
    f64(startUs, a) - f64(startUs, b) || at(calls, a) - at(calls, b) || f64(workUs, a) - f64(workUs, b);
  const order = Uint32Array.from(calls, (_, i) => i);
  if (!order.every((i) => i === 0 || before(i - 1, i) <= 0)) order.sort(before);
  return {
    length: order.length,
    call: order.map((i) => at(calls, i)),
    work: order.map((i) => at(works, i)),
    callStartUs: Float64Array.from(order, (i) => f64(startUs, i)),
    unlaunched,
  };
}

/** The launches of one stream, so that "the last work launched before" is one look-up. */
export interface StreamLaunches {
  readonly device: number;
  readonly stream: number;
  readonly callStartUs: Float64Array;
  readonly work: Uint32Array;
}

export function launchesByStream(draft: Draft, table: LaunchTable, nodes: RankNodes): readonly StreamLaunches[] {
  const byLane = new Map<number, { calls: number[]; works: number[] }>();
  for (let i = 0; i < table.length; i++) {
    const work = at(table.work, i);
    const lane = at(draft.resource, work);
    let list = byLane.get(lane);
    if (list === undefined) byLane.set(lane, (list = { calls: [], works: [] }));
    list.calls.push(at(table.callStartUs, i));
    list.works.push(work);
  }
  return nodes.streams.flatMap(({ lane, device, stream }) => {
    const list = byLane.get(lane);
    return list === undefined
      ? []
      : [{ device, stream, callStartUs: Float64Array.from(list.calls), work: Uint32Array.from(list.works) }];
  });
}
