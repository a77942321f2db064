import { at, i32, u16, u32, u8 } from '../base/at.ts';
import { giveBack } from '../base/give-back.ts';
import { isInstant } from '../base/is-instant.ts';
import { type Scan, type Track } from '../ingest/event-columns.ts';
import { classifyEvents, DEVICE_WORK, KIND } from './event-kind.ts';

/** A lane before it has a number: what it is called by in its file. */
export interface LaneSeed {
  readonly kind: 'host' | 'device' | 'note';
  /** Second part of the lane's key: `other` for threads of files without a profiler's categories, `async` where `thread` is the name of asynchronous work. */
  readonly group: 'host' | 'other' | 'gpu' | 'note' | 'async';
  readonly process: string;
  readonly thread: string;
  /** -1 where not a device lane. */
  readonly device: number;
  readonly stream: number;
  /** What the file's format calls it. */
  readonly label?: string | undefined;
}

export interface AssignedLanes {
  readonly seeds: readonly LaneSeed[];
  /** Index into `seeds`, one an event. */
  readonly lane: Uint32Array;
  /** Kind code, one an event. */
  readonly kind: Uint8Array;
  /** Events of each seed. */
  readonly counts: readonly number[];
  /** The seed of each track by what is drawn there, -1 where nothing is: events of host and notes, device work (its last event's), and instants alone. */
  readonly hostLane: Int32Array;
  readonly deviceLane: Int32Array;
  readonly noteLane: Int32Array;
}

const bit = (kind: number): number => 1 << kind;
const HOST_KINDS = bit(KIND.hostOp) | bit(KIND.annotation) | bit(KIND.python) | bit(KIND.runtime);
const HOST_WORK = bit(KIND.hostOp) | bit(KIND.python) | bit(KIND.runtime);
const NO_TRACK: Track = { process: '', thread: '' };
const DEVICE_KINDS = bit(KIND.kernel) | bit(KIND.memcpy) | bit(KIND.memset);

/** The number in texts such as `7`, `stream 7`, `GPU 0`; 0 where there is none. */
export function numberIn(text: string): number {
  const digits = /-?\d+(?=\D*$)/.exec(text);
  const value = digits === null ? 0 : Number(digits[0]);
  return Math.abs(value) < 2 ** 31 ? value : 0;
}

/**
 * Gives every event of a file its lane: device work by (device, stream) from its arguments, else from pid and tid;
 * host work by (pid, tid) as written; annotations and sync rows of the device, rows drawn for orientation, and asynchronous work on note lanes.
 */
