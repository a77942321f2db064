import { type EventParser } from './event-parser.ts';
import { Interner, type PackedTexts } from './interner.ts';

/**
 * Numbers the trees of asynchronous events. As the Trace Event Format says, those of one tree have the same category, scope and id, and
 * where the id is local (`id2.local`) the same process.
 */
export class AsyncTrees {
  private readonly trees = new Interner();
  private key = new Uint8Array(256);

  /** The tree of the event that `parser` has just read from `bytes`. */
  treeOf(parser: EventParser, bytes: Uint8Array): number {
    const used = this.write(bytes, 0, parser.categoryStart, parser.categoryEnd);
    const scoped = this.write(bytes, used, parser.scopeStart, parser.scopeEnd);
    const end = this.write(bytes, scoped, parser.idStart, parser.idEnd);
    const { isIdLocal, processStart, processEnd } = parser;
    return this.trees.intern(this.key, 0, isIdLocal ? this.write(bytes, end, processStart, processEnd) : end);
  }

  pack(): PackedTexts {
    return this.trees.pack();
  }

  /** Numbers the trees of a part in their order; the number here of each. */
  adopt(trees: PackedTexts): Uint32Array {
    return this.trees.adopt(trees);
  }

  /** Writes a text and a zero behind it; the place after them. */
  private write(bytes: Uint8Array, at: number, start: number, end: number): number {
    const after = at + end - start;
    if (after >= this.key.length) {
      const grown = new Uint8Array(after * 2);
      grown.set(this.key);
      this.key = grown;
    }
    this.key.set(bytes.subarray(start, end), at);
    this.key[after] = 0;
    return after + 1;
  }
}
