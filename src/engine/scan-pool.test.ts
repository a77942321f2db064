import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { traceFile } from '../test/traces.ts';
import { createEngine } from './create-engine.ts';
import { type EngineReply } from './protocol.ts';
import { type MakeScanWorker, poolSize, type ScanWorkerLike } from './scan-pool.ts';
import { type ScanReply, type ScanTask, serveScan } from './scan-task.ts';
import { saying } from '../test/saying.ts';

/** Large files are smaller here. */
const LEAST_PART_BYTES = 1 << 18;

interface Fakes {
  readonly make: MakeScanWorker;
  readonly scanned: string[];
  started: number;
  ended: number;
}

interface Fate {
  /** What becomes of a task instead of a scan. */
  readonly onTask?: (worker: ScanWorkerLike, task: ScanTask) => boolean;
  readonly starts?: boolean;
}

/** Scan workers in this thread: what crosses is cloned and transferred as between real ones. */
function fakes({ onTask = () => false, starts = true }: Fate = {}): Fakes {
  const all: Fakes = { scanned: [], started: 0, ended: 0, make: () => worker() };
  function worker(): ScanWorkerLike {
    let alive = true;
    all.started++;
    const say = (reply: ScanReply, transfer: ArrayBuffer[] = []): void => {
      const data = structuredClone(reply, { transfer });
      queueMicrotask(() => alive && self.onmessage?.(new MessageEvent('message', { data })));
    };
    const self: ScanWorkerLike = {
      onmessage: null,
      onerror: null,
      onmessageerror: null,
      postMessage: (task) => {
        const own = structuredClone(task);
        if (onTask(self, own)) return;
        all.scanned.push(own.source.name);
        void serveScan(own, say);
      },
      terminate: () => {
        alive = false;
        all.ended++;
      },
    };
    if (starts) say({ kind: 'ready' });
    return self;
  }
  return all;
}

const rankText = (rank: number): string =>
  JSON.stringify({
    distributedInfo: { rank, world_size: 4 },
    traceEvents: Array.from({ length: 50 + rank }, (_, k) => ({
      ph: 'X',
      cat: 'cpu_op',
      name: `rank ${rank} op ${k % 7}`,
      pid: 10 + rank,
      tid: 1,
      ts: 1700000000000000 + k * 10 + rank,
      dur: 5,
      args: { 'Collective name': 'allreduce' },
    })),
  });
const files = (texts: readonly string[]) =>
  texts.map((text, k) => ({ kind: 'blob' as const, name: `rank${k}.json`, blob: new Blob([text]) }));
const FOUR = files([0, 1, 2, 3].map(rankText));

async function opened(
  sources: typeof FOUR,
  make?: MakeScanWorker,
  cores = 5,
  abort = new AbortController(),
): Promise<EngineReply[]> {
  const all: EngineReply[] = [];
  for await (const reply of createEngine(make, LEAST_PART_BYTES).run(
    { kind: 'open', id: 1, sources, cores },
    abort.signal,
  )) {
    all.push(reply);
  }
  return all;
}

async function listed(sources: typeof FOUR, make: MakeScanWorker, cores: number): Promise<EngineReply[]> {
  const all: EngineReply[] = [];
  const { signal } = new AbortController();
  for await (const reply of createEngine(make, LEAST_PART_BYTES).run(
    { kind: 'outline', id: 1, sources, cores },
    signal,
  )) {
    all.push(reply);
  }
  return all;
}

const errorEvent = (): ErrorEvent => Object.assign(new Event('error'), { message: 'out of memory' }) as ErrorEvent;

/** What can become of a worker that was given a task. */
const FATES: readonly (readonly [string, (worker: ScanWorkerLike) => void])[] = [
  ['dies', (worker: ScanWorkerLike) => queueMicrotask(() => worker.onerror?.(errorEvent()))],
  ['sends what cannot be read', (w: ScanWorkerLike) => queueMicrotask(() => w.onmessageerror?.(errorEvent() as never))],
  [
    'meets a bug',
    (worker: ScanWorkerLike) => {
      const data: ScanReply = { kind: 'broken', detail: 'a bug' };
      queueMicrotask(() => worker.onmessage?.(new MessageEvent('message', { data })));
    },
  ],
  [
    'takes no task',
    () => {
      throw new Error('DataCloneError');
    },
  ],
];

