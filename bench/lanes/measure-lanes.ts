/**
 * `npx tsx bench/lanes/measure-lanes.ts 300 1,2 5`: scans a trace of 300 MB on one lane and on two, in turn, five times, in threads of
 * Node. Prints milliseconds, those of the processor in the engine's thread and in all, and what the workers read.
 */
import { once } from 'node:events';
import { openAsBlob, readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { readFiles, startProgress } from '../../src/engine/read-files.ts';
import { type ScanReply, type ScanTask } from '../../src/engine/scan-task.ts';
import { type ScanWorkerLike } from '../../src/engine/scan-pool.ts';
import { openSources } from '../../src/ingest/source.ts';
import { benchTrace } from '../make-trace.ts';

const [megabytes = '300', laneList = '1,2', rounds = '5'] = process.argv.slice(2);
const path = benchTrace(Number(megabytes));
const blob = await openAsBlob(path);
let partsRead = 0;

/** The processor's time of this thread and of the whole process, milliseconds: Linux counts it in hundredths of a second. */
function processorMs(): readonly [own: number, all: number] {
  const of = (file: string): number => {
    const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return 10 * (Number(fields[11]) + Number(fields[12]));
  };
  return [of(`/proc/self/task/${process.pid}/stat`), of('/proc/self/stat')];
}

/** Threads that run already: what a start costs depends on the loader of TypeScript here. */
async function startWorkers(count: number): Promise<Worker[]> {
  const module = new URL('./lane-worker.ts', import.meta.url).href;
  const code = `import('tsx/esm/api').then(({ tsImport }) => tsImport('${module}', '${module}'))`;
  const workers = Array.from({ length: count }, () => new Worker(code, { eval: true, workerData: path }));
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  return workers;
}

function asScanWorker(thread: Worker): ScanWorkerLike {
  const like: ScanWorkerLike = {
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    postMessage: ({ source, ...task }: ScanTask) =>
      thread.postMessage({ ...task, source: { name: source.name, packing: source.packing } }),
    terminate: () => void thread.terminate(),
  };
  const say = (data: ScanReply): void => {
    if (data.kind === 'part-scanned' && data.part !== undefined) partsRead += data.part.to - data.part.from;
    like.onmessage?.(new MessageEvent('message', { data }));
  };
  thread.on('message', say);
  queueMicrotask(() => say({ kind: 'ready' }));
  return like;
}

async function scanOnce(lanes: number): Promise<string> {
  const threads = await startWorkers(lanes - 1);
  const opened = await openSources([{ kind: 'blob', name: 'trace.json', blob }]);
  if (!opened.ok) throw new Error('the trace cannot be opened');
  partsRead = 0;
  const makeScanWorker = (): ScanWorkerLike | undefined => {
    const thread = threads.pop();
    return thread && asScanWorker(thread);
  };
  const [begun, before] = [performance.now(), processorMs()];
  const reading = readFiles(
    opened.value,
    undefined,
    startProgress(1, opened.value),
    undefined,
    new AbortController().signal,
    { lanes, makeScanWorker },
  );
  let step = await reading.next();
  while (step.done !== true) step = await reading.next();
  if (!step.value.ok) throw new Error('the trace cannot be read');
  const [ms, after] = [performance.now() - begun, processorMs()];
  const used = after.map((value, k) => value - (before[k] ?? 0)).join(' of ');
  return `${lanes} lanes: ${ms.toFixed(0)} ms, processor ${used} ms, ${(partsRead / 1e6).toFixed(0)} MB by workers`;
}

for (let round = 0; round < Number(rounds); round++) {
  for (const lanes of laneList.split(',')) console.log(await scanOnce(Number(lanes)));
}
