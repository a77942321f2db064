import { BACKSLASH, CLOSE_BRACE, CLOSE_BRACKET, OPEN_BRACE, OPEN_BRACKET, QUOTE } from './bytes.ts';

/** Passes over one value that is too large to hold, however many chunks it spans. Brackets are counted, not matched. */
export class Skipper {
  private depth = 0;
  private inString = false;
  private escaped = false;

  reset(): void {
    this.depth = 0;
    this.inString = this.escaped = false;
  }

  /** Index after the value, or -1 where it goes on beyond `length`. Starts at the value's first byte. */
  skip(bytes: Uint8Array, i: number, length: number): number {
    for (; i < length; i++) {
      const c = bytes[i] as number;
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (c === BACKSLASH) this.escaped = true;
        else if (c === QUOTE) {
          this.inString = false;
          if (this.depth === 0) return i + 1;
        }
      } else if (c === QUOTE) this.inString = true;
      else if (c === OPEN_BRACE || c === OPEN_BRACKET) this.depth++;
      else if (c === CLOSE_BRACE || c === CLOSE_BRACKET) {
        if (--this.depth <= 0) return i + 1;
      }
    }
    return -1;
  }
}
