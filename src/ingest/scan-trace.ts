import { distinct } from '../base/distinct.ts';
import { type Diagnostic } from '../base/failure.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { type Scan, type ScanProgress } from './event-columns.ts';
import { nextTask } from '../base/next-task.ts';
import { say } from '../base/say.ts';
import { cancelled, StreamRefusal } from './failures.ts';
import { fingerprintOf } from './fingerprint.ts';
import { recognise } from './formats/format-table.ts';
import { isPackedHead } from './formats/magic.ts';
import { refusalOf } from './formats/refusals.ts';
import { type TraceFacts } from './formats/trace-facts.ts';
import { type EventFilter } from './scan/event-filter.ts';
import { type SinkColumns } from './scan/event-sink.ts';
import { type PartsBeside, textAround } from './parts-beside.ts';
import { releaseKernel, takeKernel } from './scan/kernel.ts';
import { TextScanner } from './scan/text-scanner.ts';
import { type TraceSource } from './trace-source.ts';
import { chunksOf, type StreamWatch } from './streams.ts';

/** Told now and then while a file is read; `soFar` makes a scan of what has been read, undefined where that is no trace yet. */
export type OnScan = (progress: ScanProgress, soFar: () => Scan | undefined) => void;

const PROGRESS_MS = 50;
const PROGRESS_BYTES = 16 << 20;

/**
 * Reads a trace into columns. Damage is survived and told in `diagnostics`; what is no timeline fails with `empty-file`,
 * `not-a-trace`, `not-a-timeline` or `no-events`, a file that cannot be read with `unreadable`, an abort with `cancelled`.
 * With a filter, only what it keeps is in the columns. Of a plain file, others may read `parts`: the scan is the same.
 */
export async function scanTrace(
  source: TraceSource,
  onProgress: OnScan,
  signal?: AbortSignal,
  filter?: EventFilter,
  parts?: PartsBeside,
): Promise<Result<Scan>> {
  const kernel = takeKernel();
  const scanner = new TextScanner(kernel);
  scanner.sink.filter = filter;
  try {
    const scanned = await scanWith(scanner, source, onProgress, signal, parts);
    if (!scanned.ok) scanner.sink.drop();
    return scanned;
  } finally {
    if (kernel !== undefined) releaseKernel(kernel);
  }
}

/** The same with a fresh scanner of the caller's choice: tests compare the kernel with the scanner without it. */
export async function scanWith(
  scanner: TextScanner,
  source: TraceSource,
  onProgress: OnScan,
  signal?: AbortSignal,
  parts?: PartsBeside,
): Promise<Result<Scan>> {
  const isAborted = (): boolean => signal?.aborted === true;
  let bytesRead = 0;
  let packingDamage: string | undefined;
  let known = '';
  const fingerprint = fingerprintOf(source.blob).then((text) => (known = text));
  // Seen where it is awaited below; a file that cannot be read fails before.
  fingerprint.catch(() => undefined);
  const soFar = (): Scan | undefined => {
    if (known === '') return undefined;
    const scan = assemble(scanner, scanner.sink.soFar(), source, undefined, known);
    return scan.ok ? scan.value : undefined;
  };
  let told = 0;
  const report = (): void => {
    const ahead = parts?.ahead() ?? { bytes: 0, events: 0 };
    const own = parts === undefined ? bytesRead : scanner.textBytes;
    // What others read and could not be joined is read once more.
    told = Math.max(told, own + ahead.bytes);
    onProgress({ bytesRead: told, bytesTotal: source.bytes, events: scanner.sink.met + ahead.events }, soFar);
  };
  const watch: StreamWatch = {
    signal,
    passing: true,
    onBytes: (bytes) => (bytesRead = bytes),
    onDamage: (detail) => (packingDamage = detail),
  };
  const chunks = parts === undefined ? chunksOf(source.stream(watch)) : textAround(source, scanner, parts, watch);

  let toldAt = performance.now();
  let toldBytes = 0;
  try {
    report();
    for await (const chunk of chunks) {
      if (isAborted()) return fail(cancelled());
      scanner.push(chunk);
      if (scanner.hopeless) break;
      if (performance.now() - toldAt >= PROGRESS_MS || scanner.textBytes - toldBytes >= PROGRESS_BYTES) {
        report();
        // Lets a cancel in: streams of bytes at hand never leave the microtask queue.
        await nextTask();
        if (isAborted()) return fail(cancelled());
        toldAt = performance.now();
        toldBytes = scanner.textBytes;
      }
    }
  } catch (error) {
    if (isAborted()) return fail(cancelled());
    if (error instanceof StreamRefusal) return fail(error.failure);
    return fail({
      code: 'unreadable',
      userMessage: say`The file ${source.name} could not be read to its end.`,
      hint: say`It may have been moved or changed since it was chosen: choose it again.`,
      detail: String(error),
    });
  }
  if (isAborted()) return fail(cancelled());
  const columns = scanner.finish();
  report();
  return assemble(scanner, columns, source, packingDamage, await fingerprint);
}

function assemble(
  scanner: TextScanner,
  columns: SinkColumns,
  source: TraceSource,
  packingDamage: string | undefined,
  fingerprint: string,
): Result<Scan> {
  const { sink } = scanner;
  const strings = sink.strings.decodeAll();
  const categories = new Set<string>();
  for (const id of distinct(columns.events.category, strings.length)) categories.add(strings[id] ?? '');
  const facts: TraceFacts = {
    bytes: source.bytes,
    textBytes: scanner.textBytes,
    packing: source.packing,
    packingDamage,
    root: scanner.root,
    head: scanner.head,
    members: scanner.members,
    hasEventList: scanner.hasEventList,
    cutShort: scanner.cutShort || (packingDamage !== undefined && !scanner.sawEnd),
    isPart: sink.filter !== undefined,
    categories,
    events: sink.met,
    phases: sink.phases,
  };
  if (facts.events === 0 || (facts.root === 'other' && isPackedHead(facts.head))) return fail(refusalOf(facts));
  const raw: Scan = {
    file: {
      name: source.name,
      bytes: source.bytes,
      textBytes: scanner.textBytes,
      packing: source.packing,
      fingerprint,
    },
    format: '',
    originMicros: sink.origin,
    ...columns,
    trackLabels: [...sink.labels],
    strings,
    header: Object.fromEntries(scanner.members),
    diagnostics: [...(source.notes ?? []), ...ending(facts), ...sink.oddities.finish()],
    ...(sink.filter?.counted !== undefined && { slots: sink.filter.counted().slots }),
  };
  return ok(recognise(raw, facts));
}

/** What is to be said where the file stops before its end. */
function ending(facts: TraceFacts): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  if (facts.cutShort) {
    const message = say`The file stops before its end: ${facts.events} events in ${facts.textBytes} bytes of text were read, and whatever followed is missing.`;
    diagnostics.push({ code: 'cut-short', count: 1, message });
  }
  if (facts.packingDamage !== undefined) {
    const message = facts.cutShort
      ? say`The ${facts.packing} packing is damaged or incomplete: everything before the damage was unpacked.`
      : say`The ${facts.packing} packing is damaged after the end of the trace: nothing of the trace is missing.`;
    diagnostics.push({ code: 'gzip-damaged', count: 1, message });
  }
  return diagnostics;
}
