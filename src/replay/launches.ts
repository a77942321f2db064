import { f64, i32, u32 } from '../base/at.ts';
import { orderBy } from '../base/order-by.ts';
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
  const room = nodes.streams.reduce((sum, stream) => sum + stream.nodes.length, 0);
  const calls = new Uint32Array(room);
  const works = new Uint32Array(room);
  const startUs = new Float64Array(room);
  let length = 0;
  for (const stream of nodes.streams) {
    for (const work of stream.nodes) {
      const launcher = i32(timeline.events.launcher, i32(draft.event, work));
      const call = launcher < 0 ? -1 : i32(draft.nodeOf, launcher);
      if (call < 0) continue;
      calls[length] = call;
      works[length] = work;
      startUs[length++] = f64(draft.start, call);
    }
  }
  const order = orderBy(startUs.subarray(0, length));
  const before = (a: number, b: number): number =>
    f64(startUs, a) - f64(startUs, b) ||
    u32(calls, a) - u32(calls, b) ||
    f64(draft.start, u32(works, a)) - f64(draft.start, u32(works, b));
  if (!order.every((entry, i) => i === 0 || before(u32(order, i - 1), entry) <= 0)) order.sort(before);
  const table = {
    length,
    call: new Uint32Array(length),
    work: new Uint32Array(length),
    callStartUs: new Float64Array(length),
    unlaunched: room - length,
  };
  for (let i = 0; i < length; i++) {
    const entry = u32(order, i);
    table.call[i] = u32(calls, entry);
    table.work[i] = u32(works, entry);
    table.callStartUs[i] = f64(startUs, entry);
  }
  return table;
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
    const work = u32(table.work, i);
    const lane = i32(draft.resource, work);
    let list = byLane.get(lane);
    if (list === undefined) byLane.set(lane, (list = { calls: [], works: [] }));
    list.calls.push(f64(table.callStartUs, i));
    list.works.push(work);
  }
  return nodes.streams.flatMap(({ lane, device, stream }) => {
    const list = byLane.get(lane);
    return list === undefined
      ? []
      : [{ device, stream, callStartUs: Float64Array.from(list.calls), work: Uint32Array.from(list.works) }];
  });
}
