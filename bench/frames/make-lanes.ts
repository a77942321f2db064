import { laneKey } from '../../src/base/brand.ts';
import { tintCode, type TintKey } from '../../src/ledger/tints.ts';
import { buildMarkRow, type ChartLane, type ChartLaneKind, type MarkRow } from '../../src/model/mark-row.ts';

/** What a row of a lane looks like: its share of the rank's marks, how much of the time it is busy, its colours. */
interface RowKind {
  readonly share: number;
  readonly busy: number;
  readonly tints: readonly TintKey[];
}

interface LaneSpec {
  readonly kind: ChartLaneKind;
  readonly name: string;
  readonly rows: readonly RowKind[];
}

const LEDGER: readonly TintKey[] = ['compute', 'communication', 'copy', 'queue', 'data', 'sync', 'launch', 'host'];
const row = (share: number, busy: number, ...tints: TintKey[]): RowKind => ({ share, busy, tints });

/** The lanes of a rank; the shares add up to 1. */
const LANES: readonly LaneSpec[] = [
  { kind: 'ledger', name: 'ledger', rows: [row(0.14, 1, ...LEDGER)] },
  { kind: 'data', name: 'data', rows: [row(0.01, 0.2, 'data')] },
  {
    kind: 'host',
    name: 'host/1/1',
    rows: [
      row(0.1, 0.9, 'op', 'annotation', 'data'),
      row(0.16, 0.7, 'op', 'runtime'),
      row(0.12, 0.5, 'op', 'runtime', 'sync'),
      row(0.05, 0.2, 'runtime'),
    ],
  },
  { kind: 'host', name: 'host/1/2', rows: [row(0.08, 0.6, 'op', 'runtime'), row(0.06, 0.4, 'runtime')] },
  { kind: 'compute', name: 'gpu0/stream7', rows: [row(0.14, 0.8, 'compute', 'copy')] },
  { kind: 'communication', name: 'gpu0/stream20', rows: [row(0.05, 0.3, 'communication')] },
  { kind: 'copy', name: 'gpu0/copies', rows: [row(0.05, 0.1, 'copy')] },
  { kind: 'note', name: 'note/1', rows: [row(0.04, 0.9, 'note')] },
];
export const LANES_A_RANK = LANES.length;

/** Numbers in (0, 1) from a seed, always the same ones. */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}

/** Marks in steps: each step is dense for its first 70 per cent and sparse after; lengths spread over three decades. */
function makeRow(kind: RowKind, marks: number, spanUs: number, steps: number, next: () => number): MarkRow {
  const start = new Float64Array(marks);
  const end = new Float64Array(marks);
  const tint = new Uint8Array(marks);
  const codes = kind.tints.map(tintCode);
  const length = () => 10 ** (3 * next() * next());
  let time = 0;
  for (let i = 0; i < marks; i++) {
    const dense = (i * steps) / marks - Math.floor((i * steps) / marks) < 0.9;
    const slow = dense ? 1 : 4;
    time += kind.busy === 1 ? 0 : length() * slow * (1 - kind.busy);
    start[i] = time;
    time += length() * slow * kind.busy;
    end[i] = time;
    tint[i] = codes[Math.floor(codes.length * next() ** 2)] ?? 0;
  }
  const scale = spanUs / time;
  for (let i = 0; i < marks; i++) {
    start[i] = (start[i] ?? 0) * scale;
    end[i] = (end[i] ?? 0) * scale;
  }
  const ref = Uint32Array.from({ length: marks }, (_, i) => i);
  return buildMarkRow(start, end, tint, ref);
}

/** `lanes` lanes (in whole ranks) that hold about `marks` marks over `spanUs` microseconds. */
export function makeLanes(marks: number, lanes: number, spanUs: number): ChartLane[] {
  const ranks = Math.max(1, Math.round(lanes / LANES_A_RANK));
  const next = numbersFrom(20240611);
  return Array.from({ length: ranks }, (_, rank) =>
    LANES.map(({ kind, name, rows }): ChartLane => ({
      key: laneKey(`r${rank}/${name}`),
      kind,
      rank,
      label: name,
      rows: rows.map((one) => makeRow(one, Math.round((marks * one.share) / ranks), spanUs, 100, next)),
    })),
  ).flat();
}
