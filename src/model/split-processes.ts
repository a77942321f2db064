import { at, f64, i32, item, u32, u8 } from '../base/at.ts';
import { type Diagnostic } from '../base/failure.ts';
import { say } from '../base/say.ts';
import { type Scan } from '../ingest/event-columns.ts';
import { numberIn } from './assign-lanes.ts';
import { classifyEvents, DEVICE_WORK, KIND, kindOf } from './event-kind.ts';
import { PROFILER_STEP } from './find-steps.ts';

export interface RanksOfTracks {
  /** One a track of the scan. */
  readonly ranks: readonly number[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Files into which several ranks were merged: which rank each track belongs to, where that is certain. It is where two processes or more have step
 * markers, each launches work of its own device lines, and no line has work of two. Numbered by their devices, else in that order. undefined for all others.
 */
export function ranksOfProcesses(scan: Scan): RanksOfTracks | undefined {
  const stepping = steppingProcesses(scan);
  if (stepping.size < 2) return undefined;
  const owners = ownersOfDevices(scan);
  if (owners === undefined) return undefined;
  const devices = new Map<string, number>();
  for (const { process, device } of owners.values())
    devices.set(process, Math.min(device, devices.get(process) ?? Infinity));
  if (devices.size !== stepping.size || ![...devices.keys()].every((process) => stepping.has(process)))
    return undefined;
  const order = [...devices].sort((a, b) => a[1] - b[1]);
  const isDistinct = new Set(devices.values()).size === devices.size;
  const rankOf = new Map(order.map(([process, device], place) => [process, isDistinct ? device : place]));
  const [first = 0] = rankOf.values();
  const count = rankOf.size;
  const message = isDistinct
    ? say`${count} processes of one file have steps and a device of their own: shown as ${count} ranks, numbered by their devices`
    : say`${count} processes of one file have steps and a device of their own: shown as ${count} ranks, numbered in their order`;
  return {
    ranks: scan.tracks.map(({ process }) => rankOf.get(owners.get(process)?.process ?? process) ?? first),
    diagnostics: [{ code: 'processes-split', count, message }],
  };
}

/** Processes whose threads carry `ProfilerStep` markers; copies on the lines of a device do not count. */
function steppingProcesses({ events, strings, tracks }: Scan): ReadonlySet<string> {
  const isMark = Uint8Array.from(strings, (text) => (PROFILER_STEP.test(text) ? 1 : 0));
  const found = new Set<string>();
  if (!isMark.includes(1)) return found;
  for (let i = 0; i < events.length; i++) {
    const name = u32(events.name, i);
    if (u8(isMark, name) === 0 || f64(events.end, i) <= f64(events.start, i)) continue;
    const kind = kindOf(strings[u32(events.category, i)] ?? '', strings[name] ?? '');
    if (kind !== KIND.deviceNote) found.add(item(tracks, u32(events.track, i)).process);
  }
  return found;
}

interface Owner {
  readonly process: string;
  /** Number of the device. */
  readonly device: number;
  /** Pieces of work whose launch only this process can have made. */
  readonly launches: number;
}

/** The process that launched the work of each device process; undefined where one has work of two, or where that can be told of less than half of its work. */
function ownersOfDevices(scan: Scan): ReadonlyMap<string, Owner> | undefined {
  const { events, tracks } = scan;
  const { kind } = classifyEvents(scan);
  const calls = new Map<number, number[]>();
  for (let i = 0; i < events.length; i++) {
    const correlation = at(events.correlation, i);
    if (u8(kind, i) !== KIND.runtime || correlation <= 0) continue;
    const known = calls.get(correlation);
    if (known === undefined) calls.set(correlation, [i]);
    else known.push(i);
  }
  const processOf = (row: number): string => item(tracks, u32(events.track, row)).process;
  const owners = new Map<string, Owner>();
  const unsure = new Map<string, number>();
  for (let i = 0; i < events.length; i++) {
    if (u8(DEVICE_WORK, u8(kind, i)) === 0) continue;
    const line = processOf(i);
    const before = (calls.get(at(events.correlation, i)) ?? []).filter(
      (call) => f64(events.start, call) <= f64(events.start, i),
    );
    const [process, ...others] = new Set(before.map(processOf));
    if (process === undefined || others.length > 0) {
      unsure.set(line, (unsure.get(line) ?? 0) + 1);
      continue;
    }
    const known = owners.get(line);
    if (known !== undefined && known.process !== process) return undefined;
    const own = i32(events.device, i);
    const device = Math.min(own >= 0 ? own : numberIn(line), known?.device ?? Infinity);
    owners.set(line, { process, device, launches: (known?.launches ?? 0) + 1 });
  }
  const isSure = [...unsure].every(([line, count]) => (owners.get(line)?.launches ?? 0) >= count);
  return isSure ? owners : undefined;
}
