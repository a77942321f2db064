import { describe, expect, it, vi } from 'vitest';
import { type Failure } from '../base/failure.ts';
import { type EngineReply, type EngineRequest, type EngineSample } from '../engine/protocol.ts';
import { openedOf, replayedOf } from '../test/fake-engine.ts';
import { createEngineClient, type WorkerLike } from './engine-client.ts';

class FakeWorker implements WorkerLike {
  readonly sent: EngineRequest[] = [];
  terminated = false;
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  onmessageerror: WorkerLike['onmessageerror'] = null;
  postMessage = (message: EngineRequest): void => void this.sent.push(message);
  terminate = (): void => void (this.terminated = true);
  reply = (data: EngineReply): void => this.onmessage?.({ data } as MessageEvent<EngineReply>);
}

function setUp() {
  const workers: FakeWorker[] = [];
  const client = createEngineClient(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  });
  return { workers, client };
}

const source = [{ kind: 'url', url: 'https://host/a' }] as const;
const ignore = (): void => undefined;

describe('the engine client', () => {
  it('starts its worker with the first request and matches replies by id', async () => {
    const { workers, client } = setUp();
    expect(workers).toHaveLength(0);
    const seen: number[] = [];
    const open = client.open(source, ({ events }) => seen.push(events));
    const [worker] = workers;
    const id = worker!.sent[0]!.id;
    worker!.reply({ kind: 'progress', id, phase: 'reading', bytesRead: 1, bytesTotal: 2, events: 7 });
    worker!.reply({ kind: 'progress', id: 999, phase: 'reading', bytesRead: 1, bytesTotal: 2, events: 8 });
    const opened = openedOf();
    worker!.reply({ kind: 'opened', id, opened });
    expect(await open.done).toEqual({ ok: true, value: opened });
    expect(seen).toEqual([7]);
  });

  it('hands on what the worker has warmed itself with', async () => {
    const { workers, client } = setUp();
    client.start();
    const sample: EngineSample = { opened: openedOf(), ready: { gate: { ok: true }, levers: [] } as never };
    workers[0]!.reply({ kind: 'sample', id: 0, sample });
    expect(await client.sample).toBe(sample);
  });

  it('passes failures on', async () => {
    const { workers, client } = setUp();
    const call = client.readEvent(0, 10, 20);
    expect(workers[0]!.sent[0]).toMatchObject({ kind: 'arguments', file: 0, offset: 10, byteLength: 20 });
    workers[0]!.reply({
      kind: 'failed',
      id: workers[0]!.sent[0]!.id,
      failure: { code: 'unreadable', userMessage: 'Gone.' },
    });
    expect(await call.done).toMatchObject({ ok: false, failure: { code: 'unreadable' } });
  });

  it('cancels at once, tells the worker, and ignores what comes late', async () => {
    const { workers, client } = setUp();
    const call = client.open(source, ignore);
    call.cancel();
    expect(await call.done).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    const id = workers[0]!.sent[0]!.id;
    expect(workers[0]!.sent[1]).toEqual({ kind: 'cancel', id });
    workers[0]!.reply({ kind: 'opened', id, opened: openedOf() });
    call.cancel();
    expect(workers[0]!.sent).toHaveLength(2);
  });

  it('settles an older request when a newer one of its kind, or another trace, supersedes it', async () => {
    const { client } = setUp();
    const first = client.replay({ levers: { data: 2 } });
    const second = client.replay({ levers: { data: 3 } });
    const text = client.readEvent(0, 0, 1);
    expect(await first.done).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    client.open(source, ignore);
    expect(await second.done).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(await text.done).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  });

  it('turns a crash into failures, says so once, and starts a fresh worker with the next request', async () => {
    const { workers, client } = setUp();
    const crashes: Failure[] = [];
    client.onCrash((failure) => crashes.push(failure));
    const open = client.open(source, ignore);
    workers[0]!.onerror?.({ message: 'out of memory' } as ErrorEvent);
    expect(await open.done).toMatchObject({ ok: false, failure: { code: 'internal', detail: 'out of memory' } });
    expect(workers[0]!.terminated).toBe(true);
    expect(crashes).toHaveLength(1);
    const replay = client.replay({ levers: {} });
    expect(workers).toHaveLength(2);
    workers[0]!.reply({
      kind: 'failed',
      id: workers[1]!.sent[0]!.id,
      failure: { code: 'internal', userMessage: 'late' },
    });
    const replayed = replayedOf({ levers: {} }, openedOf());
    workers[1]!.reply({ kind: 'replayed', id: workers[1]!.sent[0]!.id, replayed });
    expect(await replay.done).toEqual({ ok: true, value: replayed });
  });

  it('ends a worker that stays silent after a cancel, and asks a fresh one for what came since', () => {
    vi.useFakeTimers();
    try {
      const { workers, client } = setUp();
      const crashes: Failure[] = [];
      client.onCrash((failure) => crashes.push(failure));
      client.open(source, ignore).cancel();
      workers[0]!.reply({ kind: 'failed', id: 1, failure: { code: 'cancelled', userMessage: 'Cancelled.' } });
      vi.advanceTimersByTime(60_000);
      expect(workers[0]!.terminated).toBe(false);
      client.open(source, ignore);
      client.open([{ kind: 'url', url: 'https://host/b' }], ignore);
      vi.advanceTimersByTime(60_000);
      expect(workers[0]!.terminated).toBe(true);
      expect(crashes).toHaveLength(1);
      expect(workers[1]!.sent).toMatchObject([{ kind: 'open', sources: [{ url: 'https://host/b' }] }]);
      vi.advanceTimersByTime(60_000);
      expect(workers).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it('tells the worker once that a trace it was offered is shown, or is not wanted after all', async () => {
    const { workers, client } = setUp();
    for (const end of ['accept', 'cancel'] as const) {
      const call = client.open(source, ignore);
      const { id } = workers[0]!.sent.at(-1)!;
      workers[0]!.reply({ kind: 'opened', id, opened: openedOf() });
      await call.done;
      call[end]();
      expect(workers[0]!.sent.at(-1)).toEqual({ kind: end, id });
      const { length } = workers[0]!.sent;
      call.accept();
      call.cancel();
      expect(workers[0]!.sent).toHaveLength(length);
    }
  });

  it('does not take an answer to another question', async () => {
    const { workers, client } = setUp();
    const call = client.open(source, ignore);
    workers[0]!.reply({ kind: 'arguments', id: workers[0]!.sent[0]!.id, text: '{}' });
    expect(await call.done).toMatchObject({ ok: false, failure: { code: 'internal' } });
  });
});
