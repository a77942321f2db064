import { at, i32, item, u32, u8 } from '../base/at.ts';
import { type Diagnostic } from '../base/failure.ts';
import {
  type EventColumns,
  type ExtraColumns,
  type FlowColumns,
  type FormatHints,
  type Scan,
} from '../ingest/event-columns.ts';
import { ranksOfProcesses } from './split-processes.ts';

export interface SplitScans {
  /** One scan a rank; the same objects where a file holds one. */
  readonly parts: readonly Scan[];
  /** The file each part comes from. */
  readonly fileOf: readonly number[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Some formats write several ranks into one file, and say so for each track: such a file becomes one scan a rank, with the rank in
 * its header as PyTorch writes it. So does a file into which somebody merged several. Linear in the events of such files; others pass as they are.
 */
export function splitRanks(scans: readonly Scan[]): SplitScans {
  const parts: Scan[] = [];
  const fileOf: number[] = [];
  const diagnostics: Diagnostic[] = [];
  scans.forEach((scan, file) => {
    const merged = ranksOfProcesses(scan);
    diagnostics.push(...(merged?.diagnostics ?? []));
    const split = splitOne(scan, merged?.ranks ?? scan.hints?.tracks.map((track) => track.rank ?? -1));
    parts.push(...split);
    fileOf.push(...split.map(() => file));
  });
  return { parts, fileOf, diagnostics };
}

/** `rankOf`: one a track, -1 where it is not known. */
function splitOne(scan: Scan, rankOf: readonly number[] | undefined): readonly Scan[] {
  const { hints, events, header } = scan;
  if (rankOf === undefined || rankOf.every((rank) => rank < 0)) return [scan];
  const used = new Uint8Array(scan.tracks.length);
  for (let i = 0; i < events.length; i++) used[u32(events.track, i)] = 1;
  const owners = [...used.keys()].filter((track) => u8(used, track) === 1).map((track) => rankOf[track] ?? -1);
  const ranks = [...new Set(owners)].sort((a, b) => a - b);
  if (ranks.length < 2 || ranks.includes(-1)) return [scan];
  return ranks.map((rank): Scan => {
    const isOwn = Uint8Array.from(rankOf, (owner) => (owner === rank ? 1 : 0));
    const rows = rowsOf(events.track, isOwn);
    const newRow = new Int32Array(events.length).fill(-1);
    rows.forEach((row, index) => (newRow[row] = index));
    return {
      ...scan,
      events: pickEvents(events, rows),
      flows: pickFlows(scan.flows, rowsOf(scan.flows.track, isOwn)),
      extras: pickExtras(scan.extras, newRow),
      header: { ...header, distributedInfo: { rank, world_size: ranks.length } },
      ...(hints !== undefined && { hints: pickHints(hints, rows, newRow) }),
    };
  });
}

function pickHints(
  { kinds, kind, tracks, correlation, steps }: FormatHints,
  rows: Uint32Array,
  newRow: Int32Array,
): FormatHints {
  const own = steps?.rows.filter((row) => i32(newRow, row) >= 0).map((row) => i32(newRow, row));
  return {
    kinds,
    tracks,
    kind: Uint8Array.from(rows, (row) => u8(kind, row)),
    ...(correlation === undefined ? {} : { correlation: floats(correlation, rows) }),
    ...(steps === undefined || own === undefined ? {} : { steps: { ...steps, rows: own } }),
  };
}

/** Rows whose track is wanted. */
function rowsOf(track: Uint32Array, isOwn: Uint8Array): Uint32Array {
  const rows = new Uint32Array(track.length);
  let count = 0;
  for (let row = 0; row < track.length; row++) if (u8(isOwn, u32(track, row)) === 1) rows[count++] = row;
  return rows.slice(0, count);
}

const floats = (column: Float64Array | Int32Array | Uint32Array, rows: Uint32Array): Float64Array =>
  Float64Array.from(rows, (row) => at(column, row));
const words = (column: Uint32Array, rows: Uint32Array): Uint32Array =>
  Uint32Array.from(rows, (row) => u32(column, row));
const integers = (column: Int32Array, rows: Uint32Array): Int32Array =>
  Int32Array.from(rows, (row) => i32(column, row));

const pickEvents = (events: EventColumns, rows: Uint32Array): EventColumns => ({
  length: rows.length,
  start: floats(events.start, rows),
  end: floats(events.end, rows),
  name: words(events.name, rows),
  category: words(events.category, rows),
  track: words(events.track, rows),
  correlation: floats(events.correlation, rows),
  stream: integers(events.stream, rows),
  device: integers(events.device, rows),
  offset: floats(events.offset, rows),
  byteLength: words(events.byteLength, rows),
});

const pickFlows = (flows: FlowColumns, rows: Uint32Array): FlowColumns => ({
  length: rows.length,
  phase: Uint8Array.from(rows, (row) => u8(flows.phase, row)),
  id: floats(flows.id, rows),
  category: words(flows.category, rows),
  track: words(flows.track, rows),
  time: floats(flows.time, rows),
});

function pickExtras(extras: ExtraColumns, newRow: Int32Array): ExtraColumns {
  const rows = Uint32Array.from(extras.event.keys()).filter((row) => i32(newRow, u32(extras.event, row)) >= 0);
  return {
    length: rows.length,
    event: Uint32Array.from(rows, (row) => i32(newRow, u32(extras.event, row))),
    key: words(extras.key, rows),
    number: floats(extras.number, rows),
    text: words(extras.text, rows),
  };
}

/** The `file` column, from parts to files; the column itself where nothing was split. */
export function filesOfParts(file: Uint16Array, fileOf: readonly number[]): Uint16Array {
  return fileOf.every((owner, part) => owner === part) ? file : file.map((part) => item(fileOf, part));
}