export function assignLanes(scan: Scan): AssignedLanes {
  const { events, tracks } = scan;
  const { kind, note, kindsOn } = classifyEvents(scan);
  const { length, track, device, stream } = events;

  const seeds: LaneSeed[] = [];
  const counts: number[] = [];
  const byKey = new Map<string, number>();
  const seed = (fields: LaneSeed): number => {
    const key =
      fields.kind === 'device'
        ? `device ${fields.device} ${fields.stream}`
        : JSON.stringify([fields.kind, fields.group === 'async', fields.process, fields.thread]);
    const known = byKey.get(key);
    if (known !== undefined) return known;
    byKey.set(key, seeds.length);
    seeds.push(fields);
    counts.push(0);
    return seeds.length - 1;
  };
  const hostLane = new Int32Array(tracks.length).fill(-1);
  const noteLane = new Int32Array(tracks.length).fill(-1);
  const deviceLane = new Int32Array(tracks.length).fill(-1);
  const trackLane = (t: number, isNote: boolean): number => {
    const { process, thread, isAsync } = tracks[t] ?? NO_TRACK;
    const hint = scan.hints?.tracks[t];
    return seed({
      kind: isNote ? 'note' : 'host',
      group: isAsync === true ? 'async' : isNote ? 'note' : (u16(kindsOn, t) & HOST_KINDS) !== 0 ? 'host' : 'other',
      process: isNote ? process : (hint?.process ?? process),
      thread: isNote ? thread : (hint?.thread ?? thread),
      device: -1,
      stream: -1,
      label: isAsync === true ? undefined : hint?.label,
    });
  };
  const byStream = new Map<number, number>();
  const workLane = (t: number, ownDevice: number, ownStream: number): number => {
    const { process, thread } = tracks[t] ?? NO_TRACK;
    const hint = scan.hints?.tracks[t];
    const device = ownDevice >= 0 ? ownDevice : (hint?.device ?? numberIn(process));
    const stream = ownStream >= 0 ? ownStream : (hint?.stream ?? numberIn(thread));
    const key = device * 2 ** 32 + stream;
    const known =
      byStream.get(key) ??
      seed({ kind: 'device', group: 'gpu', process, thread: String(stream), device, stream, label: hint?.label });
    byStream.set(key, known);
    return known;
  };

  const lane = new Uint32Array(length);
  // Work on one stream mostly comes in a row.
  let lastTrack = -1;
  let lastDevice = -1;
  let lastStream = -1;
  let lastLane = -1;
  for (let i = 0; i < length; i++) {
    const t = u32(track, i);
    const k = u8(kind, i);
    if (u8(DEVICE_WORK, k) === 1) {
      const ownDevice = i32(device, i);
      const ownStream = i32(stream, i);
      if (t !== lastTrack || ownDevice !== lastDevice || ownStream !== lastStream) {
        lastTrack = t;
        lastDevice = ownDevice;
        lastStream = ownStream;
        lastLane = workLane(t, ownDevice, ownStream);
        deviceLane[t] = lastLane;
      }
      lane[i] = lastLane;
      counts[lastLane] = at(counts, lastLane) + 1;
      continue;
    }
    const isNote = u8(note, i) === 1 || drawnAsNote(k, u16(kindsOn, t));
    const lanes = isNote ? noteLane : hostLane;
    let own = i32(lanes, t);
    if (own < 0) {
      own = trackLane(t, isNote);
      lanes[t] = own;
    }
    lane[i] = own;
    counts[own] = at(counts, own) + 1;
  }
  giveBack(note.buffer);
  for (const t of instantTracks(scan)) noteLane[t] = trackLane(t, true);
  return { seeds, counts, lane, kind, hostLane, deviceLane, noteLane };
}

/** Tracks with instants and without events, such as Horovod's cycles. */
function instantTracks({ flows, strings, tracks, events }: Scan): number[] {
  const isLone = new Uint8Array(tracks.length);
  const isShown = new Uint8Array(strings.length);
  for (let f = 0; f < flows.length; f++) {
    if (!isInstant(u8(flows.phase, f))) continue;
    const name = u32(flows.category, f);
    if (u8(isShown, name) === 0) isShown[name] = isDrawnInstant(strings[name] ?? '') ? 1 : 2;
    if (u8(isShown, name) === 1) isLone[u32(flows.track, f)] = 1;
  }
  if (!isLone.includes(1)) return [];
  for (let i = 0; i < events.length; i++) isLone[u32(events.track, i)] = 0;
  return [...isLone.keys()].filter((t) => u8(isLone, t) === 1);
}

/** PyTorch's profiler writes readings of the allocator as instants, thousands a step, and marks where its own recording begins and ends. */
export const isDrawnInstant = (name: string): boolean =>
  name !== '[memory]' && !/^(Iteration Start|Record Window End)\b/.test(name);

/** Annotations of the device; annotations copied to a device's line; the profiler's own time on a line of its own. */
function drawnAsNote(kind: number, kindsOnTrack: number): boolean {
  if (kind === KIND.deviceNote || kind === KIND.deviceSync) return true;
  if (kind === KIND.overhead) return (kindsOnTrack & (HOST_KINDS | bit(KIND.other))) === 0;
  return kind === KIND.annotation && (kindsOnTrack & DEVICE_KINDS) !== 0 && (kindsOnTrack & HOST_WORK) === 0;
}
