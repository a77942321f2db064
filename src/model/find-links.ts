import { f64, i32, u32, u8 } from '../base/at.ts';
import { giveBack } from '../base/give-back.ts';
import { isInstant } from '../base/is-instant.ts';
import { sortKeys } from '../base/sort-keys.ts';
import { flowBinder, runTime } from './bind-flow.ts';
import { eventOf, freeIndex, indexOfFlows, setLast } from './correlation-index.ts';
import { KIND } from './event-kind.ts';
import { type Run } from './run-columns.ts';
import { EVENT_KINDS, LINK_KINDS, type Links } from './timeline.ts';

const FORWARD_BACKWARD = 'fwdbwd';
const FINISH = 'f'.charCodeAt(0);
const HOST_OPS = Uint8Array.from(EVENT_KINDS, (_, code) => (code === KIND.hostOp || code === KIND.annotation ? 1 : 0));

/** Arrows from a forward op to its backward op, as the profiler drew them: each start (`s`) goes to the finish (`f`) of the same id in the same file. */
export function findLinks(run: Run): Links {
  const most = run.files.reduce((sum, { scan }) => sum + scan.flows.length, 0);
  let forwards = new Uint32Array(most);
  let backwards = new Uint32Array(most);
  let count = 0;
  for (const { scan, shiftNs, resolutionUs, hostLaneOf } of run.files) {
    const { flows, strings } = scan;
    const wanted = strings.indexOf(FORWARD_BACKWARD);
    if (wanted < 0) continue;
    const { length, phase, category, id, time, track } = flows;
    const forwardOf = indexOfFlows(
      flows,
      Uint8Array.from(strings, (_, text) => (text === wanted ? 1 : 0)),
    );
    const bindStart = flowBinder(run, resolutionUs, HOST_OPS);
    const bindFinish = flowBinder(run, resolutionUs, HOST_OPS);
    for (let f = 0; f < length; f++) {
      if (u32(category, f) !== wanted || u8(phase, f) === FINISH || isInstant(u8(phase, f))) continue;
      const op = bindStart(i32(hostLaneOf, u32(track, f)), runTime(f64(time, f), shiftNs));
      if (op >= 0) setLast(forwardOf, f64(id, f), op);
    }
    for (let f = 0; f < length; f++) {
      if (u32(category, f) !== wanted || u8(phase, f) !== FINISH) continue;
      const forward = eventOf(forwardOf, f64(id, f));
      if (forward < 0) continue;
      const backward = bindFinish(i32(hostLaneOf, u32(track, f)), runTime(f64(time, f), shiftNs));
      if (backward < 0) continue;
      forwards[count] = forward;
      backwards[count++] = backward;
    }
    freeIndex(forwardOf);
  }
  forwards = cut(forwards, count);
  backwards = cut(backwards, count);
  const bound = run.events.length;
  const order = sortKeys(forwards, bound, sortKeys(backwards, bound));
  const from = order.map((k) => u32(forwards, k));
  const to = order.map((k) => u32(backwards, k));
  for (const column of [order, forwards, backwards]) giveBack(column.buffer);
  const kind = new Uint8Array(count).fill(LINK_KINDS.indexOf('forwardBackward'));
  return { length: count, from, to, kind };
}

/** The first `count` in a buffer of their own; the other is given back. */
function cut(column: Uint32Array<ArrayBuffer>, count: number): Uint32Array<ArrayBuffer> {
  const own = column.slice(0, count);
  giveBack(column.buffer);
  return own;
}
