import { type Packing } from '../event-columns.ts';

/** What is known of a file once it has been read: enough to say what it is. */
export interface TraceFacts {
  readonly bytes: number;
  readonly textBytes: number;
  readonly packing: Packing;
  readonly packingDamage: string | undefined;
  /** What the text is at top level; `lines`: events with no list around them; `other`: no JSON; `unknown`: no text. */
  readonly root: 'unknown' | 'object' | 'array' | 'lines' | 'other';
  /** The first bytes of the text, 64 KiB at most. */
  readonly head: Uint8Array;
  /** Top-level members other than the event list; `undefined` for those that were not read. */
  readonly members: ReadonlyMap<string, unknown>;
  readonly hasEventList: boolean;
  readonly cutShort: boolean;
  /** Only some of the events were to be kept. */
  readonly isPart: boolean;
  /** Categories of the events kept. */
  readonly categories: ReadonlySet<string>;
  /** Events kept. */
  readonly events: number;
  /** Entries of the event list by the ASCII code of their phase; place 0 counts those without. */
  readonly phases: ArrayLike<number>;
}
