import { type Failure } from '../base/failure.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { say } from '../base/say.ts';
import { cancelled } from '../ingest/failures.ts';
import { type TraceSource } from '../ingest/trace-source.ts';
import { type Timeline } from '../model/timeline.ts';
import { type ExcerptChoice, writeExcerpt } from './excerpt.ts';

/** Files that open as a run of their own, each packed. */
export interface PackedRun {
  readonly files: readonly { readonly name: string; readonly blob: Blob }[];
  /** What they take for zero, in microseconds of the open run: views have to be moved by it. */
  readonly startUs: number;
}

/** The files as they were opened. What is packed already stays as it is; the rest is packed with gzip. Fails with `unreadable` or `cancelled`. */
export async function packWhole(sources: readonly TraceSource[], signal?: AbortSignal): Promise<Result<PackedRun>> {
  try {
    const files = [];
    for (const { name, blob, packing, stream } of sources) {
      const isPacked = packing === 'gzip' || packing === 'zstd';
      files.push({ name, blob: isPacked ? blob : await gzipped(stream(), signal) });
    }
    return ok({ files, startUs: 0 });
  } catch (error) {
    return fail(signal?.aborted === true ? cancelled() : unreadable(String(error)));
  }
}

/** A part of the run, one file a rank. Fails as `writeExcerpt` does. */
export async function packExcerpt(
  sources: readonly TraceSource[],
  timeline: Timeline,
  choice: ExcerptChoice,
  signal?: AbortSignal,
): Promise<Result<PackedRun>> {
  const written = await writeExcerpt(sources, timeline, choice, signal);
  if (!written.ok) return written;
  try {
    const files = [];
    for (const { name, text } of written.value)
      files.push({ name, blob: await gzipped(new Blob([text]).stream(), signal) });
    return ok({ files, startUs: Math.min(...written.value.map(({ startUs }) => startUs)) });
  } catch (error) {
    if (signal?.aborted === true) return fail(cancelled());
    throw error;
  }
}

/** Rejects at once where the signal says stop. */
const gzipped = (text: ReadableStream<Uint8Array>, signal: AbortSignal | undefined): Promise<Blob> => {
  const packer: GenericTransformStream = new CompressionStream('gzip');
  return new Response(text.pipeThrough(packer, signal && { signal })).blob();
};

const unreadable = (detail: string): Failure => ({
  code: 'unreadable',
  userMessage: say`The files of this trace cannot be read any more.`,
  hint: say`They may have been moved or changed since: open them again.`,
  detail,
});
