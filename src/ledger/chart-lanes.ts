import { f64, i32, item, u8 } from '../base/at.ts';
import { laneKey } from '../base/brand.ts';
import { buildMarkRow, type ChartLane, type ChartLaneKind } from '../model/mark-row.ts';
import { EVENT_KINDS, type EventKind, type Lane, type Timeline } from '../model/timeline.ts';
import { classCode } from './classes.ts';
import { classifyEvents, NO_CLASS } from './classify-events.ts';
import { type Ledger } from './ledger.ts';
import { eventRows, packRows } from './mark-rows.ts';
import { sortByStart } from './start-order.ts';
import { tintCode } from './tints.ts';

const DATA = classCode('data');
const COPY = classCode('copy');
const COMMUNICATION = classCode('communication');

/**
 * The lanes of the Gantt chart, rank by rank: ledger, data loading, host threads (main thread first), compute streams,
 * communication streams, copy streams, all copies together, notes (also those of instants alone).
 */
export function buildChartLanes(timeline: Timeline, ledger: Ledger): ChartLane[] {
  const classes = classifyEvents(timeline, ledger.patterns);
  const tints = tintEvents(timeline, classes);
  const signed = new Set(timeline.instants?.lane);
  return timeline.ranks.flatMap((rank, index) => {
    const isDrawn = (lane: Lane): boolean => lane.count > 0 || signed.has(timeline.lanes.indexOf(lane));
    const lanes = rank.lanes.map((lane) => item(timeline.lanes, lane));
    const host = lanes.filter((lane) => lane.kind === 'host' && lane.count > 0);
    const main = rank.mainLane < 0 ? undefined : timeline.lanes[rank.mainLane];
    const threads = [...host.filter((lane) => lane === main), ...host.filter((lane) => lane !== main)];
    return [
      ledgerLane(timeline, ledger, index),
      ...dataLane(timeline, index, classes, tints),
      ...threads.map((lane) => eventLane(timeline, lane, 'host', tints)),
      ...deviceLanes(timeline, lanes, classes, tints),
      ...copyLane(timeline, index, lanes, classes, tints),
      ...lanes
        .filter((lane) => lane.kind === 'note' && isDrawn(lane))
        .map((lane) => eventLane(timeline, lane, 'note', tints)),
    ];
  });
}

/** What is drawn under the measured run: ledger, data and device lanes, keyed as their measured twins. */
export function buildPredictedLanes(timeline: Timeline, ledger: Ledger): ChartLane[] {
  const classes = classifyEvents(timeline, ledger.patterns);
  const tints = tintEvents(timeline, classes);
  return timeline.ranks.flatMap((rank, index) => [
    ledgerLane(timeline, ledger, index),
    ...dataLane(timeline, index, classes, tints),
    ...deviceLanes(
      timeline,
      rank.lanes.map((lane) => item(timeline.lanes, lane)),
      classes,
      tints,
    ),
  ]);
}

function ledgerLane(timeline: Timeline, ledger: Ledger, rank: number): ChartLane {
  const { pieces } = item(ledger.ranks, rank);
  const ref = new Uint32Array(pieces.length);
  for (let p = 0; p < ref.length; p++) ref[p] = p;
  const rows = [buildMarkRow(pieces.start, pieces.end, pieces.class, ref)];
  return { key: ownKey(timeline, rank, 'ledger'), kind: 'ledger', rank, label: 'Ledger', rows };
}

/** The loader calls of all threads of a rank; calls inside loader calls are left to the host lanes. */
function dataLane(timeline: Timeline, rank: number, classes: Uint8Array, tints: Uint8Array): ChartLane[] {
  const { events } = timeline;
  const order = pick(timeline, hostLanesOf(timeline, rank), classes, DATA, (event) => {
    const parent = i32(events.parent, event);
    return parent < 0 || u8(classes, parent) !== DATA;
  });
  if (order.length === 0) return [];
  const rows = eventRows(events, order, packRows(events, order), tints);
  return [{ key: ownKey(timeline, rank, 'data'), kind: 'data', rank, label: 'Data loading', rows }];
}

