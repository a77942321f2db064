import { at, f64, i32, u32, u8 } from '../base/at.ts';
import { bindFlow, runTime } from './bind-flow.ts';
import { KIND } from './event-kind.ts';
import { type Run } from './run-columns.ts';
import { EVENT_KINDS, LINK_KINDS, type Links } from './timeline.ts';

const FORWARD_BACKWARD = 'fwdbwd';
const FINISH = 'f'.charCodeAt(0);
const HOST_OPS = Uint8Array.from(EVENT_KINDS, (_, code) => (code === KIND.hostOp || code === KIND.annotation ? 1 : 0));

/** Arrows from a forward op to its backward op, as the profiler drew them: each start (`s`) goes to the finish (`f`) of the same id in the same file. */
export function findLinks(run: Run): Links {
  const from: number[] = [];
  const to: number[] = [];
  for (const { scan, shiftNs, resolutionUs, hostLaneOf } of run.files) {
    const { flows, strings } = scan;
    const category = strings.indexOf(FORWARD_BACKWARD);
    if (category < 0) continue;
    const forwardOf = new Map<number, number>();
    const finishes: number[] = [];
    for (let f = 0; f < flows.length; f++) {
      if (u32(flows.category, f) !== category) continue;
      if (u8(flows.phase, f) === FINISH) {
        finishes.push(f);
        continue;
      }
      const op = bindFlow(
        run,
        i32(hostLaneOf, u32(flows.track, f)),
        runTime(f64(flows.time, f), shiftNs),
        resolutionUs,
        HOST_OPS,
      );
      if (op >= 0) forwardOf.set(f64(flows.id, f), op);
    }
    for (const f of finishes) {
      const forward = forwardOf.get(f64(flows.id, f));
      if (forward === undefined) continue;
      const backward = bindFlow(
        run,
        i32(hostLaneOf, u32(flows.track, f)),
        runTime(f64(flows.time, f), shiftNs),
        resolutionUs,
        HOST_OPS,
      );
      if (backward < 0) continue;
      from.push(forward);
      to.push(backward);
    }
  }
  const order = Uint32Array.from(from, (_, i) => i).sort((a, b) => at(from, a) - at(from, b) || at(to, a) - at(to, b));
  return {
    length: order.length,
    from: Uint32Array.from(order, (i) => at(from, i)),
    to: Uint32Array.from(order, (i) => at(to, i)),
    kind: new Uint8Array(order.length).fill(LINK_KINDS.indexOf('forwardBackward')),
  };
}
