import { type FormatHints } from '../event-columns.ts';
import { type ScanView } from './scan-view.ts';

/** One row of the table of formats. */
export interface Format {
  readonly name: string;
  /** By content: header members, categories, names of processes, threads and events. Never by the file's name. */
  readonly matches: (view: ScanView) => boolean;
  /** What an event is called, from its name as written; absent where that is the same. */
  readonly rename?: (name: string) => string;
  /** Microseconds that one unit of the file's times is; absent where that is always one. */
  readonly unitUs?: (view: ScanView) => number;
  /** What the format says beyond the categories; absent where they say all. */
  readonly adapt?: (view: ScanView) => FormatHints | undefined;
}