/** All copies and sets of a rank in one place, whatever their stream. */
function copyLane(
  timeline: Timeline,
  rank: number,
  lanes: readonly Lane[],
  classes: Uint8Array,
  tints: Uint8Array,
): ChartLane[] {
  const devices = lanes.filter((lane) => lane.kind === 'device');
  const order = pick(timeline, devices, classes, COPY, () => true);
  if (order.length === 0) return [];
  const rows = eventRows(timeline.events, order, packRows(timeline.events, order), tints);
  return [{ key: ownKey(timeline, rank, 'copies'), kind: 'copy', rank, label: 'Copies', rows }];
}

function deviceLanes(
  timeline: Timeline,
  lanes: readonly Lane[],
  classes: Uint8Array,
  tints: Uint8Array,
): readonly ChartLane[] {
  const drawn = lanes
    .filter((lane) => lane.kind === 'device' && lane.count > 0)
    .map((lane) => eventLane(timeline, lane, streamKind(timeline, lane, classes), tints));
  const ofKind = (kind: ChartLaneKind): ChartLane[] => drawn.filter((lane) => lane.kind === kind);
  return [...ofKind('compute'), ...ofKind('communication'), ...ofKind('copy')];
}

/** What a stream is mostly busy with. */
function streamKind(timeline: Timeline, lane: Lane, classes: Uint8Array): ChartLaneKind {
  const { start, end } = timeline.events;
  const time = new Float64Array(3);
  for (let i = lane.first; i < lane.first + lane.count; i++) {
    const code = u8(classes, i);
    if (code <= COPY) time[code] = f64(time, code) + f64(end, i) - f64(start, i);
  }
  const [compute, communication, copy] = [f64(time, 0), f64(time, COMMUNICATION), f64(time, COPY)];
  if (communication > compute && communication >= copy) return 'communication';
  return compute === 0 && copy > 0 ? 'copy' : 'compute';
}

function eventLane(timeline: Timeline, lane: Lane, kind: ChartLaneKind, tints: Uint8Array): ChartLane {
  const rowOf = timeline.events.row.subarray(lane.first, lane.first + lane.count);
  return {
    key: lane.key,
    kind,
    rank: lane.rank,
    label: lane.label,
    rows: eventRows(timeline.events, lane.first, rowOf, tints),
  };
}

/** Tint of each event: its class where that says something, else what kind of call it is. */
function tintEvents(timeline: Timeline, classes: Uint8Array): Uint8Array {
  const byKind = Uint8Array.from(EVENT_KINDS, (kind) => tintCode(kindTint(kind)));
  const launch = classCode('launch');
  const note = tintCode('note');
  const tints = new Uint8Array(timeline.events.length);
  const { kind } = timeline.events;
  for (const lane of timeline.lanes) {
    const isNote = lane.kind === 'note';
    for (let i = lane.first; i < lane.first + lane.count; i++) {
      const code = u8(classes, i);
      const plain = code === NO_CLASS || code === launch;
      tints[i] = isNote ? note : plain ? u8(byKind, u8(kind, i)) : code;
    }
  }
  return tints;
}

function kindTint(kind: EventKind): 'op' | 'runtime' | 'python' | 'annotation' | 'note' {
  if (kind === 'runtime' || kind === 'python' || kind === 'annotation') return kind;
  return kind === 'deviceNote' || kind === 'deviceSync' ? 'note' : 'op';
}

/** Events of one class on some lanes that are wanted, by start. */
function pick(
  timeline: Timeline,
  lanes: readonly Lane[],
  classes: Uint8Array,
  code: number,
  wanted: (event: number) => boolean,
): Uint32Array {
  const found: number[] = [];
  for (const lane of lanes) {
    for (let i = lane.first; i < lane.first + lane.count; i++) if (u8(classes, i) === code && wanted(i)) found.push(i);
  }
  return sortByStart(Uint32Array.from(found), timeline.events.start);
}

const hostLanesOf = (timeline: Timeline, rank: number): readonly Lane[] =>
  item(timeline.ranks, rank)
    .lanes.map((lane) => item(timeline.lanes, lane))
    .filter((lane) => lane.kind === 'host');

/** Keys of lanes the trace does not have begin like those it has: `r0/ledger` beside `r0/host/1/1`. */
function ownKey(timeline: Timeline, rank: number, name: string) {
  const { rank: number, lanes } = item(timeline.ranks, rank);
  const first = lanes[0] === undefined ? undefined : timeline.lanes[lanes[0]];
  return laneKey(`${first?.key.split('/')[0] ?? `r${number}`}/${name}`);
}
