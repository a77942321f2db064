import { describe, expect, it } from 'vitest';
import { EXAMPLE_JOBS } from '../synth/example-jobs.ts';
import { writeKineto } from '../synth/kineto.ts';
import { simulate } from '../synth/simulate.ts';
import { createEngine, type Engine } from './create-engine.ts';
import { type EngineReply, type EngineRequest } from './protocol.ts';
import { packReply } from './transfer.ts';

const text = writeKineto(simulate(EXAMPLE_JOBS[0]!.job), 0);
const sources = [{ kind: 'blob', name: 'run.json', blob: new Blob([text]) }] as const;

async function replies(engine: Engine, request: Exclude<EngineRequest, { kind: 'cancel' }>): Promise<EngineReply[]> {
  const all: EngineReply[] = [];
  for await (const reply of engine.run(request, new AbortController().signal)) all.push(reply);
  return all;
}

describe('the engine', () => {
  it('shows a trace before its replay is prepared, and prepares it when asked', async () => {
    const engine = createEngine();
    const opened = (await replies(engine, { kind: 'open', id: 1, sources })).at(-1)!;
    expect(opened).toMatchObject({ kind: 'opened', id: 1, opened: { lanes: expect.any(Array) } });
    const ready = (await replies(engine, { kind: 'prepare', id: 2 })).at(-1)!;
    expect(ready).toMatchObject({ kind: 'replay-ready', id: 2, ready: { gate: { trust: expect.any(String) } } });
  });

  it('gives the same prediction whether or not the replay was prepared before', async () => {
    const scenario = { levers: { data: 2 } };
    const predictions = [];
    for (const prepare of [true, false]) {
      const engine = createEngine();
      await replies(engine, { kind: 'open', id: 1, sources });
      if (prepare) await replies(engine, { kind: 'prepare', id: 2 });
      const last = (await replies(engine, { kind: 'replay', id: 3, scenario })).at(-1)!;
      predictions.push(last.kind === 'replayed' ? last.replayed.prediction : last);
    }
    expect(predictions[0]).toEqual(predictions[1]);
    expect(predictions[0]).toHaveProperty('predictedStepUs');
  });

  it('still prepares the replay after its answer was handed over to the page', async () => {
    const ready = [];
    for (const handOver of [false, true]) {
      const engine = createEngine();
      const opened = (await replies(engine, { kind: 'open', id: 1, sources })).at(-1)!;
      const { message, transfer } = packReply(opened);
      if (handOver) structuredClone(message, { transfer });
      ready.push((await replies(engine, { kind: 'prepare', id: 2 })).at(-1)!);
    }
    expect(ready[1]).toEqual(ready[0]);
    expect(ready[0]).toMatchObject({ kind: 'replay-ready' });
  });

  it('accounts what is open with other options, as if it had been opened with them', async () => {
    const options = [
      { patterns: [{ pattern: 'aten::', class: 'checkpoint' as const }] },
      { stepPattern: 'aten::conv2d' },
      { patterns: [{ pattern: 'gemm', class: 'communication' as const }], stepPattern: 'aten::' },
      {},
    ];
    const engine = createEngine();
    await replies(engine, { kind: 'open', id: 1, sources });
    for (const told of options) {
      const anew = (await replies(engine, { kind: 'account', id: 2, options: told })).at(-1)!;
      const fresh = (await replies(createEngine(), { kind: 'open', id: 2, sources, options: told })).at(-1)!;
      expect(anew).toEqual(fresh);
    }
    expect(await replies(createEngine(), { kind: 'account', id: 1, options: {} })).toMatchObject([{ kind: 'failed' }]);
  });

  it('has nothing to prepare or replay before a trace is open', async () => {
    expect(await replies(createEngine(), { kind: 'prepare', id: 1 })).toMatchObject([{ kind: 'failed', id: 1 }]);
    expect(await replies(createEngine(), { kind: 'replay', id: 2, scenario: { levers: {} } })).toMatchObject([
      { kind: 'failed', id: 2 },
    ]);
  });
});
