import { type EventColumns, type ExtraColumns, type FlowColumns } from '../event-columns.ts';

type Column = Float64Array | Uint32Array | Int32Array | Uint8Array;

/** The same values in an array of `capacity`: longer when growing, shorter when trimming. */
function resized<T extends Column>(column: T, capacity: number): T {
  if (capacity <= column.length) return column.slice(0, capacity) as T;
  const grown = new (column.constructor as new (length: number) => T)(capacity);
  grown.set(column);
  return grown;
}

const FIRST_CAPACITY = 1 << 12;

/** EventColumns while they grow. The caller makes room with `grow`, writes row `length`, then counts it. */
export class EventBuffer {
  length = 0;
  capacity = FIRST_CAPACITY;
  start = new Float64Array(FIRST_CAPACITY);
  end = new Float64Array(FIRST_CAPACITY);
  name = new Uint32Array(FIRST_CAPACITY);
  category = new Uint32Array(FIRST_CAPACITY);
  track = new Uint32Array(FIRST_CAPACITY);
  correlation = new Float64Array(FIRST_CAPACITY);
  stream = new Int32Array(FIRST_CAPACITY);
  device = new Int32Array(FIRST_CAPACITY);
  offset = new Float64Array(FIRST_CAPACITY);
  byteLength = new Uint32Array(FIRST_CAPACITY);

  /** Doubles the room. */
  grow(): void {
    this.resize(this.capacity * 2);
  }

  finish(): EventColumns {
    this.resize(this.length);
    return {
      length: this.length,
      start: this.start,
      end: this.end,
      name: this.name,
      category: this.category,
      track: this.track,
      correlation: this.correlation,
      stream: this.stream,
      device: this.device,
      offset: this.offset,
      byteLength: this.byteLength,
    };
  }

  private resize(capacity: number): void {
    this.capacity = capacity;
    this.start = resized(this.start, capacity);
    this.end = resized(this.end, capacity);
    this.name = resized(this.name, capacity);
    this.category = resized(this.category, capacity);
    this.track = resized(this.track, capacity);
    this.correlation = resized(this.correlation, capacity);
    this.stream = resized(this.stream, capacity);
    this.device = resized(this.device, capacity);
    this.offset = resized(this.offset, capacity);
    this.byteLength = resized(this.byteLength, capacity);
  }
}

/** FlowColumns while they grow. */
export class FlowBuffer {
  private length = 0;
  private phase = new Uint8Array(FIRST_CAPACITY);
  private id = new Uint32Array(FIRST_CAPACITY);
  private category = new Uint32Array(FIRST_CAPACITY);
  private track = new Uint32Array(FIRST_CAPACITY);
  private time = new Float64Array(FIRST_CAPACITY);

  add(phase: number, id: number, category: number, track: number, time: number): void {
    const row = this.length++;
    if (row === this.phase.length) this.resize(row * 2);
    this.phase[row] = phase;
    this.id[row] = id;
    this.category[row] = category;
    this.track[row] = track;
    this.time[row] = time;
  }

  finish(): FlowColumns {
    this.resize(this.length);
    const { length, phase, id, category, track, time } = this;
    return { length, phase, id, category, track, time };
  }

  private resize(capacity: number): void {
    this.phase = resized(this.phase, capacity);
    this.id = resized(this.id, capacity);
    this.category = resized(this.category, capacity);
    this.track = resized(this.track, capacity);
    this.time = resized(this.time, capacity);
  }
}

/** ExtraColumns while they grow. */
export class ExtraBuffer {
  private length = 0;
  private event = new Uint32Array(FIRST_CAPACITY);
  private key = new Uint32Array(FIRST_CAPACITY);
  private number = new Float64Array(FIRST_CAPACITY);
  private text = new Uint32Array(FIRST_CAPACITY);

  add(event: number, key: number, number: number, text: number): void {
    const row = this.length++;
    if (row === this.event.length) this.resize(row * 2);
    this.event[row] = event;
    this.key[row] = key;
    this.number[row] = number;
    this.text[row] = text;
  }

  finish(): ExtraColumns {
    this.resize(this.length);
    const { length, event, key, number, text } = this;
    return { length, event, key, number, text };
  }

  private resize(capacity: number): void {
    this.event = resized(this.event, capacity);
    this.key = resized(this.key, capacity);
    this.number = resized(this.number, capacity);
    this.text = resized(this.text, capacity);
  }
}

/** B and E events in file order, until the end of the file lets them be matched. */
export class MarkBuffer {
  length = 0;
  /** Row of the event a B opened; -1 for an E. */
  row = new Int32Array(64);
  track = new Uint32Array(64);
  time = new Float64Array(64);

  add(row: number, track: number, time: number): void {
    const at = this.length++;
    if (at === this.row.length) {
      this.row = resized(this.row, at * 2);
      this.track = resized(this.track, at * 2);
      this.time = resized(this.time, at * 2);
    }
    this.row[at] = row;
    this.track[at] = track;
    this.time[at] = time;
  }
}
