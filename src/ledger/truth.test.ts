import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { at } from '../base/at.ts';
import { inEnglish } from '../base/say.ts';
import { type Scan } from '../ingest/event-columns.ts';
import { scanTrace } from '../ingest/scan-trace.ts';
import { openSource } from '../ingest/source.ts';
import { buildTimeline } from '../model/build-timeline.ts';
import { type Timeline } from '../model/timeline.ts';
import { traceFile, traceNames, tracesFolder } from '../test/traces.ts';
import { buildLedger, stepsOf } from './build-ledger.ts';
import { CLASS_COUNT } from './classes.ts';
import { type Ledger, type WholeFigures } from './ledger.ts';
import { buildVerdict } from './verdict.ts';

type TruthFigures = Readonly<
  Partial<
    Record<
      'span_us' | 'busy_us' | 'idle_us' | 'compute_us' | 'comm_us' | 'mem_us' | 'exposed_comm_us' | 'exposed_mem_us',
      number
    >
  >
>;

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

async function open(...names: string[]): Promise<{ timeline: Timeline; ledger: Ledger }> {
  const built = buildTimeline(await Promise.all(names.map(scan)));
  if (!built.ok) throw new Error(inEnglish(built.failure.userMessage));
  return { timeline: built.value, ledger: buildLedger(built.value) };
}

/** Largest distance between a step's duration and the sum of its classes, over all ranks; microseconds. */
function worstSumUs(timeline: Timeline, ledger: Ledger): number {
  const errors = ledger.ranks.flatMap(({ rank, perStep }) =>
    stepsOf(timeline, rank).map((step, index) => {
      const sum = perStep.slice(index * CLASS_COUNT, (index + 1) * CLASS_COUNT).reduce((total, us) => total + us, 0);
      return Math.abs(sum - (step.end - step.start));
    }),
  );
  return Math.max(0, ...errors);
}

function gapsAndOverlaps(ledger: Ledger): number {
  return ledger.ranks.reduce((count, { pieces }) => {
    for (let p = 1; p < pieces.length; p++) if (at(pieces.start, p) !== at(pieces.end, p - 1)) count++;
    return count;
  }, 0);
}

const figuresOf = (truth: TruthFigures): WholeFigures => ({
  spanUs: truth.span_us ?? 0,
  busyUs: truth.busy_us ?? 0,
  idleUs: truth.idle_us ?? 0,
  computeUs: truth.compute_us ?? 0,
  communicationUs: truth.comm_us ?? 0,
  copyUs: truth.mem_us ?? 0,
  exposedCommunicationUs: truth.exposed_comm_us ?? 0,
  exposedCopyUs: truth.exposed_mem_us ?? 0,
});

describe.skipIf(truths.length === 0)(`reference figures in ${basename(tracesFolder)}/truth`, () => {
  it.each(truths)('%s: the figures of the whole agree, classes add up', async (file) => {
    const truth = JSON.parse(readFileSync(join(truthFolder, file), 'utf8')) as { readonly whole: TruthFigures };
    const name = traceOf(file);
    expect(name, 'a trace for these figures').toBeDefined();
    const { timeline, ledger } = await open(name!);
    const { whole } = ledger.ranks[0]!;
    const wanted = figuresOf(truth.whole);
    for (const key of Object.keys(wanted) as (keyof WholeFigures)[]) {
      expect(Math.abs(whole[key] - wanted[key]), key).toBeLessThanOrEqual(Math.max(2, wanted[key] / 1000));
    }
    expect(worstSumUs(timeline, ledger)).toBeLessThanOrEqual(1e-3);
    expect(gapsAndOverlaps(ledger)).toBe(0);
  });
});

const dlrm = traceNames('multirank/dlrm-8ranks');
describe.skipIf(dlrm.length === 0)('multirank/dlrm-8ranks, all ranks together', () => {
  it('classes add up on every rank', async () => {
    const { timeline, ledger } = await open(...dlrm);
    expect(ledger.ranks).toHaveLength(dlrm.length);
    expect(worstSumUs(timeline, ledger)).toBeLessThanOrEqual(1e-3);
    expect(gapsAndOverlaps(ledger)).toBe(0);
  });
});

const workers0 = 'pairs/resnet50-workers0.pt.trace.json.gz';
describe.skipIf(traceFile(workers0) === undefined)(workers0, () => {
  it('data loading is the largest stall, about 59 ms of a step of 177 ms', async () => {
    const { timeline, ledger } = await open(workers0);
    const verdict = buildVerdict({ timeline, ledger, gate: undefined, levers: [], rank: 0 });
    expect(verdict.largestStall).toBe('data');
    expect(verdict.inputBound).toBe('HIGHLY');
    expect(ledger.summary[0]!.classes.data / 1000).toBeCloseTo(59, 0);
    expect(ledger.summary[0]!.medianStepUs / 1000).toBeCloseTo(176.3, 1);
  });
});
