import { type LaneKey } from '../base/brand.ts';
import { assertNever } from '../base/assert.ts';
import { type ChartLane, type ChartLaneKind } from '../model/mark-row.ts';

/** A lane's place in the whole chart, in CSS pixels from its top, whether on screen or not. */
export interface StackedLane {
  readonly lane: number;
  readonly predicted: boolean;
  /** Stays where it stands while the others scroll under it. */
  readonly pinned: boolean;
  readonly y: number;
  readonly height: number;
  /** Height of one row with its gap; rows stand at y + row x rowHeight. */
  readonly rowHeight: number;
  /** Rows drawn: all, or the outermost of a folded host lane. */
  readonly rows: number;
}

export interface LaneStack {
  readonly lanes: readonly StackedLane[];
  readonly groups: readonly { readonly rank: number; readonly y: number; readonly height: number }[];
  readonly height: number;
  /** Of that, what stays at the top. */
  readonly pinnedHeight: number;
}

export const GROUP_HEIGHT = 22;
const LANE_GAP = 4;
const TWIN_GAP = 1;
const FOLDED_HEIGHT = 8;
const BOTTOM = 8;
const NONE: ReadonlySet<LaneKey> = new Set();

/** Height of one row in CSS pixels. */
function rowHeightOf(kind: ChartLaneKind): number {
  switch (kind) {
    case 'ledger':
      return 28;
    case 'data':
    case 'compute':
    case 'communication':
    case 'device':
      return 18;
    case 'copy':
    case 'note':
      return 14;
    case 'host':
      return 12;
    default:
      return assertNever(kind);
  }
}

/** A predicted twin is thinner than what was measured: it may be wrong. */
const twinHeightOf = (kind: ChartLaneKind): number => (kind === 'ledger' ? 14 : 10);

/**
 * Stacks the lanes in the order given, a group slot above each rank where there are several, predicted twins (same
 * key) under their measured lanes, pinned lanes before all groups. A folded host lane keeps its outermost row; other folded lanes are squeezed, no row lost.
 */
export function stackLanes(
  lanes: readonly ChartLane[],
  predicted: readonly ChartLane[],
  hidden: ReadonlySet<LaneKey>,
  folded: ReadonlySet<LaneKey>,
  pinned: ReadonlySet<LaneKey> = NONE,
): LaneStack {
  const twins = new Map(predicted.map((lane, index) => [lane.key, index]));
  const severalRanks = lanes.some((lane) => lane.rank !== lanes[0]?.rank);
  const stacked: StackedLane[] = [];
  const groups: { rank: number; y: number; height: number }[] = [];
  let y = 0;
  let rank: number | undefined;
  const stackOne = (lane: ChartLane, index: number, isPinned: boolean): void => {
    if (hidden.has(lane.key) || pinned.has(lane.key) !== isPinned) return;
    if (!isPinned && lane.rank !== rank) {
      rank = lane.rank;
      if (severalRanks) {
        groups.push({ rank, y, height: GROUP_HEIGHT });
        y += GROUP_HEIGHT;
      }
    }
    const place = placeOf(lane, folded.has(lane.key), rowHeightOf(lane.kind));
    stacked.push({ lane: index, predicted: false, pinned: isPinned, y, ...place });
    y += place.height;
    const twin = twins.get(lane.key);
    const twinLane = twin === undefined ? undefined : predicted[twin];
    if (twin !== undefined && twinLane !== undefined) {
      const twinPlace = placeOf(twinLane, folded.has(lane.key), twinHeightOf(lane.kind));
      stacked.push({ lane: twin, predicted: true, pinned: isPinned, y: y + TWIN_GAP, ...twinPlace });
      y += TWIN_GAP + twinPlace.height;
    }
    y += LANE_GAP;
  };
  if (pinned.size > 0) lanes.forEach((lane, index) => stackOne(lane, index, true));
  const pinnedHeight = y;
  lanes.forEach((lane, index) => stackOne(lane, index, false));
  return { lanes: stacked, groups, height: y === 0 ? 0 : y + BOTTOM, pinnedHeight };
}

/** How far to scroll a view of this height so that a row is in it, below what is pinned: `scrollTop` where it is so already. */
export function scrollToRow(
  { pinnedHeight }: LaneStack,
  place: StackedLane,
  row: number,
  scrollTop: number,
  height: number,
): number {
  const y = place.y + Math.min(row, place.rows - 1) * place.rowHeight;
  if (y - pinnedHeight < scrollTop) return y - pinnedHeight;
  return Math.max(scrollTop, y + place.rowHeight - height);
}

function placeOf(
  lane: ChartLane,
  folded: boolean,
  rowHeight: number,
): { height: number; rowHeight: number; rows: number } {
  const rows = Math.max(1, lane.rows.length);
  if (!folded) return { height: rows * rowHeight, rowHeight, rows };
  if (lane.kind === 'host' || lane.kind === 'note') return { height: rowHeight, rowHeight, rows: 1 };
  const squeezed = Math.max(2, Math.min(rowHeight, Math.floor(FOLDED_HEIGHT / rows)));
  return { height: rows * squeezed, rowHeight: squeezed, rows };
}
