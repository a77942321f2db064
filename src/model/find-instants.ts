import { f64, i32, u32, u8 } from '../base/at.ts';
import { isInstant } from '../base/is-instant.ts';
import { isDrawnInstant } from './assign-lanes.ts';
import { runTime } from './bind-flow.ts';
import { type MergedStrings } from './merge-strings.ts';
import { type RunFile } from './run-columns.ts';
import { type Instants } from './timeline.ts';

/**
 * What happened at one moment (`isInstant`), by lane and time; undefined where there is none. Left out are those outside `window`
 * (microseconds), and what the profiler says of itself (`isDrawnInstant`).
 */
export function findInstants(
  files: readonly RunFile[],
  { maps }: MergedStrings,
  window: { readonly start: number; readonly end: number },
): Instants | undefined {
  const most = files.reduce((sum, { scan: { flows } }) => sum + countInstants(flows.phase), 0);
  if (most === 0) return undefined;
  const lane = new Uint16Array(most);
  const time = new Float64Array(most);
  const name = new Uint32Array(most);
  let count = 0;
  files.forEach(({ scan, shiftNs, hostLaneOf, deviceLaneOf, noteLaneOf }, file) => {
    const map = maps[file];
    const { flows } = scan;
    const isDrawn = Uint8Array.from(scan.strings, (text) => (isDrawnInstant(text) ? 1 : 0));
    for (let f = 0; f < flows.length; f++) {
      if (!isInstant(u8(flows.phase, f))) continue;
      const track = u32(flows.track, f);
      const host = i32(hostLaneOf, track);
      const own = host >= 0 ? host : i32(deviceLaneOf, track) >= 0 ? i32(deviceLaneOf, track) : i32(noteLaneOf, track);
      const at = runTime(f64(flows.time, f), shiftNs);
      const text = u32(flows.category, f);
      if (own < 0 || u8(isDrawn, text) === 0 || !(at >= window.start && at <= window.end)) continue;
      lane[count] = own;
      time[count] = at;
      name[count] = map === undefined ? text : u32(map, text);
      count++;
    }
  });
  if (count === 0) return undefined;
  const order = Uint32Array.from({ length: count }, (_, k) => k);
  order.sort((a, b) => (lane[a] ?? 0) - (lane[b] ?? 0) || f64(time, a) - f64(time, b) || a - b);
  return {
    length: count,
    lane: Uint16Array.from(order, (k) => lane[k] ?? 0),
    time: Float64Array.from(order, (k) => f64(time, k)),
    name: Uint32Array.from(order, (k) => u32(name, k)),
  };
}

function countInstants(phase: Uint8Array): number {
  let count = 0;
  for (let f = 0; f < phase.length; f++) if (isInstant(u8(phase, f))) count++;
  return count;
}
