import { inEnglish } from '../base/say.ts';
import { describe, expect, it } from 'vitest';
import { type Timeline } from '../model/timeline.ts';
import { timelineOf } from '../test/timeline-of.ts';
import { buildLedger } from './build-ledger.ts';
import { explain, type Explanation, pieceAt } from './piece-at.ts';

const timeline = timelineOf(`
  r0 step    |.........
  r0 main    DDDDD.L...
  r0 stream7 ........KK
`);
const ledger = buildLedger(timeline);
const { pieces } = ledger.ranks[0]!;

const nameOf = (run: Timeline, event: number | undefined): string | undefined =>
  event === undefined ? undefined : run.strings[run.events.name[event]!];
const named = (why: Explanation) => ({
  class: why.class,
  rule: why.rule,
  cause: nameOf(timeline, why.cause),
  next: nameOf(timeline, why.next),
  launcher: nameOf(timeline, why.launcher),
});
const at = (time: number): Explanation =>
  explain(timeline, ledger, { kind: 'piece', rank: 0, piece: pieceAt(pieces, time) });

describe('pieceAt', () => {
  it('finds the piece that covers an instant: its start belongs to it, its end to the next', () => {
    for (let p = 0; p < pieces.length; p++) expect(pieceAt(pieces, pieces.start[p]!)).toBe(p);
    expect(pieceAt(pieces, pieces.end[0]!)).toBe(1);
  });

  it('finds nothing outside of the time of the rank', () => {
    expect(pieceAt(pieces, -1)).toBe(-1);
    expect(pieceAt(pieces, 10_000)).toBe(-1);
  });
});

describe('explain', () => {
  it('names the loader call behind idle time, and the launch and kernel that end it', () => {
    expect(named(at(2500))).toEqual({
      class: 'data',
      rule: 'inside',
      cause: 'enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__',
      next: 'gemm',
      launcher: 'cudaLaunchKernel',
    });
  });

  it('says where nothing was open, what was queued and what ran', () => {
    expect(named(at(5500))).toMatchObject({ class: 'host', rule: 'untraced', cause: undefined, next: 'gemm' });
    expect(named(at(7000))).toMatchObject({ class: 'queue', rule: 'queued', cause: 'cudaLaunchKernel', next: 'gemm' });
    expect(named(at(9000))).toMatchObject({ class: 'compute', rule: 'device', cause: 'gemm', next: undefined });
  });

  it('gives the class of an event, its pattern and its launch', () => {
    const kernel = timeline.lanes.find((lane) => lane.kind === 'device')!.first;
    expect(named(explain(timeline, ledger, { kind: 'event', event: kernel }))).toMatchObject({
      class: 'compute',
      launcher: 'cudaLaunchKernel',
    });
    const loader = [...timeline.events.name.keys()].find((event) => nameOf(timeline, event)?.includes('DataLoader'))!;
    const why = explain(timeline, ledger, { kind: 'event', event: loader });
    expect(why.class).toBe('data');
    expect(inEnglish(why.sentence)).toContain('PyTorch');
    const step = timeline.steps[0]!.event;
    expect(explain(timeline, ledger, { kind: 'event', event: step })).toMatchObject({
      class: undefined,
      launcher: undefined,
    });
  });

  it('counts ops as compute and host collectives as communication where no device work is in the trace, as the ledger does', () => {
    const bare = timelineOf(`
      r0 step |......
      r0 main OOOHHH
    `);
    const classOf = (part: string) => {
      const event = [...bare.events.name.keys()].find((index) => nameOf(bare, index)?.includes(part))!;
      return explain(bare, buildLedger(bare), { kind: 'event', event }).class;
    };
    expect(classOf('aten')).toBe('compute');
    expect(classOf('gloo')).toBe('communication');
  });
});

describe('a call that launched a copy from pageable memory', () => {
  const run = timelineOf(`
    r0 step    |......
    r0 main    BBBB.L.
    r0 stream7 .M....K
  `);
  const call = run.events.launcher.find((event) => event >= 0)!;

  it('is synchronising, whatever its name says', () => {
    const own = buildLedger(run);
    expect(own.ranks[0]!.pieces.cause).toContain(call);
    const why = explain(run, own, { kind: 'event', event: call });
    expect(why.class).toBe('sync');
    expect(inEnglish(why.sentence)).toContain('pageable');
    const piece = pieceAt(own.ranks[0]!.pieces, 3500);
    expect(explain(run, own, { kind: 'piece', rank: 0, piece }).class).toBe('sync');
  });

  it('is what the user says it is', () => {
    const own = buildLedger(run, { patterns: [{ pattern: 'cudaMemcpyAsync', class: 'allocator' }] });
    expect(explain(run, own, { kind: 'event', event: call }).class).toBe('allocator');
  });
});
