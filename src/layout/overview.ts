import { type CssPx, cssPx, type Micros, micros } from '../base/brand.ts';
import { type ChartLane } from '../model/mark-row.ts';
import { type TimeWindow } from '../view/zoom.ts';
import { createRectBuilder, rectBatch, type RectBuilder } from './rect-builder.ts';
import { pushRow } from './row-rects.ts';
import { type RectBatch, type Size } from './scene.ts';
import { pixelsPerMicro, timeOfX, xOfTime } from './time-scale.ts';

/** The whole trace in a strip, with the window of the chart below it as a handle. */
export interface OverviewScene {
  readonly width: CssPx;
  readonly height: CssPx;
  readonly trace: TimeWindow;
  readonly rects: RectBatch;
  readonly handle: { readonly x: CssPx; readonly width: CssPx };
}

const NARROWEST_HANDLE_PX = 6;
const GRIP_PX = 6;

/** Lays out row 0 of `lane` (one rank's ledger lane; undefined gives an empty strip) over the whole trace. */
export function layoutOverview(
  input: {
    readonly lane: ChartLane | undefined;
    readonly trace: TimeWindow;
    readonly window: TimeWindow;
    readonly size: Size;
    readonly pixelRatio?: number | undefined;
  },
  builder: RectBuilder = createRectBuilder(),
): OverviewScene {
  const { lane, trace, window, size } = input;
  const dot = 1 / (input.pixelRatio ?? 1);
  builder.length = 0;
  const row = lane?.rows[0];
  if (row !== undefined) {
    const dots = Math.max(1, Math.round(size.width / dot));
    const scale = { start: trace.start, end: trace.end, dotsPerUs: pixelsPerMicro(trace, size.width) / dot, dots, dot };
    pushRow(builder, row, scale, { y: 0, height: size.height, lane: 0, column: 'stacked', gap: false });
  }
  return {
    width: size.width,
    height: size.height,
    trace,
    rects: rectBatch(builder),
    handle: overviewHandle(trace, size.width, window),
  };
}

/** Where the handle stands in a strip of this width. */
export function overviewHandle(trace: TimeWindow, stripWidth: CssPx, window: TimeWindow): OverviewScene['handle'] {
  const left = Math.max(0, xOfTime(trace, stripWidth, window.start));
  const right = Math.min(stripWidth, xOfTime(trace, stripWidth, window.end));
  const width = Math.min(stripWidth, Math.max(NARROWEST_HANDLE_PX, right - left));
  const x = Math.max(0, Math.min(stripWidth - width, (left + right - width) / 2));
  return { x: cssPx(x), width: cssPx(width) };
}

export type OverviewPart = 'start' | 'end' | 'body' | 'outside';

/** What a pointer at x would take hold of: an end of the handle, the handle, or nothing. */
export function overviewPartAt(scene: OverviewScene, x: CssPx): OverviewPart {
  const { x: left, width } = scene.handle;
  const grip = Math.min(GRIP_PX, width / 3);
  if (x < left - GRIP_PX || x > left + width + GRIP_PX) return 'outside';
  if (x <= left + grip) return 'start';
  return x >= left + width - grip ? 'end' : 'body';
}

/** The window after a drag of `part` from one x of the strip to another; `outside` marks a new window between the two. Stays in the trace. */
export function windowAfterDrag(
  scene: OverviewScene,
  window: TimeWindow,
  part: OverviewPart,
  from: CssPx,
  to: CssPx,
): TimeWindow {
  const { trace, width } = scene;
  const clamp = (time: number): Micros => micros(Math.min(trace.end, Math.max(trace.start, time)));
  const moved = timeOfX(trace, width, to) - timeOfX(trace, width, from);
  if (part === 'outside') {
    const a = clamp(timeOfX(trace, width, from));
    const b = clamp(timeOfX(trace, width, to));
    return a < b ? { start: a, end: b } : { start: b, end: a };
  }
  if (part === 'body') {
    const span = window.end - window.start;
    const start = Math.min(trace.end - span, Math.max(trace.start, window.start + moved));
    return { start: clamp(start), end: clamp(start + span) };
  }
  const least = (trace.end - trace.start) / width;
  if (part === 'start') return { start: clamp(Math.min(window.end - least, window.start + moved)), end: window.end };
  return { start: window.start, end: clamp(Math.max(window.start + least, window.end + moved)) };
}
