import { item } from '../base/at.ts';
import { type Work } from './instruction.ts';

/** Launched work. Times are NaN until they are known: a collective's end waits for the other ranks. */
export interface DeviceOp {
  readonly work: Work;
  readonly step: number;
  readonly correlation: number;
  readonly externalId: number;
  readonly launchUs: number;
  /** Earliest start as far as the host is concerned. */
  readonly readyUs: number;
  /** The work before it on its stream, and what the stream waits for; nothing once it has started, or a long run would hold all of it. */
  after: readonly DeviceOp[];
  /** Ordinal among the rank's collectives, or its messages of that pair; -1 for other work. */
  readonly ordinal: number;
  startUs: number;
  endUs: number;
  allArrivedUs: number;
}

/** One rank's device: mutable, private to one simulation. */
export interface Device {
  readonly ops: DeviceOp[];
  unresolved: DeviceOp[];
  readonly last: Map<number, DeviceOp>;
  readonly marks: Map<number, { op: DeviceOp | undefined; correlation: number }>;
  readonly waits: Map<number, DeviceOp[]>;
  /** How many of each meeting place so far. */
  readonly met: Map<string, number>;
}

export const createDevice = (): Device => ({
  ops: [],
  unresolved: [],
  last: new Map(),
  marks: new Map(),
  waits: new Map(),
  met: new Map(),
});

const placeOf = ({ pair }: Work): string => (pair === undefined ? 'all' : `${pair.pass} ${pair.from} to ${pair.to}`);

/** Collectives in the order of their group, messages in that of their pair: the i-th of each rank meet. */
export interface Meeting {
  readonly arrived: DeviceOp[];
}

/** Puts work behind what its stream holds and waits for. */
export function enqueue(
  device: Device,
  launched: Omit<DeviceOp, 'after' | 'ordinal' | 'startUs' | 'endUs' | 'allArrivedUs'>,
): DeviceOp {
  const stream = launched.work.stream;
  const before = device.last.get(stream);
  const op: DeviceOp = {
    ...launched,
    after: [...(before === undefined ? [] : [before]), ...(device.waits.get(stream) ?? [])],
    ordinal: launched.work.kind === 'collective' ? nextOrdinal(device, placeOf(launched.work)) : -1,
    startUs: Number.NaN,
    endUs: Number.NaN,
    allArrivedUs: Number.NaN,
  };
  device.waits.delete(stream);
  device.last.set(stream, op);
  device.ops.push(op);
  start(op);
  if (Number.isNaN(op.endUs)) device.unresolved.push(op);
  return op;
}

function nextOrdinal({ met }: Device, place: string): number {
  const ordinal = met.get(place) ?? 0;
  met.set(place, ordinal + 1);
  return ordinal;
}

/** Starts an op whose reasons to wait are all known: start = max(ready, end of each). */
function start(op: DeviceOp): void {
  let startUs = op.readyUs;
  for (const before of op.after) {
    if (Number.isNaN(before.endUs)) return;
    startUs = Math.max(startUs, before.endUs);
  }
  op.startUs = startUs;
  op.after = [];
  if (op.work.kind !== 'collective') op.endUs = startUs + op.work.durationUs;
}

/**
 * Works out all times that can be known by now. Rank r arrives at a collective when its own op starts;
 * the transfer begins when the last rank has arrived, and ends on all ranks together. Says whether anything was new.
 */
export function settle(devices: readonly Device[], meetings: Map<string, Meeting>): boolean {
  let any = false;
  for (let changed = true; changed;) {
    changed = false;
    for (const device of devices) {
      for (const op of device.unresolved) {
        if (Number.isNaN(op.startUs)) start(op);
        if (op.work.kind === 'collective' && !Number.isNaN(op.startUs)) meet(op, meetings, devices.length);
      }
      const left = device.unresolved.filter((op) => Number.isNaN(op.endUs));
      if (left.length < device.unresolved.length) changed = true;
      device.unresolved = left;
    }
    any ||= changed;
  }
  return any;
}

function meet(op: DeviceOp, meetings: Map<string, Meeting>, ranks: number): void {
  const place = `${placeOf(op.work)} ${op.ordinal}`;
  const meeting = meetings.get(place) ?? { arrived: [] };
  meetings.set(place, meeting);
  if (!meeting.arrived.includes(op)) meeting.arrived.push(op);
  if (meeting.arrived.length < (op.work.pair === undefined ? ranks : 2) || !Number.isNaN(op.endUs)) return;
  const allArrivedUs = Math.max(...meeting.arrived.map((one) => one.startUs));
  for (const one of meeting.arrived) {
    one.allArrivedUs = allArrivedUs;
    one.endUs = allArrivedUs + one.work.durationUs;
  }
}

/** Makes the next work on `stream` wait for the last mark made on `of`; gives the mark's correlation. */
export function waitForMark(device: Device, stream: number, of: number): number {
  const mark = device.marks.get(of);
  if (mark?.op !== undefined) device.waits.set(stream, [...(device.waits.get(stream) ?? []), mark.op]);
  return mark?.correlation ?? -1;
}

/** End of the work that must have ended before another launch may return; 0 where the queue has room. */
export function slotUs(device: Device, queue: number): number {
  const index = device.ops.length - queue;
  return index < 0 ? 0 : item(device.ops, index).endUs;
}
