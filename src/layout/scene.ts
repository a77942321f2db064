import { type CssPx } from '../base/brand.ts';

/** Rectangles in CSS pixels, one array a field: what a canvas can draw in one pass. */
export interface RectBatch {
  readonly length: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly width: Float32Array;
  readonly height: Float32Array;
  /** Colour code: see TINTS in ledger/rows.ts. */
  readonly tint: Uint8Array;
  /** 0..1: how much of the pixel the tint fills; 1 for a mark drawn as itself. */
  readonly share: Float32Array;
  /** Event or piece index; -1 for a summary of several. */
  readonly ref: Int32Array;
  /** Index into `Scene.lanes`. */
  readonly lane: Uint16Array;
}

export interface SceneLabel {
  readonly x: CssPx;
  readonly y: CssPx;
  readonly maxWidth: CssPx;
  readonly text: string;
  readonly tint: number;
}

/** Where a lane stands in the scrolled chart. */
export interface SceneLane {
  /** Index into the chart lanes given to the layout. */
  readonly lane: number;
  readonly y: CssPx;
  readonly height: CssPx;
  /** True for the predicted twin drawn under its measured lane. */
  readonly predicted: boolean;
}

export interface AxisTick {
  readonly x: CssPx;
  readonly label: string;
}

export interface Scene {
  readonly width: CssPx;
  readonly height: CssPx;
  readonly lanes: readonly SceneLane[];
  readonly rects: RectBatch;
  readonly labels: readonly SceneLabel[];
  readonly ticks: readonly AxisTick[];
  /** Vertical lines at step starts. */
  readonly stepLines: readonly { readonly x: CssPx; readonly label: string }[];
}
