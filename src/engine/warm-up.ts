import { nextTask } from '../base/next-task.ts';
import { type Engine } from './create-engine.ts';
import { type EngineReply, type EngineSample } from './protocol.ts';
import { packReply } from './transfer.ts';

const STEPS = 24;
const OPS_PER_STEP = 40;
const ROUNDS = 3;

/**
 * Opens a small made-up trace a few times and makes it ready for replays, so that the first real one meets compiled code and
 * a compiled kernel. Gives the last of them. Stops at the next pause once the signal says so, with `undefined`; what it has
 * warmed by then stays warm.
 */
export async function warmUp(makeEngine: () => Engine, signal: AbortSignal): Promise<EngineSample | undefined> {
  const blob = new Blob([warmTrace()]);
  let sample: EngineSample | undefined;
  for (let round = 0; round < ROUNDS && !signal.aborted; round++) {
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

/** A training run of `STEPS` short steps as PyTorch's profiler writes it: every kind of event that such a file is full of. */
export function warmTrace(): string {
  const events: string[] = [
    `{"name":"process_name","ph":"M","ts":1,"pid":1,"tid":0,"args":{"name":"python"}}`,
    `{"name":"thread_name","ph":"M","ts":1,"pid":1,"tid":1,"args":{"name":"main"}}`,
  ];
  const host = (cat: string, name: string, ts: number, dur: number, args = '"External id": 1'): void => {
    events.push(
      `{"ph":"X","cat":"${cat}","name":"${name}","pid":1,"tid":1,"ts":${ts}.125,"dur":${dur}.5,"args":{${args}}}`,
    );
  };
  let correlation = 1;
  for (let step = 0; step < STEPS; step++) {
    const begin = 1000 + step * 5000;
    host('user_annotation', `ProfilerStep#${step}`, begin, 4990);
    host('user_annotation', 'enumerate(DataLoader)#_BaseDataLoaderIter.__next__', begin + 5, 90);
    for (let op = 0; op < OPS_PER_STEP; op++, correlation++) {
      const at = begin + 100 + op * 100;
      const device = `"stream":${op % 8 === 7 ? 20 : 7},"device":0,"correlation":${correlation}`;
      host('cpu_op', `aten::op${op % 12}`, at, 80);
      host('cpu_op', `aten::inner${op % 5}`, at + 10, 60);
      host('cuda_runtime', op === OPS_PER_STEP - 1 ? 'cudaDeviceSynchronize' : 'cudaLaunchKernel', at + 20, 9, device);
      const flow = `"id":${correlation},"cat":"ac2g","name":"ac2g"`;
      events.push(`{"ph":"s",${flow},"pid":1,"tid":1,"ts":${at + 20}.125}`);
      events.push(`{"ph":"f",${flow},"pid":0,"tid":7,"ts":${at + 60}.125,"bp":"e"}`);
      const collective = op % 8 === 7 ? ',"Collective name":"allreduce","In msg nelems":4096,"Group size":2' : '';
      const work = op % 16 === 3 ? 'gpu_memcpy' : 'kernel';
      const name =
        collective !== '' ? 'ncclDevKernel_AllReduce_Sum_f32' : work === 'kernel' ? `gemm_${op % 9}` : 'Memcpy HtoD';
      const place = `"pid":0,"tid":${op % 8 === 7 ? 20 : 7}`;
      events.push(
        `{"ph":"X","cat":"${work}","name":"${name}",${place},"ts":${at + 60}.125,"dur":70.25,"args":{${device}${collective}}}`,
      );
    }
  }
  return `{"schemaVersion":1,"distributedInfo":{"rank":0,"world_size":2},"traceEvents":[\n${events.join(',\n')}\n]}`;
}
