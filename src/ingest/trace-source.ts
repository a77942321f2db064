import { type Diagnostic } from '../base/failure.ts';
import { type Packing } from './event-columns.ts';
import { type StreamWatch } from './streams.ts';

/** A file that can be read as often as needed. */
export interface TraceSource {
  readonly name: string;
  /** Size as dropped. */
  readonly bytes: number;
  readonly packing: Packing;
  /** What is to be told about the way in: parts of an archive left out, text in another encoding. */
  readonly notes?: readonly Diagnostic[];
  /** The file as dropped. */
  readonly blob: Blob;
  /** Its text, unpacked, from the beginning; each call reads anew. */
  readonly stream: (watch?: StreamWatch) => ReadableStream<Uint8Array>;
}
