import { nextTask } from '../base/next-task.ts';
import { type Engine } from './create-engine.ts';
import { type EngineReply, type EngineSample } from './protocol.ts';
import { packReply } from './transfer.ts';

const STEPS = 16;
const OPS_PER_STEP = 40;
const ROUNDS = 4;
/** Microseconds since the epoch, their first eight digits: a number would not hold the last ones. */
const EPOCH = '17672256';

/**
 * Opens a small made-up trace a few times and makes it ready for replays, so that the first real one meets compiled code and
 * a compiled kernel. Gives the last of them. Stops at the next pause once the signal says so, with `undefined`; what it has
 * warmed by then stays warm.
 */
export async function warmUp(
  makeEngine: () => Engine,
  signal: AbortSignal,
  rounds = ROUNDS,
): Promise<EngineSample | undefined> {
  const blob = new Blob([warmTrace()]);
  let sample: EngineSample | undefined;
  for (let round = 0; round < rounds && !signal.aborted; round++) {
    const { run } = makeEngine();
    const sources = [{ kind: 'blob', name: 'warm-up', blob }] as const;
    const opening = await lastOf(run({ kind: 'open', id: 0, sources }, signal), signal);
    if (opening?.kind !== 'opened') return undefined;
    const preparing = await lastOf(run({ kind: 'prepare', id: 0 }, signal), signal);
    if (preparing?.kind !== 'replay-ready') return undefined;
    sample = { opened: opening.opened, ready: preparing.ready };
  }
  return signal.aborted ? undefined : sample;
}

/** The last reply, each packed as for the page; undefined where the signal came before it. */
async function lastOf(replies: AsyncGenerator<EngineReply>, signal: AbortSignal): Promise<EngineReply | undefined> {
  let last: EngineReply | undefined;
  for await (const reply of replies) {
    last = packReply(reply).message;
    await nextTask();
    if (signal.aborted) return undefined;
  }
  return last;
}

/**
 * A training run of `STEPS` short steps as PyTorch's profiler writes it: every kind of event that such a file is full of, its line
 * breaks, its long names and lists, times since the epoch, host before device, no two steps alike. Made up.
 */
export function warmTrace(): string {
  const host: string[] = [];
  const device: string[] = [];
  const notes: string[] = [];
  let seed = 1;
  /** From 0 to 1, the same each time. */
  const random = (): number => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const put = (to: string[], cat: string, name: string, place: string, at: number, dur: number, args: string): void => {
    to.push(
      `  {\n    "ph": "X", "cat": "${cat}", "name": "${name}", ${place},\n    "ts": ${stamp(at)}, "dur": ${dur.toFixed(3)},\n    "args": {\n      ${args}\n    }\n  }`,
    );
  };
  const main = '"pid": 31415, "tid": 31415';
  const backward = '"pid": 31415, "tid": 31502';
  let correlation = 70_000;
  let begin = 0;
  for (let step = 0; step < STEPS; step++) {
    let now = begin + 20 + 400 * random();
    put(
      host,
      'cpu_op',
      'enumerate(DataLoader)#_BaseDataLoaderIter.__next__',
      main,
      begin + 5,
      now - begin - 8,
      external(correlation),
    );
    const free = { 7: now, 20: now };
    for (let op = 0; op < OPS_PER_STEP; op++, correlation++) {
      const took = 20 + 90 * random() ** 3;
      const thread = op * 3 > OPS_PER_STEP * 2 ? backward : main;
      const shapes = `${external(correlation)},"Sequence number": ${correlation}, "Input Dims": [[${op}, 3, 224], [64, 3], []], "Input type": ["float", "c10::Half", ""]`;
      put(host, 'cpu_op', `aten::op${op % 12}`, thread, now, took, shapes);
      put(host, 'cpu_op', `aten::inner${op % 5}`, thread, now + took * 0.1, took * 0.8, external(correlation));
      const launch = now + took * 0.3;
      const work = op % 16 === 3 ? 'gpu_memcpy' : 'kernel';
      const call = work === 'kernel' ? 'cudaLaunchKernel' : 'cudaMemcpyAsync';
      put(host, 'cuda_runtime', call, thread, launch, took * 0.2, called(correlation));
      now += took + 4 * random();
      const stream = op % 8 === 7 ? 20 : 7;
      const start = Math.max(free[stream], launch + 5 + 3 * random());
      const busy = 15 + 160 * random() ** 4;
      free[stream] = start + busy;
      const name =
        stream === 20
          ? 'ncclDevKernel_AllReduce_Sum_f32_RING_LL(ncclDevKernelArgsStorage<4096ul>)'
          : work === 'kernel'
            ? `void at::native::vectorized_elementwise_kernel<${op % 9}, at::native::Functor<float> >(int, std::array<char*, 2ul>)`
            : 'Memcpy HtoD (Pinned -> Device)';
      const collective =
        stream === 20 ? ', "Collective name": "allreduce", "In msg nelems": 4096, "Group size": 2' : '';
      put(
        device,
        work,
        name,
        `"pid": 0, "tid": ${stream}`,
        start,
        busy,
        `${external(correlation)}, "queued": 0, "device": 0, "context": 1, "stream": ${stream}, "correlation": ${correlation}, "grid": [80, 1, 1], "est. achieved occupancy %": 37${collective}`,
      );
      const flow = `"id": ${correlation}, "cat": "ac2g", "name": "ac2g"`;
      notes.push(`  {\n    "ph": "s", ${flow}, ${thread}, "ts": ${stamp(launch)}\n  }`);
      notes.push(`  {\n    "ph": "f", ${flow}, "pid": 0, "tid": ${stream}, "ts": ${stamp(start)}, "bp": "e"\n  }`);
    }
    const waited = Math.max(5, free[7] - now);
    put(host, 'cuda_runtime', 'cudaDeviceSynchronize', main, now, waited, called(correlation++));
    now += waited;
    put(notes, 'user_annotation', `ProfilerStep#${step}`, main, begin, now + 10 - begin, external(correlation));
    begin = now + 11;
  }
  const named = `  {\n    "name": "process_name", "ph": "M", "ts": ${stamp(0)}, "pid": 31415, "tid": 0, "args": {\n      "name": "python"\n    }\n  }`;
  const events = [...host, ...device, ...notes, named].join(',\n');
  return `{\n  "schemaVersion": 1,\n  "distributedInfo": {"backend": "nccl", "rank": 0, "world_size": 2},\n  "traceEvents": [\n${events}\n]}`;
}

const external = (id: number): string => `"External id": ${id}, "Record function id": 0`;

const called = (id: number): string => `${external(id)}, "cbid": 211, "correlation": ${id}`;

const stamp = (us: number): string => EPOCH + us.toFixed(3).padStart(12, '0');
