export interface FramesJob {
  readonly marks: number;
  readonly lanes: number;
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  /** Leave strips out: every rectangle by itself. */
  readonly plain: boolean;
}

/** Milliseconds, one entry a frame. */
export interface FrameTimes {
  /** Layout alone; with the calls that draw; with all drawing until the pixels are there. */
  readonly layout: number[];
  readonly calls: number[];
  readonly work: number[];
  /** As `work`, of a frame that only clears its canvases; taken in turn. */
  readonly empty: number[];
  /** From one animation frame to the next, without a limit on the frame rate: with the browser's own work. */
  readonly whole: number[];
  readonly wholeEmpty: number[];
}

export interface FramesReport extends FrameTimes {
  readonly marks: number;
  readonly rows: number;
  readonly summaryBytesAMark: number;
  readonly buildMs: number;
  /** Most rectangles of a frame. */
  readonly mostRects: number;
}
