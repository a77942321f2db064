import { f64, i32, item, u32, u8 } from '../../base/at.ts';
import { lowerBound } from '../../base/search.ts';
import { type Extras, type Rank, type Timeline } from '../../model/timeline.ts';
import { classCode } from '../classes.ts';
import { classifyAsDevice, classifyEvents } from '../classify-events.ts';
import { sortByStart } from '../start-order.ts';
import { type UserPattern } from '../user-patterns.ts';
import { bytesOfType, COLLECTIVE_KINDS, collectiveKindCode, kindOfName } from './collective-kinds.ts';

/** Ranks that talk to each other. */
export interface CollectiveGroup {
  /** As the trace names it; empty where it names none. */
  readonly name: string;
  /** Rank numbers; undefined where the trace does not list them in full. */
  readonly ranks: readonly number[] | undefined;
  /** How many ranks; undefined where unknown. */
  readonly size: number | undefined;
}

/** Communication of all ranks as each rank recorded it; rank by rank, each in order of start. */
export interface CollectiveCalls {
  readonly length: number;
  /** Index into `Timeline.events`. */
  readonly event: Uint32Array;
  /** Index into `Timeline.ranks`. */
  readonly rank: Uint16Array;
  /** Index into COLLECTIVE_KINDS. */
  readonly kind: Uint8Array;
  /** Index into `groups`. */
  readonly group: Uint32Array;
  /** Message size; NaN where the trace does not say. */
  readonly bytes: Float64Array;
  /** Sequence number in the group; -1 where the trace does not say. */
  readonly sequence: Float64Array;
  /** Rank numbers of a send and receive; -1 elsewhere. */
  readonly source: Int32Array;
  readonly target: Int32Array;
  readonly groups: readonly CollectiveGroup[];
}

const POINT_TO_POINT = collectiveKindCode('pointToPoint');
const OTHER = collectiveKindCode('other');
/** PyTorch names the host span of a send `nccl:send 0->1`, of a receive `nccl:recv 1<-0`. */
const SEND = /^\w+:send (\d+)->(\d+)/;
const RECEIVE = /^\w+:recv (\d+)<-(\d+)/;
const SPAN = /^(nccl|rccl|gloo|mpi|hccl|xccl|ucc):/;
const MOST_PARENTS = 12;

/** Gathers communication kernels (`patterns`: rows of the user's that say so too); on ranks without device work the outermost collectives of the main thread. */
export function findCollectiveCalls(timeline: Timeline, patterns: readonly UserPattern[] = []): CollectiveCalls {
  const { ranks } = timeline;
  const device = classifyEvents(timeline, patterns);
  const host = ranks.some((rank) => !rank.hasDevice) ? classifyAsDevice(timeline, patterns) : device;
  const found = ranks.map((rank) =>
    rank.hasDevice ? deviceCalls(timeline, rank, device) : hostCalls(timeline, rank, host),
  );
  const length = found.reduce((sum, events) => sum + events.length, 0);
  const calls = {
    length,
    event: new Uint32Array(length),
    rank: new Uint16Array(length),
    kind: new Uint8Array(length),
    group: new Uint32Array(length),
    bytes: new Float64Array(length),
    sequence: new Float64Array(length),
    source: new Int32Array(length),
    target: new Int32Array(length),
  };
  const reader = createReader(timeline);
  let c = 0;
  found.forEach((events, rank) => {
    const number = item(ranks, rank).rank;
    for (const event of events) {
      const facts = reader.read(event, number);
      calls.event[c] = event;
      calls.rank[c] = rank;
      calls.kind[c] = facts.kind;
      calls.group[c] = facts.group;
      calls.bytes[c] = facts.bytes;
      calls.sequence[c] = facts.sequence;
      calls.source[c] = facts.source;
      calls.target[c] = facts.target;
      c++;
    }
  });
  return { ...calls, groups: reader.groups };
}

const COMMUNICATION = classCode('communication');

function deviceCalls({ events, lanes }: Timeline, rank: Rank, classes: Uint8Array): Uint32Array {
  const found: number[] = [];
  for (const index of rank.lanes) {
    const lane = item(lanes, index);
    if (lane.kind === 'host') continue;
    for (let i = lane.first; i < lane.first + lane.count; i++) if (u8(classes, i) === COMMUNICATION) found.push(i);
  }
  return sortByStart(Uint32Array.from(found), events.start);
}

/**
 * Without a device: the outermost collectives of the main thread. Where threads of the process group run them (gloo draws `gloo:all_reduce` there), those
 * spans count: the main thread's call only hands over, and its length says nothing.
 */
function hostCalls(timeline: Timeline, rank: Rank, classes: Uint8Array): Uint32Array {
  const { events, lanes, strings } = timeline;
  const others = rank.lanes
    .filter((index) => index !== rank.mainLane && item(lanes, index).kind === 'host')
    .flatMap((index) => outermost(timeline, index, classes))
    .filter((event) => SPAN.test(item(strings, u32(events.name, event))));
  if (others.length > 0) return sortByStart(Uint32Array.from(others), events.start);
  return Uint32Array.from(rank.mainLane < 0 ? [] : outermost(timeline, rank.mainLane, classes));
}

/** Events of a host lane that are communication and not inside another that is. */
function outermost({ events, lanes }: Timeline, index: number, classes: Uint8Array): number[] {
  const lane = item(lanes, index);
  const found: number[] = [];
  let until = -Infinity;
  for (let i = lane.first; i < lane.first + lane.count; i++) {
    if (u8(classes, i) !== COMMUNICATION || f64(events.start, i) < until) continue;
    found.push(i);
    until = f64(events.end, i);
  }
  return found;
}

