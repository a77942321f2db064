import { type CssPx, type LaneKey } from '../base/brand.ts';
import { type StepShift } from './align-steps.ts';
import { type TimeWindow } from '../view/zoom.ts';

/** Steps of fullness that are told apart: fine enough for the eye, few enough to draw in groups. */
export const SHARE_LEVELS = 8;

/** Rectangles in CSS pixels, one array a field: what a canvas can draw in one pass. Arrays may be longer than `length`. */
export interface RectBatch {
  readonly length: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly width: Float32Array;
  readonly height: Float32Array;
  /** Colour code: see TINTS in ledger/tints.ts. */
  readonly tint: Uint8Array;
  /** 0..1: how much of the rectangle the tint fills; 1 for a mark drawn as itself and for a slice of a stacked column. That of the first column where several are one rectangle. */
  readonly share: Float32Array;
  /** Event or piece index; -1 for a summary of several. Neighbouring summaries that look alike are one rectangle. */
  readonly ref: Int32Array;
  /** Index into `Scene.lanes`. */
  readonly lane: Uint16Array;
}

export interface Size {
  readonly width: CssPx;
  readonly height: CssPx;
}

/** A rectangle in CSS pixels of the viewport. */
export interface Box {
  readonly x: CssPx;
  readonly y: CssPx;
  readonly width: CssPx;
  readonly height: CssPx;
}

export interface SceneLabel {
  readonly x: CssPx;
  /** Middle of the row. */
  readonly y: CssPx;
  readonly maxWidth: CssPx;
  readonly text: string;
  readonly tint: number;
}

/** One row of a lane on screen. Its rectangles are [firstRect, lastRect) of `Scene.rects`, from left to right. */
export interface SceneRow {
  /** Index into `ChartLane.rows`. */
  readonly row: number;
  readonly y: CssPx;
  readonly height: CssPx;
  /** Width of the columns its summaries stand for: one device pixel, or two where the row is dense. */
  readonly grain: CssPx;
  readonly firstRect: number;
  readonly lastRect: number;
}

/** Where a lane stands in the scrolled chart. */
export interface SceneLane {
  /** Index into the measured or, where `predicted`, the predicted chart lanes given to the layout. */
  readonly lane: number;
  readonly y: CssPx;
  readonly height: CssPx;
  /** True for the predicted twin drawn under its measured lane. */
  readonly predicted: boolean;
  readonly rows: readonly SceneRow[];
}

/** The slot above the lanes of a rank, where there are several ranks. */
export interface SceneGroup {
  /** Index into `Timeline.ranks`. */
  readonly rank: number;
  readonly y: CssPx;
  readonly height: CssPx;
}

/** How much longer or shorter a predicted step is than the measured one it is drawn under. */
export interface StepDelta {
  /** From the end of the shorter to the end of the longer, cut to the plot. */
  readonly x: CssPx;
  readonly width: CssPx;
  readonly y: CssPx;
  readonly height: CssPx;
  /** `−12.3 ms`. */
  readonly text: string;
  readonly saved: boolean;
}

export interface AxisTick {
  readonly x: CssPx;
  readonly label: string;
}

export interface StepLine {
  readonly x: CssPx;
  /** Room for the label, to the next line or the edge. */
  readonly width: CssPx;
  /** Empty where there is no room for it. */
  readonly label: string;
  /** What tells the step from the others, for where the label does not fit: `#5` of `ProfilerStep#5`. Empty where the name has no number. */
  readonly short: string;
}

/** A flag that the reader put on the ruler. */
export interface SceneFlag {
  readonly x: CssPx;
  /** To the next flag or the edge. */
  readonly room: CssPx;
  readonly label: string;
  /** Time to the next flag; empty where that is out of sight. */
  readonly toNext: string;
}

/** A sign for what happened at one moment: instants [first, last) of the lane, which stand together. */
export interface SceneInstant {
  readonly key: LaneKey;
  readonly x: CssPx;
  /** Top of the lane. */
  readonly y: CssPx;
  readonly first: number;
  readonly last: number;
}

export interface Scene {
  readonly width: CssPx;
  readonly height: CssPx;
  /** CSS pixels a device pixel: what edges are rounded to. */
  readonly dot: number;
  /** What the width shows. */
  readonly window: TimeWindow;
  readonly scrollTop: CssPx;
  /** Height of all lanes together: how far the chart scrolls. */
  readonly contentHeight: CssPx;
  /** Only lanes that meet the viewport. */
  readonly lanes: readonly SceneLane[];
  readonly groups: readonly SceneGroup[];
  readonly rects: RectBatch;
  readonly labels: readonly SceneLabel[];
  /** Height of what stays at the top while the rest scrolls. */
  readonly pinnedHeight: CssPx;
  /** How the predicted run is moved; empty where it keeps its own clock. */
  readonly shifts: readonly StepShift[];
  readonly deltas: readonly StepDelta[];
  readonly ticks: readonly AxisTick[];
  /** Vertical lines at step starts. */
  readonly stepLines: readonly StepLine[];
  readonly flags: readonly SceneFlag[];
  readonly instants: readonly SceneInstant[];
}
