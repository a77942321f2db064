import { EventParser } from './event-parser.ts';
import { EventSink } from './event-sink.ts';
import { type Kernel } from './kernel.ts';
import { ListReader, MAX_EVENT_BYTES } from './list-reader.ts';
import { TextWindow } from './text-window.ts';

/**
 * Reads a stretch of a text on the guess that it begins between two events of the list. Stops at whatever is no whole event:
 * the list's end, damage, an event that goes on beyond the stretch. What is to be made of that, only who reads from the beginning knows.
 */
export class PartScanner {
  readonly sink = new EventSink();
  stopped = false;
  private readonly window: TextWindow;
  private readonly reader: ListReader;
  /** Not worth trying again before this many bytes are at hand. */
  private enough = 0;

  /** `from` is where the stretch begins in the text, `origin` that of the whole text. */
  constructor(from: number, origin: number, kernel?: Kernel) {
    this.sink.origin = origin;
    this.window = new TextWindow(kernel?.room, from);
    this.reader = new ListReader(new EventParser(), this.sink, kernel);
  }

  push(chunk: Uint8Array): void {
    if (this.stopped) return;
    this.window.append(chunk);
    if (this.window.length >= this.enough) this.advance();
  }

  /** Where reading stopped, between two events of the text; all before it is in the sink. Call once, after the last chunk. */
  finish(): number {
    if (!this.stopped) this.advance();
    return this.window.base;
  }

  private advance(): void {
    const i = this.reader.read(this.window, 0);
    const { halt } = this.reader;
    this.window.drop(i);
    this.enough = this.window.length * 2;
    this.stopped = halt === 'closed' || halt === 'damaged' || this.window.length > MAX_EVENT_BYTES;
  }
}