interface Facts {
  kind: number;
  group: number;
  bytes: number;
  sequence: number;
  source: number;
  target: number;
}

/** Reads what events say about their collective. The object it gives is reused. */
function createReader(timeline: Timeline): {
  readonly groups: readonly CollectiveGroup[];
  readonly read: (event: number, rank: number) => Facts;
} {
  const { events, extras, strings } = timeline;
  const key = (name: string): number => strings.indexOf(name);
  const COLLECTIVE = key('Collective name');
  const IN = key('In msg nelems');
  const OUT = key('Out msg nelems');
  const DTYPE = key('dtype');
  const SIZE = key('Group size');
  const GROUP_NAME = key('Process Group Name');
  const GROUP_RANKS = key('Process Group Ranks');
  const SEQUENCE = key('Seq');
  const SOURCE = key('Src Rank');
  const TARGET = key('Dst Rank');

  const groups: CollectiveGroup[] = [];
  const groupOf = new Map<string, number>();
  const kinds = new Int16Array(strings.length).fill(-1);
  const kindOfString = (index: number): number => {
    if (kinds[index] === -1) kinds[index] = kindOfName(item(strings, index));
    return kinds[index] ?? OTHER;
  };
  const facts: Facts = { kind: OTHER, group: 0, bytes: NaN, sequence: -1, source: -1, target: -1 };

  const read = (event: number, rank: number): Facts => {
    let elements = -1;
    let type = '';
    let named = -1;
    let size = -1;
    let groupName = '';
    let groupRanks = '';
    Object.assign(facts, { sequence: -1, source: -1, target: -1 });
    for (
      let k = lowerBound(extras.event, event, 0, extras.length);
      k < extras.length && u32(extras.event, k) === event;
      k++
    ) {
      const what = u32(extras.key, k);
      if (what === COLLECTIVE) named = u32(extras.text, k);
      else if (what === IN || what === OUT) elements = Math.max(elements, numberAt(extras, k, strings));
      else if (what === DTYPE) type = textAt(extras, k, strings);
      else if (what === SIZE) size = numberAt(extras, k, strings);
      else if (what === GROUP_NAME) groupName = textAt(extras, k, strings);
      else if (what === GROUP_RANKS) groupRanks = textAt(extras, k, strings);
      else if (what === SEQUENCE) facts.sequence = numberAt(extras, k, strings);
      else if (what === SOURCE) facts.source = numberAt(extras, k, strings);
      else if (what === TARGET) facts.target = numberAt(extras, k, strings);
    }
    const span = named >= 0 ? -1 : spanOf(timeline, event);
    facts.kind = kindOfString(named >= 0 ? named : span >= 0 ? span : u32(events.name, event));
    facts.bytes = elements > 0 ? elements * (bytesOfType(type) ?? NaN) : NaN;
    const groupKey = `${groupName}|${groupRanks}|${size}`;
    let group = groupOf.get(groupKey);
    if (group === undefined) {
      group = groups.push(describeGroup(groupName, groupRanks, size)) - 1;
      groupOf.set(groupKey, group);
    }
    facts.group = group;
    if (facts.kind === POINT_TO_POINT) completePair(facts, rank, span >= 0 ? item(strings, span) : '', groups);
    return facts;
  };
  return { groups, read };
}

function numberAt(extras: Extras, k: number, strings: readonly string[]): number {
  const number = f64(extras.number, k);
  return Number.isNaN(number) ? Number(item(strings, u32(extras.text, k)) || NaN) : number;
}

function textAt(extras: Extras, k: number, strings: readonly string[]): string {
  const number = f64(extras.number, k);
  return Number.isNaN(number) ? item(strings, u32(extras.text, k)) : String(number);
}

/** The annotation such as `nccl:all_to_all` around the call that launched a kernel, as a string index; -1 where there is none. */
function spanOf({ events, strings }: Timeline, event: number): number {
  let outer = i32(events.launcher, event);
  for (let hops = 0; outer >= 0 && hops < MOST_PARENTS; hops++) {
    const name = u32(events.name, outer);
    if (SPAN.test(item(strings, name))) return name;
    outer = i32(events.parent, outer);
  }
  return -1;
}

/** Long lists are cut short by the profiler with dots; those are no list of ranks. */
function describeGroup(name: string, ranksText: string, size: number): CollectiveGroup {
  const listed = /^\s*\[\s*\d+(\s*,\s*\d+)*\s*\]\s*$/.test(ranksText)
    ? ranksText
        .replaceAll(/[[\]\s]/g, '')
        .split(',')
        .map(Number)
    : undefined;
  const ranks = listed === undefined || (size > 0 && listed.length !== size) ? undefined : listed;
  return { name, ranks, size: size > 0 ? size : ranks?.length };
}

/** Who sends to whom: from the arguments, else the host span, else the group where it is a pair and the name tells the direction. */
function completePair(facts: Facts, rank: number, span: string, groups: readonly CollectiveGroup[]): void {
  const send = SEND.exec(span);
  const receive = RECEIVE.exec(span);
  const local = item(groups, facts.group).ranks;
  const globalOf = (digits: string | undefined): number => local?.[Number(digits)] ?? Number(digits);
  if (send !== null) {
    facts.source = rank;
    if (facts.target < 0) facts.target = globalOf(send[2]);
  } else if (receive !== null) {
    facts.target = rank;
    if (facts.source < 0) facts.source = globalOf(receive[2]);
  } else if (facts.source >= 0 && facts.target < 0) facts.target = rank;
  else if (facts.target >= 0 && facts.source < 0) facts.source = rank;
}

export const isBarrier = (kind: number): boolean => item(COLLECTIVE_KINDS, kind).barrier;
