import { at, item } from '../base/at.ts';
import { type CssPx, cssPx, type LaneKey } from '../base/brand.ts';
import { formatMicros } from '../base/format.ts';
import { type TimeUnit } from '../base/time-unit.ts';
import { CLASSES } from '../ledger/classes.ts';
import { type ChartLane } from '../model/mark-row.ts';
import { type Step } from '../model/timeline.ts';
import { type Flag } from '../view/flags.ts';
import { type TimeWindow } from '../view/zoom.ts';
import { layoutShifts, type StepPair, type StepShift } from './align-steps.ts';
import { layoutStepLines, layoutTicks } from './axis.ts';
import { layoutFlags } from './flags.ts';
import { type LaneInstants, layoutInstants } from './instants.ts';
import { createNamer } from './label-text.ts';
import { stackLanes, type StackedLane } from './lane-stack.ts';
import { createRectBuilder, rectBatch, type RectBuilder } from './rect-builder.ts';
import { type DotScale } from './row-columns.ts';
import { pushRow, pushShifted, type RowPlace } from './row-rects.ts';
import { type Scene, type SceneLabel, type StepDelta, type SceneLane, type SceneRow, type Size } from './scene.ts';
import { pixelsPerMicro } from './time-scale.ts';

export interface GanttInput {
  /** In drawing order, lanes of a rank together. */
  readonly lanes: readonly ChartLane[];
  /** Twins by key; drawn under their measured lanes. */
  readonly predicted?: readonly ChartLane[] | undefined;
  /** What marks of the twins are called, where they stand for events of another run; `ids` says for each of its strings the one of `strings` that is the same. */
  readonly twinNames?:
    { readonly strings: readonly string[]; readonly names: Uint32Array; readonly ids: Uint32Array } | undefined;
  /** `Timeline.strings` and `Timeline.events.name`: what marks are called. */
  readonly strings: readonly string[];
  readonly names: Uint32Array;
  /** What the classes of the ledger are called, in their order; their English labels where it is absent. */
  readonly classNames?: readonly string[] | undefined;
  /** `Timeline.steps`; lines are drawn for the steps of `rank`. */
  readonly steps: readonly Step[];
  readonly rank: number;
  readonly window: TimeWindow;
  /** The plot, without the row headers. */
  readonly size: Size;
  readonly scrollTop: CssPx;
  readonly hidden: ReadonlySet<LaneKey>;
  readonly folded: ReadonlySet<LaneKey>;
  readonly pinned?: ReadonlySet<LaneKey> | undefined;
  /** Measured and predicted steps where the predicted run is to start each with the measured one. */
  readonly aligned?: readonly StepPair[] | undefined;
  /** Marks of lanes other than the ledger's take the colour of their name: codes [firstTint, firstTint + count). */
  readonly nameTints?: NameTints | undefined;
  /** What happened at one moment. */
  readonly instants?: LaneInstants | undefined;
  /** On the ruler, in time order. */
  readonly flags?: readonly Flag[] | undefined;
  /** The unit of times on the axis and between runs. */
  readonly timeUnit?: TimeUnit | undefined;
  /** Device pixels a CSS pixel; edges are rounded to device pixels. Default 1. */
  readonly pixelRatio?: number | undefined;
}

/** Codes of a palette for names. */
export interface NameTints {
  readonly first: number;
  readonly count: number;
}

