import { type Scan, type StepHint } from '../ingest/event-columns.ts';
import { type Lane } from './timeline.ts';

/** The sorted columns while the model is being built: what finders of launches, links and steps read. */
export interface RunColumns {
  readonly length: number;
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly name: Uint32Array;
  readonly kind: Uint8Array;
  readonly lane: Uint16Array;
  readonly row: Uint16Array;
  readonly parent: Int32Array;
  readonly file: Uint16Array;
  readonly offset: Uint32Array | Float64Array;
  readonly byteLength: Uint32Array;
  /** Correlation number; -1 where absent. */
  readonly correlation: Float64Array;
  /** 1 where the event is far from all others and must not stretch anything. */
  readonly far: Uint8Array;
}

/** The events by which a format marks steps, as places in the sorted columns. */
export interface FormatSteps extends Pick<StepHint, 'edge' | 'from' | 'noun' | 'numbers'> {
  readonly events: Uint32Array;
}

/** One file of the run: its events are the lanes [firstLane, lastLane), its flows are still as scanned. */
export interface RunFile {
  readonly scan: Scan;
  readonly shiftNs: number;
  readonly resolutionUs: number;
  readonly firstLane: number;
  readonly lastLane: number;
  /** Files of loader workers that belong to the rank of this one. */
  readonly workers: readonly number[];
  /** Lane of each of the scan's tracks, by what is drawn there; -1 where nothing is. */
  readonly hostLaneOf: Int32Array;
  readonly deviceLaneOf: Int32Array;
  readonly noteLaneOf: Int32Array;
  /** Events by which the file's format marks steps. */
  readonly formatSteps?: FormatSteps | undefined;
}

export interface Run {
  readonly events: RunColumns;
  readonly lanes: readonly Lane[];
  readonly files: readonly RunFile[];
  readonly strings: readonly string[];
}
