export interface FramesJob {
  readonly marks: number;
  readonly lanes: number;
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  /** How often the journey is made. */
  readonly rounds: number;
}

/** Milliseconds, one entry a frame. */
export interface FrameTimes {
  /** Layout alone; with the calls that draw; with all drawing until the pixels are there. */
  readonly layout: number[];
  readonly calls: number[];
  readonly work: number[];
  /** As `work`, of a frame that only clears its canvases; taken in turn. */
  readonly empty: number[];
}

export interface FramesReport {
  readonly rounds: readonly FrameTimes[];
  readonly marks: number;
  readonly rows: number;
  readonly summaryBytesAMark: number;
  readonly buildMs: number;
  /** Most rectangles of a frame. */
  readonly mostRects: number;
}
