import { at } from '../base/at.ts';
import { type LaneKey } from '../base/brand.ts';
import { buildMarkRow, type ChartLane, type MarkRow } from '../model/mark-row.ts';
import { type Timeline } from '../model/timeline.ts';

/**
 * Lanes in the order the reader gave them. Lanes of a rank stay together: inside a rank those that `order` names come
 * first, as named, the others after them as they were. Pinned lanes come before all, in the order they were pinned.
 */
export function arrangeLanes(
  lanes: readonly ChartLane[],
  order: readonly LaneKey[],
  pinned: readonly LaneKey[],
): readonly ChartLane[] {
  if (order.length === 0 && pinned.length === 0) return lanes;
  const placeIn = (keys: readonly LaneKey[]): ((lane: ChartLane) => number) => {
    const places = new Map(keys.map((key, place) => [key, place]));
    return (lane) => places.get(lane.key) ?? keys.length;
  };
  const pin = placeIn(pinned);
  const wanted = placeIn(order);
  const ranks = [...new Set(lanes.map((lane) => lane.rank))];
  const rank = new Map(ranks.map((one, place) => [one, place]));
  return lanes.toSorted(
    (a, b) => pin(a) - pin(b) || (rank.get(a.rank) ?? 0) - (rank.get(b.rank) ?? 0) || wanted(a) - wanted(b),
  );
}

/** The order of keys with `moved` put before or after `target`; what `order` of the view becomes. */
export function moveLanes(
  keys: readonly LaneKey[],
  moved: ReadonlySet<LaneKey>,
  target: LaneKey,
  side: 'before' | 'after',
): readonly LaneKey[] {
  const rest = keys.filter((key) => !moved.has(key));
  const place = rest.indexOf(target);
  if (place < 0) return keys;
  const cut = side === 'before' ? place : place + 1;
  return [...rest.slice(0, cut), ...keys.filter((key) => moved.has(key)), ...rest.slice(cut)];
}

/** The lane above (-1) or below (1) that is shown and of the same rank; undefined at the ends. */
export function laneBeside(
  {
    lanes,
    hidden,
    pinned,
  }: {
    readonly lanes: readonly ChartLane[];
    readonly hidden: ReadonlySet<LaneKey>;
    readonly pinned: ReadonlySet<LaneKey>;
  },
  key: LaneKey,
  by: 1 | -1,
): LaneKey | undefined {
  const own = lanes.find((lane) => lane.key === key);
  const shown = lanes.filter(
    (lane) => lane.rank === own?.rank && !hidden.has(lane.key) && pinned.has(lane.key) === pinned.has(key),
  );
  return own === undefined ? undefined : shown[shown.indexOf(own) + by]?.key;
}

/** 1 for each string that holds the text, whatever the case. */
export function namesHolding(strings: readonly string[], text: string): Uint8Array {
  const wanted = text.toLowerCase();
  return Uint8Array.from(strings, (name) => (name.toLowerCase().includes(wanted) ? 1 : 0));
}

/** The lanes with none but the events whose name holds the text; ledger lanes stay whole, lanes without a match go. */
export function matchingLanes(lanes: readonly ChartLane[], timeline: Timeline, text: string): readonly ChartLane[] {
  const named = namesHolding(timeline.strings, text);
  const { name } = timeline.events;
  return lanes.flatMap((lane) => {
    if (lane.kind === 'ledger') return [lane];
    const rows = lane.rows.map((row) => matchingRow(row, (mark) => at(named, at(name, at(row.ref, mark))) === 1));
    return rows.some((row) => row.length > 0) ? [{ ...lane, rows }] : [];
  });
}

function matchingRow(row: MarkRow, wanted: (mark: number) => boolean): MarkRow {
  const kept: number[] = [];
  for (let mark = 0; mark < row.length; mark++) if (wanted(mark)) kept.push(mark);
  return kept.length === row.length
    ? row
    : buildMarkRow(
        Float64Array.from(kept, (mark) => at(row.start, mark)),
        Float64Array.from(kept, (mark) => at(row.end, mark)),
        Uint8Array.from(kept, (mark) => at(row.tint, mark)),
        Uint32Array.from(kept, (mark) => at(row.ref, mark)),
      );
}
