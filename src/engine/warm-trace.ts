import { giveBack } from '../base/give-back.ts';
import { createPile, type Pile } from './pile.ts';

/** As many as make rows of more than a thousand marks, which the chart draws from summaries. */
const STEPS = 40;
const OPS_PER_STEP = 40;
const ID_GAP = 40;
const PILE_BYTES = 1 << 20;
/** All times are so many times as long as written below: in nanoseconds those of a real run take more than 32 bits, and code is compiled anew for that. */
const SLOWNESS = 30;
/** Microseconds since the epoch, their first eight digits: a number would not hold the last ones. */
const EPOCH = '17672256';

/**
 * A training run of `STEPS` short steps as PyTorch's profiler writes it: every kind of event that such a file is full of, its line
 * breaks, its long names and lists, times since the epoch, ops before the calls in them and host before device, no two steps alike.
 * Ids of calls are counted one by one, those of arrows between ops leave gaps: they are looked up in tables of another kind. Made up.
 */
export function warmTrace(): Blob {
  const host = createPile(PILE_BYTES);
  const calls = createPile(PILE_BYTES);
  const device = createPile(PILE_BYTES);
  const notes = createPile(PILE_BYTES);
  let seed = 1;
  /** From 0 to 1, the same each time. */
  const random = (): number => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const put = (to: Pile, cat: string, name: string, place: string, at: number, dur: number, args: string): void => {
    to.push(
      `  {\n    "ph": "X", "cat": "${cat}", "name": "${name}", ${place},\n    "ts": ${stamp(at)}, "dur": ${(dur * SLOWNESS).toFixed(3)},\n    "args": {\n      ${args}\n    }\n  },\n`,
    );
  };
  const main = '"pid": 31415, "tid": 31415';
  const backward = '"pid": 31415, "tid": 31502';
  let correlation = 70_000;
  let begin = 0;
  for (let step = 0; step < STEPS; step++) {
    const forwards: { id: number; at: number }[] = [];
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
      put(
        host,
        'cpu_op',
        `aten::inner${op % 5}`,
        thread,
        now + (op % 7 === 0 ? 0 : took * 0.1),
        op % 14 === 0 ? took : took * 0.8,
        external(correlation),
      );
      const forward = thread === main ? undefined : forwards.pop();
      if (thread === main) forwards.push({ id: ID_GAP * correlation, at: now });
      if (forward !== undefined) {
        arrow(notes, 's', 'fwdbwd', forward.id, main, forward.at);
        arrow(notes, 'f', 'fwdbwd', forward.id, backward, now);
      }
      // Some calls begin with the op around them, which is written long before.
      const launch = now + (op % 14 === 0 ? 0 : took * 0.3);
      const work = op % 16 === 3 ? 'gpu_memcpy' : 'kernel';
      const call = work === 'kernel' ? 'cudaLaunchKernel' : 'cudaMemcpyAsync';
      put(calls, 'cuda_runtime', call, thread, launch, took * 0.2, called(correlation));
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
      arrow(notes, 's', 'ac2g', correlation, thread, launch);
      arrow(notes, 'f', 'ac2g', correlation, `"pid": 0, "tid": ${stream}`, start);
      if (stream !== 20) continue;
      put(calls, 'cuda_runtime', 'cudaEventRecord', thread, launch - took * 0.1, 1, called(++correlation));
      put(calls, 'cuda_runtime', 'cudaStreamWaitEvent', thread, launch - took * 0.05, 1, called(++correlation));
      const waits = `"cuda_sync_kind": "Stream Wait Event", "wait_on_stream": 7, "wait_on_cuda_event_record_corr_id": ${correlation - 1}, "wait_on_cuda_event_id": ${op}`;
      const where = `"stream": 20, "correlation": ${correlation}, "device": 0, "context": 1`;
      put(
        notes,
        'cuda_sync',
        'Stream Wait Event',
        '"pid": 0, "tid": 20',
        launch,
        1,
        `${external(op)}, ${waits}, ${where}`,
      );
    }
    const waited = Math.max(5, free[7] - now);
    put(calls, 'cuda_runtime', 'cudaDeviceSynchronize', main, now, waited, called(correlation++));
    now += waited;
    put(notes, 'user_annotation', `ProfilerStep#${step}`, main, begin, now + 10 - begin, external(correlation));
    begin = now + 11;
  }
  notes.push(
    `  {\n    "ph": "i", "s": "g", "name": "Record Window End", "pid": "", "tid": "", "ts": ${stamp(begin)}\n  },\n`,
  );
  const named = `  {\n    "name": "process_name", "ph": "M", "ts": ${stamp(0)}, "pid": 31415, "tid": 0, "args": {\n      "name": "python"\n    }\n  }`;
  const head = `{\n  "schemaVersion": 1,\n  "distributedInfo": {"backend": "nccl", "rank": 0, "world_size": 2},\n  "traceEvents": [\n`;
  const piles = [host, calls, device, notes].map((pile) => pile.bytes());
  const trace = new Blob([head, ...piles, `${named}\n]}`]);
  for (const { buffer } of piles) giveBack(buffer);
  return trace;
}

/** Half an arrow: its start (`s`) or its finish (`f`). */
function arrow(to: Pile, ph: 's' | 'f', cat: string, id: number, place: string, at: number): void {
  const end = ph === 'f' ? ', "bp": "e"' : '';
  to.push(
    `  {\n    "ph": "${ph}", "id": ${id}, ${place}, "ts": ${stamp(at)}, "cat": "${cat}", "name": "${cat}"${end}\n  },\n`,
  );
}

const external = (id: number): string => `"External id": ${id}, "Record function id": 0`;

const called = (id: number): string => `${external(id)}, "cbid": 211, "correlation": ${id}`;

const stamp = (us: number): string => EPOCH + (us * SLOWNESS).toFixed(3).padStart(12, '0');
