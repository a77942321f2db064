import { type Track } from '../event-columns.ts';
import { Interner, type PackedTexts } from './interner.ts';

/** Tracks by their numbers: which texts their process and thread are. */
export interface PackedTracks {
  readonly ids: PackedTexts;
  readonly processes: Uint32Array;
  readonly threads: Uint32Array;
}

/** Numbers the (pid, tid) pairs of a file in the order they are met. Ids are compared as the bytes of their text. */
export class TrackTable {
  private readonly ids = new Interner();
  private readonly processes: number[] = [];
  private readonly threads: number[] = [];
  private slots = new Int32Array(1 << 8).fill(-1);

  /** Index of the pair whose process and thread texts are the two byte ranges. */
  track(bytes: Uint8Array, processStart: number, processEnd: number, threadStart: number, threadEnd: number): number {
    const process = this.ids.intern(bytes, processStart, processEnd);
    const thread = this.ids.intern(bytes, threadStart, threadEnd);
    const mask = this.slots.length - 1;
    let slot = hashOf(process, thread) & mask;
    let track = this.slots[slot] as number;
    while (track >= 0) {
      if (this.processes[track] === process && this.threads[track] === thread) return track;
      slot = (slot + 1) & mask;
      track = this.slots[slot] as number;
    }
    track = this.processes.length;
    this.processes.push(process);
    this.threads.push(thread);
    this.slots[slot] = track;
    if (this.processes.length * 2 > this.slots.length) this.rehash();
    return track;
  }

  /** All tracks, as plain data. */
  pack(): PackedTracks {
    const [processes, threads] = [Uint32Array.from(this.processes), Uint32Array.from(this.threads)];
    return { ids: this.ids.pack(), processes, threads };
  }

  /** Numbers tracks in their order; the number here of each. */
  adopt({ ids: { bytes, ends }, processes, threads }: PackedTracks): Uint32Array {
    const startOf = (id: number): number => (id === 0 ? 0 : (ends[id - 1] as number));
    return processes.map((process, track) => {
      const thread = threads[track] as number;
      return this.track(bytes, startOf(process), ends[process] as number, startOf(thread), ends[thread] as number);
    });
  }

  finish(): Track[] {
    const texts = this.ids.decodeAll();
    return this.processes.map((process, track) => ({
      process: texts[process] as string,
      thread: texts[this.threads[track] as number] as string,
    }));
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = this.slots.length - 1;
    this.processes.forEach((process, track) => {
      let slot = hashOf(process, this.threads[track] as number) & mask;
      while ((this.slots[slot] as number) >= 0) slot = (slot + 1) & mask;
      this.slots[slot] = track;
    });
  }
}

function hashOf(process: number, thread: number): number {
  const hash = Math.imul(process, 0x9e3779b1) ^ Math.imul(thread, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}
