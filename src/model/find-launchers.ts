import { f64, i32, u32, u8 } from '../base/at.ts';
import { type Diagnostic } from '../base/failure.ts';
import { formatCount } from '../base/format.ts';
import { say } from '../base/say.ts';
import { flowBinder, runTime } from './bind-flow.ts';
import { addFirst, createIndex, eventOf, freeIndex, indexOfFlows, setLast } from './correlation-index.ts';
import { EVENT_KINDS } from './timeline.ts';
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
 * The host call that launched each piece of device work: the runtime call of the same file with the same correlation number (0 and -1
 * are none; other rows may carry the number too and are not asked), else the flow arrow that ends at the work. One call may launch much work.
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
    byCorrelation(run, file, launcher);
    const { first, last } = eventsOf(run, file);
    let missing = countWithout(run, launcher, first, last);
    if (missing > 0) {
      byFlow(run, file, launcher);
      missing = countWithout(run, launcher, first, last);
    }
    without += missing;
    for (let i = first; i < last; i++) {
      const call = i32(launcher, i);
      if (call >= 0 && u8(DEVICE_WORK, u8(kind, i)) === 1 && f64(end, i) < f64(start, call)) early++;
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

function byCorrelation(run: Run, file: RunFile, launcher: Int32Array): void {
  const { kind, correlation } = run.events;
  const { first, last } = eventsOf(run, file);
  let calls = 0;
  let low = Infinity;
  let high = -Infinity;
  for (let i = first; i < last; i++) {
    if (u8(kind, i) !== KIND.runtime) continue;
    const id = f64(correlation, i);
    if (!(id > 0)) continue;
    calls++;
    if (id < low) low = id;
    if (id > high) high = id;
  }
  if (calls === 0) return;
  const index = createIndex(calls, low, high);
  for (let i = first; i < last; i++) {
    if (u8(kind, i) === KIND.runtime && f64(correlation, i) > 0) addFirst(index, f64(correlation, i), i);
  }
  for (let i = first; i < last; i++) {
    if (u8(DEVICE_WORK, u8(kind, i)) === 1 && f64(correlation, i) > 0)
      launcher[i] = eventOf(index, f64(correlation, i));
  }
  freeIndex(index);
}

function countWithout(run: Run, launcher: Int32Array, first: number, last: number): number {
  const { kind } = run.events;
  let count = 0;
  for (let i = first; i < last; i++) if (i32(launcher, i) < 0 && u8(DEVICE_WORK, u8(kind, i)) === 1) count++;
  return count;
}

function byFlow(run: Run, file: RunFile, launcher: Int32Array): void {
  const { scan, shiftNs, resolutionUs, hostLaneOf, deviceLaneOf } = file;
  const { flows, strings } = scan;
  const isLaunch = Uint8Array.from(strings, (text) => (LAUNCH_FLOWS.has(text.toLowerCase()) ? 1 : 0));
  const { length, phase, category, id, time, track } = flows;
  const callOf = indexOfFlows(flows);
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