describe('how many files are read at once', () => {
  it('is all cores but one, at most eight, and one where nothing is known', () => {
    expect([undefined, 0, 1, 2, 3, 8, 64].map(poolSize)).toEqual([1, 1, 1, 1, 2, 7, 8]);
  });
});

describe('several files', () => {
  it('give the same run on several lanes as one after the other, and use the workers', async () => {
    const pool = fakes();
    const apart = await opened(FOUR, pool.make);
    expect(apart.at(-1)).toMatchObject({ kind: 'opened' });
    expect(apart.at(-1)).toEqual((await opened(FOUR)).at(-1));
    expect(pool.scanned.length).toBeGreaterThan(0);
    expect(pool.scanned).not.toContain('rank0.json');
    expect([pool.started, pool.ended]).toEqual([3, 3]);
  });

  it('are listed on several lanes as one after the other', async () => {
    const pool = fakes();
    const replies = await listed(FOUR, pool.make, 5);
    expect(replies.at(-1)).toMatchObject({ kind: 'outlined', outline: { events: 50 + 51 + 52 + 53 } });
    expect(replies.at(-1)).toEqual((await listed(FOUR, pool.make, 1)).at(-1));
    expect(pool.scanned.length).toBeGreaterThan(0);
  });

  it('start no worker on two cores, nor for one file', async () => {
    const pool = fakes();
    await opened(FOUR, pool.make, 2);
    await opened(FOUR.slice(0, 1), pool.make, 8);
    expect(pool.started).toBe(0);
  });

  it('tell how far reading is, never less than before, and all bytes at its end', async () => {
    const told = (await opened(FOUR, fakes().make)).flatMap((reply) => (reply.kind === 'progress' ? reply : []));
    const bytes = told.map(({ bytesRead }) => bytesRead);
    expect(bytes).toEqual([...bytes].sort((a, b) => a - b));
    expect(told.at(-1)).toMatchObject({ bytesRead: told.at(-1)!.bytesTotal, events: 50 + 51 + 52 + 53 });
  });

  it('wait for no worker that has not started', async () => {
    const pool = fakes({ starts: false });
    expect((await opened(FOUR, pool.make)).at(-1)).toMatchObject({ kind: 'opened' });
    expect(pool.ended).toBe(pool.started);
  });

  it.each(FATES)('are scanned in place where a worker %s', async (_, fate) => {
    let tasks = 0;
    const pool = fakes({
      onTask: (worker) => {
        tasks++;
        fate(worker);
        return true;
      },
    });
    const reply = (await opened(FOUR, pool.make)).at(-1);
    expect(tasks).toBeGreaterThan(0);
    expect(pool.scanned).toEqual([]);
    expect(reply).toEqual((await opened(FOUR)).at(-1));
  });

  it('fail with the first file that fails, whoever reads it', async () => {
    const bad = files([rankText(0), '{"no": "trace"}', rankText(2), 'nothing at all']);
    const apart = (await opened(bad, fakes().make)).at(-1);
    expect(apart).toMatchObject({ kind: 'failed', failure: { userMessage: saying('rank1.json') } });
    expect(apart).toEqual((await opened(bad)).at(-1));
  });

  it('stop at once when cancelled, though a worker never answers', async () => {
    const abort = new AbortController();
    const pool = fakes({
      onTask: () => {
        queueMicrotask(() => abort.abort());
        return true;
      },
    });
    const last = (await opened(FOUR, pool.make, 5, abort)).at(-1);
    expect(last).toMatchObject({ kind: 'failed', failure: { code: 'cancelled' } });
    expect(pool.ended).toBe(3);
  });

  const FOLDER = 'multirank/dlrm-8ranks';
  const paths = Array.from({ length: 8 }, (_, rank) => traceFile(`${FOLDER}/rank${rank}.json`) ?? []).flat();
  it.skipIf(paths.length < 8)(`of ${FOLDER} are the same run on several lanes`, async () => {
    const pool = fakes();
    const real = files(paths.map((path) => readFileSync(path, 'utf8')));
    const reply = (await opened(real, pool.make, 9)).at(-1);
    expect(reply).toMatchObject({ kind: 'opened', opened: { timeline: { ranks: { length: 8 } } } });
    expect(reply).toEqual((await opened(real)).at(-1));
    expect(pool.scanned.length).toBeGreaterThan(0);
  });
});

