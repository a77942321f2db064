import { inEnglish } from '../base/say.ts';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLASSES } from '../ledger/classes.ts';
import { EXAMPLE_JOBS } from '../synth/example-jobs.ts';
import { writeKineto } from '../synth/kineto.ts';
import { simulate } from '../synth/simulate.ts';
import { traceFile } from '../test/traces.ts';
import { type LoadChoice } from '../model/timeline.ts';
import { createEngine, type Engine } from './create-engine.ts';
import { type EngineReply, type EngineSource, type OpenedTrace, type TraceOutline } from './protocol.ts';
import { saying } from '../test/saying.ts';

async function last(engine: Engine, request: Parameters<Engine['run']>[0]): Promise<EngineReply> {
  let reply: EngineReply | undefined;
  for await (const next of engine.run(request, new AbortController().signal)) reply = next;
  return reply!;
}

async function open(
  sources: readonly EngineSource[],
  load?: LoadChoice,
  engine = createEngine(),
): Promise<OpenedTrace> {
  const reply = await last(engine, { kind: 'open', id: 1, sources, load });
  if (reply.kind !== 'opened')
    throw new Error(reply.kind === 'failed' ? inEnglish(reply.failure.userMessage) : reply.kind);
  return reply.opened;
}

async function outline(sources: readonly EngineSource[], engine = createEngine()): Promise<TraceOutline> {
  const reply = await last(engine, { kind: 'outline', id: 1, sources });
  if (reply.kind !== 'outlined')
    throw new Error(reply.kind === 'failed' ? inEnglish(reply.failure.userMessage) : reply.kind);
  return reply.outline;
}

/** Every step of every rank as text: name, times and classes in nanoseconds. */
function steps({ timeline, ledger }: OpenedTrace): string[] {
  return timeline.ranks.flatMap((rank, r) =>
    timeline.steps.slice(rank.firstStep, rank.lastStep).map((step, k) => {
      const row = CLASSES.map((_, c) => Math.round(ledger.ranks[r]!.perStep[k * CLASSES.length + c]! * 1000));
      return `r${rank.rank} ${step.name} ${step.start}..${step.end} ${step.odd === undefined ? '' : 'odd '}${row.join(' ')}`;
    }),
  );
}

