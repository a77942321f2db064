import { type TraceOutline } from '../engine/protocol.ts';

/** One step of the list, over the ranks that are chosen. */
export interface OutlineRow {
  readonly number: number;
  readonly name: string;
  /** The longest of the ranks. */
  readonly durationUs: number;
  readonly events: number;
  readonly bytes: number;
  /** Of the text of all files, 0..1. */
  readonly share: number;
}

/** Steps by number, ascending; ranks that are not chosen do not count. */
export function outlineRows(outline: TraceOutline, ranks: ReadonlySet<number>): readonly OutlineRow[] {
  const rows = new Map<number, OutlineRow>();
  const all = outline.ranks.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { rank, steps } of outline.ranks) {
    if (!ranks.has(rank)) continue;
    for (const { number, name, startUs, endUs, events, bytes } of steps) {
      const row = rows.get(number);
      const total = (row?.bytes ?? 0) + bytes;
      rows.set(number, {
        number,
        name: row?.name ?? name,
        durationUs: Math.max(row?.durationUs ?? 0, endUs - startUs),
        events: (row?.events ?? 0) + events,
        bytes: total,
        share: all > 0 ? total / all : 0,
      });
    }
  }
  return [...rows.values()].sort((a, b) => a.number - b.number);
}

/** The rows between two numbers, both included, added up. */
export function chosenTotal(rows: readonly OutlineRow[], first: number, last: number) {
  const chosen = rows.filter(({ number }) => number >= first && number <= last);
  const sum = (of: (row: OutlineRow) => number): number => chosen.reduce((total, row) => total + of(row), 0);
  return {
    steps: chosen.length,
    durationUs: sum((row) => row.durationUs),
    events: sum((row) => row.events),
    bytes: sum((row) => row.bytes),
    share: sum((row) => row.share),
  };
}

const FEW = 4;

/** What the list opens with: what is loaded now, else a few steps after the first, which is often unlike the others. */
export function firstChoice(
  rows: readonly OutlineRow[],
  now: { readonly first: number; readonly last: number } | undefined,
): { readonly first: number; readonly last: number } {
  if (now !== undefined && rows.some(({ number }) => number >= now.first && number <= now.last)) return now;
  const from = rows[rows.length > FEW ? 1 : 0]?.number ?? 0;
  const to = rows[Math.min(rows.length > FEW ? FEW : FEW - 1, rows.length - 1)]?.number ?? from;
  return { first: from, last: to };
}