const LABEL_FROM_PX = 40;
const LABEL_FROM_ROW_PX = 11;
const DURATION_FROM_PX = 120;
const LABEL_INSET_PX = 4;
/** Pinned lanes take at most this much of the plot. */
const MOST_PINNED = 0.6;

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
  const stack = stackLanes(input.lanes, predicted, input.hidden, input.folded, input.pinned);
  const shifts = predicted.length === 0 ? [] : layoutShifts(input.aligned ?? [], scale);
  const pinnedHeight = Math.min(stack.pinnedHeight, size.height * MOST_PINNED);
  const meets = (y: number, height: number): boolean =>
    y + height > scrollTop + pinnedHeight && y < scrollTop + size.height;
  builder.length = 0;
  const lanes: SceneLane[] = [];
  const labels: SceneLabel[] = [];
  for (const place of stack.lanes) {
    if (place.pinned ? place.y >= pinnedHeight : !meets(place.y, place.height)) continue;
    const top = place.pinned ? 0 : scrollTop;
    const lane = item(place.predicted ? predicted : input.lanes, place.lane);
    const band = { from: place.pinned ? 0 : pinnedHeight, to: place.pinned ? pinnedHeight : size.height };
    const rows = layoutRows(builder, lane, place, lanes.length, input, top, band, shifts, scale, labels);
    lanes.push({
      lane: place.lane,
      predicted: place.predicted,
      y: cssPx(place.y - top),
      height: cssPx(place.height),
      rows,
    });
  }
  const deltas = lanes.flatMap((one) =>
    one.predicted ? layoutDeltas(item(predicted, one.lane), one, shifts, scale, input.timeUnit) : [],
  );
  return {
    width: size.width,
    height: size.height,
    dot,
    window,
    scrollTop,
    contentHeight: cssPx(stack.height),
    pinnedHeight: cssPx(pinnedHeight),
    shifts,
    deltas,
    lanes,
    groups: stack.groups
      .filter((group) => meets(group.y, group.height))
      .map(({ rank, y, height }) => ({ rank, y: cssPx(y - scrollTop), height: cssPx(height) })),
    rects: rectBatch(builder),
    labels,
    ticks: layoutTicks(window, size.width, input.timeUnit),
    stepLines: layoutStepLines(input.steps, input.rank, window, size.width),
    instants:
      input.instants === undefined
        ? []
        : layoutInstants(signPlaces(lanes, input, pinnedHeight), input.instants, window, size.width),
    flags: layoutFlags(input.flags ?? [], window, size.width, input.timeUnit),
  };
}

/** Where signs of instants stand: at the top of measured lanes whose top is in sight. */
const signPlaces = (lanes: readonly SceneLane[], input: GanttInput, pinnedHeight: number) =>
  lanes.flatMap(({ lane, predicted, y }) => {
    if (predicted) return [];
    const { key } = item(input.lanes, lane);
    return y < pinnedHeight && input.pinned?.has(key) !== true ? [] : [{ key, y }];
  });

/** The nearest edge of a device pixel. */
const snap = (y: number, dot: number): number => Math.round(y / dot) * dot;

function layoutRows(
  builder: RectBuilder,
  lane: ChartLane,
  place: StackedLane,
  sceneLane: number,
  input: GanttInput,
  scrollTop: number,
  band: { readonly from: number; readonly to: number },
  shifts: readonly StepShift[],
  scale: DotScale,
  labels: SceneLabel[],
): SceneRow[] {
  const rows: SceneRow[] = [];
  const seam = lane.kind === 'ledger' || place.rowHeight < 4 ? 0 : 1;
  const shown = Math.min(place.rows, lane.rows.length);
  for (let r = 0; r < shown; r++) {
    const top = snap(place.y + r * place.rowHeight - scrollTop, scale.dot);
    const bottom = Math.min(band.to, snap(place.y + (r + 1) * place.rowHeight - seam - scrollTop, scale.dot));
    const y = Math.max(band.from, top);
    const height = bottom - y;
    if (height < scale.dot / 2) continue;
    const firstRect = builder.length;
    const rowPlace: RowPlace = {
      y,
      height,
      lane: sceneLane,
      column: lane.kind === 'ledger' ? 'stacked' : 'dominant',
      gap: lane.kind !== 'ledger',
    };
    const own = place.predicted ? shifts.filter((shift) => shift.rank === lane.rank) : [];
    const row = item(lane.rows, r);
    const grain =
      own.length > 0 ? pushShifted(builder, row, scale, rowPlace, own) : pushRow(builder, row, scale, rowPlace);
    const called: Called = place.predicted && input.twinNames !== undefined ? input.twinNames : input;
    if (input.nameTints !== undefined && lane.kind !== 'ledger')
      tintByName(builder, firstRect, called, input.nameTints);
    rows.push({ row: r, y: cssPx(y), height: cssPx(height), grain: cssPx(grain), firstRect, lastRect: builder.length });
    if (height >= LABEL_FROM_ROW_PX && y === top) pushLabels(labels, builder, firstRect, lane, called, input);
  }
  return rows;
}

