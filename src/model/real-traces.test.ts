import { inEnglish } from '../base/say.ts';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Scan } from '../ingest/event-columns.ts';
import { scanTrace } from '../ingest/scan-trace.ts';
import { openSource } from '../ingest/source.ts';
import { traceFile, traceNames, tracesFolder } from '../test/traces.ts';
import { buildTimeline } from './build-timeline.ts';
import { isDeviceWork } from './event-kind.ts';
import { type Timeline } from './timeline.ts';

/** Reference figures of a trace, from an oracle that shares no code with this project. */
interface Truth {
  readonly whole: { readonly span_us?: number; readonly gpu_events: Readonly<Record<string, number>> };
  readonly steps?: readonly { readonly name: string; readonly period_us: number }[];
}

const truthFolder = join(tracesFolder, 'truth');
const truths = existsSync(truthFolder) ? readdirSync(truthFolder).sort() : [];
const traceOf = (truth: string): string | undefined =>
  traceNames().find((name) => name.replaceAll('/', '__').startsWith(`${basename(truth, '.json')}.`));

async function scan(name: string): Promise<Scan> {
  const bytes = readFileSync(traceFile(name)!);
  const source = await openSource({ kind: 'blob', name: basename(name), blob: new Blob([bytes]) });
  if (!source.ok) throw new Error(inEnglish(source.failure.userMessage));
  const scanned = await scanTrace(source.value, () => undefined);
  if (!scanned.ok) throw new Error(inEnglish(scanned.failure.userMessage));
  return scanned.value;
}

function build(scans: readonly Scan[]): Timeline {
  const built = buildTimeline(scans);
  if (!built.ok) throw new Error(inEnglish(built.failure.userMessage));
  return built.value;
}

describe.skipIf(truths.length === 0)('real traces against reference figures', () => {
  it.each(truths)('%s: steps, device work and its span', async (file) => {
    const truth = JSON.parse(readFileSync(join(truthFolder, file), 'utf8')) as Truth;
    const name = traceOf(file);
    expect(name, 'a trace for these figures').toBeDefined();
    const timeline = build([await scan(name!)]);

    const steps = truth.steps ?? [];
    if (steps.length === 0) expect(inEnglish(timeline.ranks[0]!.stepsFrom)).not.toContain('ProfilerStep');
    else expect(timeline.steps.map((step) => step.name)).toEqual(steps.map((step) => step.name));
    steps.forEach(({ period_us }, i) => {
      const { start, end } = timeline.steps[i]!;
      expect(Math.abs(end - start - period_us)).toBeLessThanOrEqual(Math.max(2, period_us / 1000));
    });

    const { kind, start, end, length } = timeline.events;
    const work = Array.from({ length }, (_, i) => i).filter((i) => isDeviceWork(kind[i]!));
    expect(work.length).toBe(Object.values(truth.whole.gpu_events).reduce((sum, count) => sum + count, 0));
    const span =
      work.reduce((high, i) => Math.max(high, end[i]!), 0) -
      work.reduce((low, i) => Math.min(low, start[i]!), Infinity);
    if (truth.whole.span_us !== undefined) expect(Math.abs(span - truth.whole.span_us)).toBeLessThanOrEqual(0.01);
  });
});

/** A scan as if torch.optim (and, with `bare`, the loader too) had not marked its calls. */
function unmarked(scanned: Scan, bare: boolean): Scan {
  const marks = bare ? /^(Optimizer|enumerate)/ : /^Optimizer\.step/;
  const strings = scanned.strings.map((text) => (marks.test(text) ? '' : text));
  const kept = Uint32Array.from(scanned.events.name.keys()).filter((i) => strings[scanned.events.name[i]!] !== '');
  const events = Object.fromEntries(
    Object.entries(scanned.events).map(([key, column]) => [
      key,
      typeof column === 'number' ? kept.length : Array.from(kept, (i) => (column as ArrayLike<number>)[i]!),
    ]),
  );
  const { start, end, name, category, track, correlation, stream, device, offset, byteLength } = events as Record<
    string,
    number[]
  >;
  return {
    ...scanned,
    extras: { ...scanned.extras, length: 0 },
    events: {
      length: kept.length,
      start: Float64Array.from(start!),
      end: Float64Array.from(end!),
      name: Uint32Array.from(name!),
      category: Uint32Array.from(category!),
      track: Uint32Array.from(track!),
      correlation: Float64Array.from(correlation!),
      stream: Int32Array.from(stream!),
      device: Int32Array.from(device!),
      offset: Float64Array.from(offset!),
      byteLength: Uint32Array.from(byteLength!),
    },
  };
}

const unnumbered = [
  ['pytorch/resnet-rtx2080-loader-bound-30steps-no-markers.json.gz', 30],
  ['pytorch/linear-rtx2080-40steps-no-loader.json.gz', 40],
] as const;
describe.each(unnumbered)('%s', (name, steps) => {
  it.skipIf(traceFile(name) === undefined)(
    `has ${steps} steps, marked by optimizers or found in the names`,
    async () => {
      const scanned = await scan(name);
      for (const [one, way] of [
        [scanned, 'optimizer'],
        [unmarked(scanned, false), 'found'],
        [unmarked(scanned, true), 'found'],
      ] as const) {
        const timeline = build([one]);
        expect([timeline.steps.length, timeline.ranks[0]!.stepsWay]).toEqual([steps, way]);
        const main = timeline.lanes[timeline.ranks[0]!.mainLane]!;
        expect(main.thread, 'the first thread of the process, not the one of autograd').toBe(main.process);
        expect(inEnglish(timeline.steps[0]!.odd!)).toContain('the first step takes');
      }
    },
  );
});

const ranks = traceNames('multirank/dlrm-8ranks');
it.skipIf(ranks.length === 0)('multirank/dlrm-8ranks: eight files are eight ranks on one clock', async () => {
  const timeline = build(await Promise.all([...ranks].reverse().map(scan)));
  expect(timeline.ranks.map((rank) => rank.rank)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(timeline.ranks.map((rank) => timeline.files[rank.file]!.name)).toEqual(ranks.map((name) => basename(name)));
  expect(
    timeline.ranks.every((rank) => rank.worldSize === 8 && rank.hasDevice && rank.lastStep - rank.firstStep === 1),
  ).toBe(true);
  expect(timeline.diagnostics.map(({ code }) => code)).not.toContain('clocks-apart');

  const { events, strings, lanes } = timeline;
  const isReduce = (i: number): boolean => isDeviceWork(events.kind[i]!) && /AllReduce/.test(strings[events.name[i]!]!);
  const lastEnd = timeline.ranks.map((_, rank) => {
    const indexes = Array.from({ length: events.length }, (_, i) => i).filter(
      (i) => lanes[events.lane[i]!]!.rank === rank && isReduce(i),
    );
    return Math.max(...indexes.map((i) => events.end[i]!));
  });
  expect(Math.max(...lastEnd) - Math.min(...lastEnd)).toBeLessThan(10);
});
