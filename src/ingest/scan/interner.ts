import { decodeText, isOddText } from './text.ts';

/** Texts by their numbers: one behind the other, and where each ends. */
export interface PackedTexts {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

/**
 * Gives equal byte sequences equal small numbers. Works on the raw bytes of the file: a text is decoded once, at the
 * end, however often it was met. Number 0 is always the empty text.
 */
export class Interner {
  count = 0;
  private slots = new Int32Array(1 << 12).fill(-1);
  private arena = new Uint8Array(1 << 15);
  private used = 0;
  private offsets = new Uint32Array(1 << 11);
  private lengths = new Uint32Array(1 << 11);
  private hashes = new Int32Array(1 << 11);

  constructor() {
    this.intern(new Uint8Array(0), 0, 0);
  }

  /** The number of `bytes[start, end)`. */
  intern(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    const hash = hashOf(bytes, start, end);
    const slots = this.slots;
    const mask = slots.length - 1;
    let slot = hash & mask;
    let id = slots[slot] as number;
    while (id >= 0) {
      if (this.hashes[id] === hash && this.lengths[id] === length && this.holds(id, bytes, start, length)) return id;
      slot = (slot + 1) & mask;
      id = slots[slot] as number;
    }
    return this.add(bytes, start, end, hash, slot);
  }

  decodeAll(): string[] {
    const strings: string[] = [];
    for (let id = 0; id < this.count; id++) strings.push(this.text(id));
    return strings;
  }

  /** All texts, as plain data. */
  pack(): PackedTexts {
    const ends = new Uint32Array(this.count);
    for (let id = 0; id < this.count; id++) ends[id] = (this.offsets[id] as number) + (this.lengths[id] as number);
    return { bytes: this.arena.slice(0, this.used), ends };
  }

  /** Numbers texts in their order; the number here of each. */
  adopt({ bytes, ends }: PackedTexts): Uint32Array {
    const numbers = new Uint32Array(ends.length);
    for (let id = 0, start = 0; id < ends.length; id++) {
      const end = ends[id] as number;
      numbers[id] = this.intern(bytes, start, end);
      start = end;
    }
    return numbers;
  }

  /** How many texts cannot be shown as they are meant. */
  countOdd(): number {
    let odd = 0;
    for (let id = 0; id < this.count; id++) if (isOddText(this.bytesOf(id))) odd++;
    return odd;
  }

  /** The text with a number. */
  text(id: number): string {
    return decodeText(this.bytesOf(id));
  }

  private bytesOf(id: number): Uint8Array {
    const offset = this.offsets[id] as number;
    return this.arena.subarray(offset, offset + (this.lengths[id] as number));
  }

  private holds(id: number, bytes: Uint8Array, start: number, length: number): boolean {
    const arena = this.arena;
    const offset = this.offsets[id] as number;
    for (let k = 0; k < length; k++) if (bytes[start + k] !== arena[offset + k]) return false;
    return true;
  }

  private add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const id = this.count++;
    if (id === this.offsets.length) {
      this.offsets = doubled(this.offsets, new Uint32Array(id * 2));
      this.lengths = doubled(this.lengths, new Uint32Array(id * 2));
      this.hashes = doubled(this.hashes, new Int32Array(id * 2));
    }
    const needed = this.used + end - start;
    if (needed > this.arena.length) {
      this.arena = doubled(this.arena, new Uint8Array(Math.max(needed, this.arena.length * 2)));
    }
    this.arena.set(bytes.subarray(start, end), this.used);
    this.offsets[id] = this.used;
    this.lengths[id] = end - start;
    this.hashes[id] = hash;
    this.used = needed;
    this.slots[slot] = id;
    if (this.count * 2 > this.slots.length) this.rehash();
    return id;
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (let id = 0; id < this.count; id++) {
      let slot = (this.hashes[id] as number) & mask;
      while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.slots = slots;
  }
}

/** Samples some sixteen bytes and the last three: names that differ, differ there in practice; equality is still checked in full. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  const stride = (length >> 4) + 1;
  let hash = length;
  for (let i = start; i < end; i += stride) hash = (Math.imul(hash, 31) + (bytes[i] as number)) | 0;
  if (length > 4) {
    const tail = (bytes[end - 1] as number) | ((bytes[end - 2] as number) << 8) | ((bytes[end - 3] as number) << 16);
    hash = (Math.imul(hash, 31) + tail) | 0;
  }
  return hash ^ (hash >>> 15);
}

function doubled<T extends Uint8Array | Uint32Array | Int32Array>(old: T, grown: T): T {
  grown.set(old);
  return grown;
}
