import { type PartsBeside } from './parts-beside.ts';
import { type ScannedPart } from './scan-part.ts';

/** A part that somebody other than the file's own reader has begun to read. */
export interface TakenPart {
  readonly from: number;
  readonly to: number;
  readonly onProgress: (bytes: number, events: number) => void;
  /** To be called once, whatever comes: undefined leaves the part to the file's own reader. */
  readonly onRead: (part: ScannedPart | undefined) => void;
}

interface Slot {
  readonly from: number;
  readonly to: number;
  bytes: number;
  events: number;
  /** Absent while nobody but the file's own reader is to read it. */
  read?: Promise<ScannedPart | undefined>;
}

/** Below this a file is read before another could help. */
const LEAST_FILE_PARTS = 4;
export const LEAST_PART_BYTES = 8 << 20;
const MOST_PART_BYTES = 32 << 20;
/** The reader that ends first waits for half a part on average. */
const PARTS_A_READER = 4;

/** Where the parts of a file for so many readers begin; nowhere where the file is small. */
export function cutsOf(bytes: number, readers: number, leastPartBytes = LEAST_PART_BYTES): number[] {
  if (bytes < LEAST_FILE_PARTS * leastPartBytes) return [];
  const wanted = Math.ceil(bytes / (readers * PARTS_A_READER));
  const size = Math.max(leastPartBytes, Math.min(MOST_PART_BYTES, wanted));
  return Array.from({ length: Math.floor(bytes / size) - 1 }, (_, k) => (k + 1) * size);
}

/**
 * The parts of one file. Others take the last one that is left, the file's own reader comes from the beginning, and where they meet all is
 * read: so nobody waits for longer than one part takes.
 */
export class FileParts implements PartsBeside {
  next: number;
  private readonly slots: readonly Slot[];
  private at = 0;

  /** Parts begin near `cuts`, which ascend; what is before the first of them is never taken. */
  constructor(cuts: readonly number[], bytes: number) {
    this.slots = cuts.map((from, k) => ({ from, to: cuts[k + 1] ?? bytes, bytes: 0, events: 0 }));
    this.next = cuts[0] ?? Infinity;
  }

  get count(): number {
    return this.slots.length;
  }

  take(): TakenPart | undefined {
    let last = this.slots.length - 1;
    while (last >= this.at && this.slots[last]?.read !== undefined) last--;
    const slot = last < this.at ? undefined : this.slots[last];
    if (slot === undefined) return undefined;
    let onRead: TakenPart['onRead'] = () => undefined;
    slot.read = new Promise((resolve) => (onRead = resolve));
    const onProgress = (bytes: number, events: number): void => void Object.assign(slot, { bytes, events });
    return { from: slot.from, to: slot.to, onProgress, onRead };
  }

  async arrive(): Promise<ScannedPart | undefined> {
    const part = await this.slots[this.at]?.read;
    if (part !== undefined && part.from > this.next) {
      this.next = part.from;
      return undefined;
    }
    this.next = this.slots[++this.at]?.from ?? Infinity;
    return part;
  }

  ahead(): { readonly bytes: number; readonly events: number } {
    const behind = this.slots.slice(this.at);
    const sum = (of: 'bytes' | 'events'): number => behind.reduce((total, slot) => total + slot[of], 0);
    return { bytes: sum('bytes'), events: sum('events') };
  }
}
