import { laneKey } from '../base/brand.ts';
import { type TintKey, tintCode } from '../ledger/tints.ts';
import { buildMarkRow, type ChartLane, type ChartLaneKind, type MarkRow } from '../model/mark-row.ts';

const LETTERS: Readonly<Record<string, TintKey>> = {
  '#': 'compute',
  c: 'communication',
  m: 'copy',
  q: 'queue',
  d: 'data',
  s: 'sync',
  l: 'launch',
  o: 'op',
  r: 'runtime',
};

/** A row of marks from a picture: one column is `unitUs`; a run of one letter is one mark; `.` and space are free. Marks are numbered in order. */
export function rowOf(picture: string, unitUs = 1): MarkRow {
  const runs = [...picture.matchAll(/([^. ])\1*/g)];
  return marksOf(
    runs.map((run) => ({
      start: run.index * unitUs,
      end: (run.index + run[0].length) * unitUs,
      tint: tintCode(LETTERS[run[0][0]!]!),
    })),
  );
}

/** A row from marks sorted by start; `ref` is the position. */
export function marksOf(
  marks: readonly { readonly start: number; readonly end: number; readonly tint: number }[],
): MarkRow {
  return buildMarkRow(
    Float64Array.from(marks, (mark) => mark.start),
    Float64Array.from(marks, (mark) => mark.end),
    Uint8Array.from(marks, (mark) => mark.tint),
    Uint32Array.from(marks, (_, index) => index),
  );
}

/** A lane of one or more rows; the rank is read from the key's `r0/`. */
export function laneOf(key: string, kind: ChartLaneKind, ...rows: MarkRow[]): ChartLane {
  return { key: laneKey(key), kind, rank: Number(/^r(\d+)\//.exec(key)?.[1] ?? 0), label: key, rows };
}
