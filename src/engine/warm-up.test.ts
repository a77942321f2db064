import { describe, expect, it } from 'vitest';
import { createEngine } from './create-engine.ts';
import { type EngineReply } from './protocol.ts';
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
    const sample = await warmUp(createEngine, new AbortController().signal, 1);
    if (sample === undefined) throw new Error('no sample');
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
    await warmUp(() => {
      engines++;
      abort.abort();
      return createEngine();
    }, abort.signal);
    expect(engines).toBe(1);
  });
});
