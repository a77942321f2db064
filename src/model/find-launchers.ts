import { f64, i32, u32, u8 } from '../base/at.ts';
import { type Diagnostic } from '../base/failure.ts';
import { formatCount } from '../base/format.ts';
import { say } from '../base/say.ts';
import { flowBinder, runTime } from './bind-flow.ts';
import {
  addFirst,
  type CorrelationIndex,
  createIndex,
  eventOf,
  freeIndex,
  indexOfFlows,
  setLast,
} from './correlation-index.ts';
import { EVENT_KINDS, type Lane } from './timeline.ts';
import { DEVICE_WORK, KIND } from './event-kind.ts';
import { type Run, type RunFile } from './run-columns.ts';

/** Kineto's names, old and new; torch_npu's from CANN to the hardware; rocprof's. */
const LAUNCH_FLOWS = new Set(['ac2g', 'async', 'async_cpu_to_gpu', 'hosttodevice', 'dataflow']);
const START = 's'.charCodeAt(0);
const FINISH = 'f'.charCodeAt(0);
/** rocprof ends its arrows with steps. */
const STEP = 't'.charCodeAt(0);

const RUNTIME_ONLY = Uint8Array.from(EVENT_KINDS, (_, code) => (code === KIND.runtime ? 1 : 0));

/**
 * The host call that launched each piece of device work: the runtime call of the same file with the same correlation number (of several
 * processes that count alike the last call before the work; 0 and -1 are none; other rows may carry the number too and are not asked), else the flow arrow that ends at the work. One call may launch much work.
 */
export function findLaunchers(run: Run): {
  readonly launcher: Int32Array;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { start, end, kind } = run.events;
  const launcher = new Int32Array(run.events.length).fill(-1);
  let without = 0;
  let early = 0;
  for (const file of run.files) {
    const missing = byCorrelation(run, file, launcher);
    const { first, last } = eventsOf(run, file);
    if (missing > 0) byFlow(run, file, launcher);
    for (let i = first; i < last; i++) {
      if (u8(DEVICE_WORK, u8(kind, i)) === 0) continue;
      const call = i32(launcher, i);
      if (call < 0) without++;
      else if (f64(end, i) < f64(start, call)) early++;
    }
  }
  const diagnostics: Diagnostic[] = [];
  if (without > 0) {
    diagnostics.push({
      code: 'no-launch',
      count: without,
      message:
        without === 1
          ? say`1 piece of device work has no launch call in the trace`
          : say`${formatCount(without)} pieces of device work have no launch call in the trace`,
    });
  }
  if (early > 0) {
    diagnostics.push({
      code: 'before-launch',
      count: early,
      message:
        early === 1
          ? say`1 piece of device work ends before its launch call: host and device clocks disagree`
          : say`${formatCount(early)} pieces of device work end before its launch call: host and device clocks disagree`,
    });
  }
  return { launcher, diagnostics };
}

function eventsOf(run: Run, file: RunFile): { readonly first: number; readonly last: number } {
  const first = run.lanes[file.firstLane]?.first ?? 0;
  const tail = run.lanes[file.lastLane - 1];
  return { first, last: tail === undefined ? first : tail.first + tail.count };
}

/** How much device work it has found no call for. */
function byCorrelation(run: Run, file: RunFile, launcher: Int32Array): number {
  const { kind, correlation } = run.events;
  const { first, last } = eventsOf(run, file);
  const indexes = callersOf(run, file).flatMap((lanes) => indexOfCalls(run, lanes) ?? []);
  const [only, ...others] = indexes;
  let missing = 0;
  for (let i = first; i < last; i++) {
    if (u8(DEVICE_WORK, u8(kind, i)) === 0) continue;
    const id = f64(correlation, i);
    let call = -1;
    if (only !== undefined && id > 0) call = others.length === 0 ? eventOf(only, id) : nearestCall(run, indexes, id, i);
    launcher[i] = call;
    if (call < 0) missing++;
  }
  indexes.forEach(freeIndex);
  return missing;
}

/** Host lanes of a file by process: each counts its calls on its own. */
function callersOf(run: Run, file: RunFile): readonly (readonly Lane[])[] {
  const byProcess = new Map<string, Lane[]>();
  for (const lane of run.lanes.slice(file.firstLane, file.lastLane)) {
    if (lane.kind !== 'host') continue;
    const own = byProcess.get(lane.process);
    if (own === undefined) byProcess.set(lane.process, [lane]);
    else own.push(lane);
  }
  return [...byProcess.values()];
}

/** The runtime calls of some lanes by their numbers; undefined where there is none. */
function indexOfCalls({ events }: Run, lanes: readonly Lane[]): CorrelationIndex | undefined {
  const { kind, correlation } = events;
  let calls = 0;
  let low = Infinity;
  let high = -Infinity;
  for (const { first, count } of lanes) {
    for (let i = first; i < first + count; i++) {
      if (u8(kind, i) !== KIND.runtime) continue;
      const id = f64(correlation, i);
      if (!(id > 0)) continue;
      calls++;
      if (id < low) low = id;
      if (id > high) high = id;
    }
  }
  if (calls === 0) return undefined;
  const index = createIndex(calls, low, high);
  for (const { first, count } of lanes) {
    for (let i = first; i < first + count; i++)
      if (u8(kind, i) === KIND.runtime && f64(correlation, i) > 0) addFirst(index, f64(correlation, i), i);
  }
  return index;
}

/** Of the calls of several processes with one number the last that begins before the work; where none does, the first of them. */
function nearestCall({ events }: Run, indexes: readonly CorrelationIndex[], id: number, work: number): number {
  const { start } = events;
  let best = -1;
  for (const index of indexes) {
    const call = eventOf(index, id);
    if (call < 0) continue;
    const isBefore = f64(start, call) <= f64(start, work);
    const bestBefore = best >= 0 && f64(start, best) <= f64(start, work);
    const isLater = best >= 0 && f64(start, call) > f64(start, best);
    if (best < 0 || (isBefore ? !bestBefore || isLater : !bestBefore && !isLater)) best = call;
  }
  return best;
}

function byFlow(run: Run, file: RunFile, launcher: Int32Array): void {
  const { scan, shiftNs, resolutionUs, hostLaneOf, deviceLaneOf } = file;
  const { flows, strings } = scan;
  const isLaunch = Uint8Array.from(strings, (text) => (LAUNCH_FLOWS.has(text.toLowerCase()) ? 1 : 0));
  const { length, phase, category, id, time, track } = flows;
  const callOf = indexOfFlows(flows, isLaunch);
  const bindCall = flowBinder(run, resolutionUs, RUNTIME_ONLY);
  const bindWork = flowBinder(run, resolutionUs, DEVICE_WORK);
  for (let f = 0; f < length; f++) {
    if (u8(phase, f) !== START || u8(isLaunch, u32(category, f)) === 0) continue;
    const call = bindCall(i32(hostLaneOf, u32(track, f)), runTime(f64(time, f), shiftNs));
    if (call >= 0) setLast(callOf, f64(id, f), call);
  }
  for (let f = 0; f < length; f++) {
    const p = u8(phase, f);
    if ((p !== FINISH && p !== STEP) || u8(isLaunch, u32(category, f)) === 0) continue;
    const call = eventOf(callOf, f64(id, f));
    if (call < 0) continue;
    const work = bindWork(i32(deviceLaneOf, u32(track, f)), runTime(f64(time, f), shiftNs));
    if (work >= 0 && i32(launcher, work) < 0) launcher[work] = call;
  }
  freeIndex(callOf);
}
