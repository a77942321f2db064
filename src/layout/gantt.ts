import { at, item } from '../base/at.ts';
import { type CssPx, cssPx, type LaneKey } from '../base/brand.ts';
import { formatMicros } from '../base/format.ts';
import { CLASSES } from '../ledger/classes.ts';
import { type ChartLane } from '../model/mark-row.ts';
import { type Step } from '../model/timeline.ts';
import { type TimeWindow } from '../view/zoom.ts';
import { layoutStepLines, layoutTicks } from './axis.ts';
import { createNamer } from './label-text.ts';
import { stackLanes, type StackedLane } from './lane-stack.ts';
import { createRectBuilder, rectBatch, type RectBuilder } from './rect-builder.ts';
import { type DotScale } from './row-columns.ts';
import { pushRow } from './row-rects.ts';
import { type Scene, type SceneLabel, type SceneLane, type SceneRow, type Size } from './scene.ts';
import { pixelsPerMicro } from './time-scale.ts';

export interface GanttInput {
  /** In drawing order, lanes of a rank together. */
  readonly lanes: readonly ChartLane[];
  /** Twins by key; drawn under their measured lanes. */
  readonly predicted?: readonly ChartLane[] | undefined;
  /** `Timeline.strings` and `Timeline.events.name`: what marks are called. */
  readonly strings: readonly string[];
  readonly names: Uint32Array;
  /** `Timeline.steps`; lines are drawn for the steps of `rank`. */
  readonly steps: readonly Step[];
  readonly rank: number;
  readonly window: TimeWindow;
  /** The plot, without the row headers. */
  readonly size: Size;
  readonly scrollTop: CssPx;
  readonly hidden: ReadonlySet<LaneKey>;
  readonly folded: ReadonlySet<LaneKey>;
  /** Device pixels a CSS pixel; edges are rounded to device pixels. Default 1. */
  readonly pixelRatio?: number | undefined;
}

const LABEL_FROM_PX = 40;
const LABEL_FROM_ROW_PX = 11;
const DURATION_FROM_PX = 120;
const LABEL_INSET_PX = 4;

const namers = new WeakMap<readonly string[], ReturnType<typeof createNamer>>();
function namerOf(strings: readonly string[]): ReturnType<typeof createNamer> {
  const known = namers.get(strings);
  if (known !== undefined) return known;
  const namer = createNamer(strings);
  namers.set(strings, namer);
  return namer;
}

/**
 * What the Gantt chart shows of a time window: O(pixels x log events) for the lanes that meet the viewport.
 * With a builder given, the scene's rectangles live in it and are overwritten by the next layout that uses it.
 */
export function layoutGantt(input: GanttInput, builder: RectBuilder = createRectBuilder()): Scene {
  const { window, size } = input;
  const predicted = input.predicted ?? [];
  const dot = 1 / (input.pixelRatio ?? 1);
  const scrollTop = cssPx(snap(input.scrollTop, dot));
  const scale: DotScale = {
    start: window.start,
    end: window.end,
    dotsPerUs: pixelsPerMicro(window, size.width) / dot,
    dots: Math.max(1, Math.round(size.width / dot)),
    dot,
  };
  const stack = stackLanes(input.lanes, predicted, input.hidden, input.folded);
  const meets = (y: number, height: number): boolean => y + height > scrollTop && y < scrollTop + size.height;
  builder.length = 0;
  const lanes: SceneLane[] = [];
  const labels: SceneLabel[] = [];
  for (const place of stack.lanes) {
    if (!meets(place.y, place.height)) continue;
    const lane = item(place.predicted ? predicted : input.lanes, place.lane);
    const rows = layoutRows(builder, lane, place, lanes.length, input, scrollTop, scale, labels);
    lanes.push({
      lane: place.lane,
      predicted: place.predicted,
      y: cssPx(place.y - scrollTop),
      height: cssPx(place.height),
      rows,
    });
  }
  return {
    width: size.width,
    height: size.height,
    dot,
    window,
    scrollTop,
    contentHeight: cssPx(stack.height),
    lanes,
    groups: stack.groups
      .filter((group) => meets(group.y, group.height))
      .map(({ rank, y, height }) => ({ rank, y: cssPx(y - scrollTop), height: cssPx(height) })),
    rects: rectBatch(builder),
    labels,
    ticks: layoutTicks(window, size.width),
    stepLines: layoutStepLines(input.steps, input.rank, window, size.width),
  };
}

/** The nearest edge of a device pixel. */
const snap = (y: number, dot: number): number => Math.round(y / dot) * dot;

function layoutRows(
  builder: RectBuilder,
  lane: ChartLane,
  place: StackedLane,
  sceneLane: number,
  input: GanttInput,
  scrollTop: CssPx,
  scale: DotScale,
  labels: SceneLabel[],
): SceneRow[] {
  const rows: SceneRow[] = [];
  const seam = lane.kind === 'ledger' || place.rowHeight < 4 ? 0 : 1;
  const shown = Math.min(place.rows, lane.rows.length);
  for (let r = 0; r < shown; r++) {
    const y = snap(place.y + r * place.rowHeight - scrollTop, scale.dot);
    const height = snap(place.y + (r + 1) * place.rowHeight - seam - scrollTop, scale.dot) - y;
    if (height < scale.dot / 2 || y + height <= 0 || y >= input.size.height) continue;
    const firstRect = builder.length;
    const grain = pushRow(builder, item(lane.rows, r), scale, {
      y,
      height,
      lane: sceneLane,
      column: lane.kind === 'ledger' ? 'stacked' : 'dominant',
      gap: lane.kind !== 'ledger',
    });
    rows.push({ row: r, y: cssPx(y), height: cssPx(height), grain: cssPx(grain), firstRect, lastRect: builder.length });
    if (height >= LABEL_FROM_ROW_PX) pushLabels(labels, builder, firstRect, lane, input);
  }
  return rows;
}

function pushLabels(labels: SceneLabel[], rects: RectBuilder, first: number, lane: ChartLane, input: GanttInput): void {
  const namer = namerOf(input.strings);
  const isDevice = lane.kind === 'compute' || lane.kind === 'communication' || lane.kind === 'device';
  for (let i = first; i < rects.length; i++) {
    const width = at(rects.width, i);
    if (width < LABEL_FROM_PX) continue;
    const tint = at(rects.tint, i);
    const ref = at(rects.ref, i);
    const name = at(input.names, ref);
    const text =
      lane.kind === 'ledger' ? classText(lane, tint, ref, width) : isDevice ? namer.kernel(name) : namer.plain(name);
    if (text === '') continue;
    labels.push({
      x: cssPx(at(rects.x, i) + LABEL_INSET_PX),
      y: cssPx(at(rects.y, i) + at(rects.height, i) / 2),
      maxWidth: cssPx(width - 2 * LABEL_INSET_PX),
      text,
      tint,
    });
  }
}

/** A ledger piece by its class, with its length where there is room. */
function classText(lane: ChartLane, tint: number, ref: number, width: number): string {
  const label = CLASSES[tint]?.label ?? '';
  const row = lane.rows[0];
  if (row === undefined || width < DURATION_FROM_PX || ref >= row.length || at(row.ref, ref) !== ref) return label;
  return `${label} ${formatMicros(at(row.end, ref) - at(row.start, ref))}`;
}