/** What marks are called; `ids`: what their colour goes by where that is not the name's own number. */
interface Called {
  readonly strings: readonly string[];
  readonly names: Uint32Array;
  readonly ids?: Uint32Array;
}

/** Golden section: names that follow one another get colours far apart. */
const SPREAD = 0x9e3779b1;

function tintByName(
  rects: RectBuilder,
  first: number,
  { names, ids }: Called,
  { first: code, count }: NameTints,
): void {
  for (let i = first; i < rects.length; i++) {
    const ref = rects.ref[i] ?? -1;
    const name = names[ref] ?? 0;
    if (ref >= 0) rects.tint[i] = code + ((Math.imul(ids?.[name] ?? name, SPREAD) >>> 16) % count);
  }
}

/** What each predicted step saves or costs, at its end in the ledger lane. */
function layoutDeltas(
  lane: ChartLane,
  place: SceneLane,
  shifts: readonly StepShift[],
  scale: DotScale,
  unit: TimeUnit | undefined,
): StepDelta[] {
  if (lane.kind !== 'ledger') return [];
  const xOf = (time: number): number =>
    Math.max(0, Math.min(scale.dots, (time - scale.start) * scale.dotsPerUs)) * scale.dot;
  return shifts.flatMap(({ rank, pair: { measured, predicted } }) => {
    const gain = measured.end - measured.start - (predicted.end - predicted.start);
    if (rank !== lane.rank || Math.abs(gain) * scale.dotsPerUs < 1) return [];
    const x = xOf(measured.end - Math.max(0, gain));
    const width = xOf(measured.end + Math.max(0, -gain)) - x;
    const text = `${gain > 0 ? '\u2212' : '+'}${formatMicros(Math.abs(gain), unit)}`;
    return width <= 0
      ? []
      : [{ x: cssPx(x), width: cssPx(width), y: place.y, height: place.height, text, saved: gain > 0 }];
  });
}

function pushLabels(
  labels: SceneLabel[],
  rects: RectBuilder,
  first: number,
  lane: ChartLane,
  { strings, names }: Called,
  input: GanttInput,
): void {
  const namer = namerOf(strings);
  const isDevice = lane.kind === 'compute' || lane.kind === 'communication' || lane.kind === 'device';
  for (let i = first; i < rects.length; i++) {
    const width = at(rects.width, i);
    if (width < LABEL_FROM_PX) continue;
    const tint = at(rects.tint, i);
    const ref = at(rects.ref, i);
    if (ref < 0 || at(rects.height, i) < LABEL_FROM_ROW_PX) continue;
    const name = at(names, ref);
    const text =
      lane.kind === 'ledger'
        ? classText(lane, tint, ref, width, input)
        : isDevice
          ? namer.kernel(name)
          : namer.plain(name);
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

const CLASS_LABELS = CLASSES.map(({ label }) => label);

/** A ledger piece by its class, with its length where there is room. */
function classText(
  lane: ChartLane,
  tint: number,
  ref: number,
  width: number,
  { classNames = CLASS_LABELS, timeUnit }: GanttInput,
): string {
  const label = classNames[tint] ?? '';
  const row = lane.rows[0];
  if (row === undefined || width < DURATION_FROM_PX || ref >= row.length || at(row.ref, ref) !== ref) return label;
  return `${label} ${formatMicros(at(row.end, ref) - at(row.start, ref), timeUnit)}`;
}
