import { describe, expect, it } from 'vitest';
import { createEngine } from './create-engine.ts';
import { type EngineReply } from './protocol.ts';
import { warmTrace, warmUp } from './warm-up.ts';

describe('the warm-up', () => {
  it('opens a trace that is read without oddities and has steps, launches and a ledger', async () => {
    const sources = [{ kind: 'blob', name: 'warm-up', blob: new Blob([warmTrace()]) }] as const;
    let last: EngineReply | undefined;
    const signal = new AbortController().signal;
    for await (const reply of createEngine().run({ kind: 'open', id: 1, sources }, signal)) last = reply;
    if (last?.kind !== 'opened') throw new Error(JSON.stringify(last));
    const { timeline } = last.opened;
    expect(timeline.format).toContain('PyTorch');
    expect(timeline.diagnostics).toEqual([]);
    expect(timeline.steps.length).toBeGreaterThan(10);
    expect(timeline.events.launcher.filter((launcher) => launcher >= 0).length).toBeGreaterThan(500);
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