const numberOf = (line: string): number => Number(/#?(\d+) [\d.]+\.\./.exec(line)![1]);
const between = (lines: string[], first: number, last: number): string[] =>
  lines.filter((line) => numberOf(line) >= first && numberOf(line) <= last);

const blobOf = (name: string, text: string): EngineSource => ({ kind: 'blob', name, blob: new Blob([text]) });
const job = (id: string) => simulate(EXAMPLE_JOBS.find((row) => row.id === id)!.job);
const DATA_BOUND = [blobOf('run.json', writeKineto(job('data-bound'), 0))];
const RANKS = ((run) => run.ranks.map((_, rank) => blobOf(`rank${rank}.json`, writeKineto(run, rank))))(
  job('ddp-straggler'),
);

describe('some steps of a run', () => {
  it('have the ledger that they have in the whole run, to the nanosecond', async () => {
    const whole = await open(DATA_BOUND);
    const all = steps(whole);
    const [first, last] = [numberOf(all[2]!), numberOf(all[4]!)];
    const part = await open(DATA_BOUND, { steps: { first, last } });
    expect(steps(part)).toEqual(all.slice(2, 5));
    expect(part.timeline.events.length).toBeLessThan(0.6 * whole.timeline.events.length);
    expect(part.timeline.part!.events.count).toBe(whole.timeline.events.length);
  });

  it('are said to be some, with what was left out', async () => {
    const { timeline } = await open(DATA_BOUND, { steps: { first: 3, last: 3 } });
    expect(timeline.diagnostics[0]).toMatchObject({
      code: 'part-loaded',
      message: saying(/Only step 3 of \d+ /),
    });
    expect(timeline.steps.map(({ name }) => name)).toEqual(['ProfilerStep#3']);
    expect(timeline.window).toEqual({ start: timeline.steps[0]!.start, end: timeline.steps[0]!.end });
    expect(timeline.events.start[timeline.steps[0]!.event]).toBe(timeline.steps[0]!.start);
  });

  it('of some ranks leave the files of the others alone, and name them all', async () => {
    const all = await open(RANKS);
    const part = await open(RANKS, { steps: { first: 9, last: 10 }, ranks: [0, 2] });
    expect(part.timeline.ranks.map(({ rank }) => rank)).toEqual([0, 2]);
    expect(part.timeline.files.map(({ name }) => name)).toEqual(['rank0.json', 'rank2.json']);
    expect(part.timeline.part!.files).toHaveLength(all.timeline.ranks.length);
    expect(steps(part).map((line) => line.split(' ', 2).join(' '))).toEqual([
      'r0 ProfilerStep#9',
      'r0 ProfilerStep#10',
      'r2 ProfilerStep#9',
      'r2 ProfilerStep#10',
    ]);
  });

  it('that are not there are refused with those that are', async () => {
    await expect(open(DATA_BOUND, { steps: { first: 900, last: 901 } })).rejects.toThrow(
      'None of the steps 900 to 901',
    );
    await expect(open(RANKS, { ranks: [77] })).rejects.toThrow('None of the ranks 77 is in this run');
  });

  it('stay the same where the run is accounted anew', async () => {
    const engine = createEngine();
    const before = await open(DATA_BOUND, { steps: { first: 2, last: 3 } }, engine);
    const reply = await last(engine, { kind: 'account', id: 2, options: { stepPattern: '^ProfilerStep#' } });
    if (reply.kind !== 'opened') throw new Error('not accounted');
    expect(steps(reply.opened)).toEqual(steps(before));
  });
});

describe('the list of steps', () => {
  it('has every step with its times, and shares that add up to the file', async () => {
    const { timeline } = await open(DATA_BOUND);
    const listed = await outline(DATA_BOUND);
    const [rank] = listed.ranks;
    expect(rank!.steps.map(({ name, startUs, endUs }) => [name, startUs, endUs])).toEqual(
      timeline.steps.map(({ name, start, end }) => [name, start, end]),
    );
    expect(listed.events).toBe(timeline.events.length);
    const inSteps = rank!.steps.reduce((sum, { events }) => sum + events, 0);
    expect(inSteps).toBeGreaterThan(0.9 * listed.events);
    expect(inSteps).toBeLessThanOrEqual(1.01 * listed.events);
  });

  it('is equal parts of the time where the file marks no steps', async () => {
    const events = Array.from(
      { length: 200 },
      (_, k) => `{"ph":"X","name":"op${k % 7}","pid":1,"tid":1,"ts":${1000 + k * 10},"dur":8}`,
    );
    const sources = [blobOf('x.json', `[${events.join(',')}]`)];
    const listed = await outline(sources);
    expect([listed.noun, listed.ranks[0]!.steps.length]).toEqual(['part', 20]);
    const { timeline } = await open(sources, { steps: { first: 5, last: 8 } });
    expect(timeline.window).toEqual({ start: 1998 * 0.2, end: 1998 * 0.4 });
    expect(timeline.steps.every(({ start, end }) => start >= timeline.window.start && end <= timeline.window.end)).toBe(
      true,
    );
  });
});

const REAL = [
  'pairs/resnet50-workers0.pt.trace.json.gz',
  'pytorch/ddp-rank1of2-2020-allreduces.json.gz',
  'pytorch/ddp-rank0of2-nccl-args.json.gz',
  'pytorch/resnet-v100-fractional-us-queue-full.pt.trace.json.gz',
  'pytorch/mi300-ddp-rank0of8-3steps.json.gz',
  'pairs/diff-control-a100-rank3of8.json.gz',
];

describe.each(REAL)('%s', (name) => {
  const path = traceFile(name);
  it.skipIf(path === undefined)('has the same ledger in a window of its steps', { timeout: 240_000 }, async () => {
    const sources: EngineSource[] = [{ kind: 'blob', name: basename(path!), blob: new Blob([readFileSync(path!)]) }];
    const all = steps(await open(sources));
    expect(all.length).toBeGreaterThan(2);
    const first = numberOf(all[1]!);
    const last = numberOf(all[all.length - 2]!);
    const part = await open(sources, { steps: { first, last } });
    expect(steps(part)).toEqual(between(all, first, last));
  });
});