describe('one large file', () => {
  const event = (k: number): string =>
    `{"ph":"X","cat":"cpu_op","name":"op ${k % 97}","pid":1,"tid":${k % 3},"ts":${1.7e15 + k * 10},"dur":9,"args":{"External id":${k},"text":"}, {${'x'.repeat(1000)}"}}`;
  const text = `{"traceEvents":[${Array.from({ length: 3000 }, (_, k) => event(k)).join(',\n')}],"distributedInfo":{"rank":5}}`;
  const LARGE = files([text]);

  it('is the same run in parts, and every worker reads some', async () => {
    const pool = fakes();
    const reply = (await opened(LARGE, pool.make, 4)).at(-1);
    expect(reply).toMatchObject({ kind: 'opened', opened: { timeline: { ranks: [{ rank: 5 }] } } });
    expect(reply).toEqual((await opened(LARGE)).at(-1));
    expect(pool.scanned.length).toBeGreaterThan(2);
    expect([pool.started, pool.ended]).toEqual([2, 2]);
  });

  it('has the same list of steps in parts', async () => {
    const pool = fakes();
    const reply = (await listed(LARGE, pool.make, 4)).at(-1);
    expect(reply).toMatchObject({ kind: 'outlined', outline: { events: 3000 } });
    expect(reply).toEqual((await listed(LARGE, pool.make, 1)).at(-1));
    expect(pool.scanned.length).toBeGreaterThan(2);
  });

  it('beside a small one is read in parts, both once', async () => {
    const pool = fakes();
    const both = files([rankText(0), text]);
    expect((await opened(both, pool.make, 5)).at(-1)).toEqual((await opened(both)).at(-1));
    expect(pool.scanned).toContain('rank1.json');
  });

  it('is read by one where there are as many files as lanes, or two cores', async () => {
    const pool = fakes();
    await opened(LARGE, pool.make, 2);
    expect(pool.started).toBe(0);
    await opened(files([text, text, text].map((one, k) => one.replace('"rank":5', `"rank":${k}`))), pool.make, 4);
    expect(pool.scanned.length).toBeLessThan(3);
  });

  it('tells how far reading is, never less than before, and all bytes at its end', async () => {
    const told = (await opened(LARGE, fakes().make)).flatMap((reply) => (reply.kind === 'progress' ? reply : []));
    const bytes = told.map(({ bytesRead }) => bytesRead);
    expect(bytes).toEqual([...bytes].sort((a, b) => a - b));
    expect(told.at(-1)).toMatchObject({ bytesRead: text.length, events: 3000 });
  });

  it.each(FATES)('is read in place where a worker %s', async (_, fate) => {
    let tasks = 0;
    const pool = fakes({ onTask: (worker) => (tasks++, fate(worker), true) });
    expect((await opened(LARGE, pool.make)).at(-1)).toEqual((await opened(LARGE)).at(-1));
    expect(tasks).toBeGreaterThan(0);
  });

  it('stops at once when cancelled, though a worker never answers', async () => {
    const abort = new AbortController();
    const pool = fakes({ onTask: () => (queueMicrotask(() => abort.abort()), true) });
    const last = (await opened(LARGE, pool.make, 5, abort)).at(-1);
    expect(last).toMatchObject({ kind: 'failed', failure: { code: 'cancelled' } });
    expect(pool.ended).toBe(3);
  });

  it('that is no trace is refused as ever', async () => {
    const none = files([`{"list":[${text}]}`]);
    const reply = (await opened(none, fakes().make)).at(-1);
    expect(reply).toMatchObject({ kind: 'failed' });
    expect(reply).toEqual((await opened(none)).at(-1));
  });
});
