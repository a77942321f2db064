import { describe, expect, it } from 'vitest';
import { createEngine, type Engine } from './create-engine.ts';
import { type EngineReply, type EngineSample } from './protocol.ts';
import { packReply } from './transfer.ts';
import { warmTrace } from './warm-trace.ts';
import { warmUp } from './warm-up.ts';

describe('the warm-up', () => {
  it('opens a trace that is read without oddities and has steps, launches and a ledger', async () => {
    const sources = [{ kind: 'blob', name: 'warm-up', blob: warmTrace() }] as const;
    let last: EngineReply | undefined;
    const signal = new AbortController().signal;
    for await (const reply of createEngine().run({ kind: 'open', id: 1, sources }, signal)) last = reply;
    if (last?.kind !== 'opened') throw new Error(JSON.stringify(last));
    const { timeline } = last.opened;
    expect(timeline.format).toContain('PyTorch');
    expect(timeline.diagnostics).toEqual([]);
    expect(timeline.steps.length).toBeGreaterThan(10);
    expect(last.opened.lanes.some(({ rows }) => rows.some(({ summary }) => summary !== undefined))).toBe(true);
    expect(timeline.links.length).toBeGreaterThan(100);
    expect(timeline.events.launcher.filter((launcher) => launcher >= 0).length).toBeGreaterThan(500);
  });

  it('gives what it has opened, ready to be handed to the page', async () => {
    const given: EngineSample[] = [];
    await warmUp(createEngine, new AbortController().signal, (one) => given.push(one));
    expect(given).toHaveLength(1);
    const sample = given[0]!;
    const { message, transfer } = packReply({ kind: 'sample', id: 0, sample });
    const crossed = structuredClone(message, { transfer });
    if (crossed.kind !== 'sample') throw new Error(crossed.kind);
    expect(crossed.sample.opened.lanes.length).toBeGreaterThan(3);
    expect(crossed.sample.ready.levers.some(({ available }) => available)).toBe(true);
    expect(sample.opened.timeline.events.start.length).toBe(0);
  });

  it('stops when it is told to', async () => {
    const abort = new AbortController();
    let engines = 0;
    const given: EngineSample[] = [];
    const make = (): Engine => {
      engines++;
      abort.abort();
      return createEngine();
    };
    await warmUp(make, abort.signal, (one) => given.push(one));
    expect([engines, given.length]).toEqual([1, 0]);
  });
});
