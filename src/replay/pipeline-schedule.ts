import { at, f64, u32 } from '../base/at.ts';

/** How a stage takes turns: all forwards and then all backwards, or, after a warm-up, one forward and one backward (1F1B). */
export type PipelineOrder = 'gpipe' | '1f1b';

/** What a pipeline does in a step. Microseconds, all micro-batches together. */
export interface PipelineWork {
  readonly order: PipelineOrder;
  /** Compute of each stage. */
  readonly forwardUs: ArrayLike<number>;
  readonly backwardUs: ArrayLike<number>;
  /** What crosses the border behind each stage but the last, each way, latency apart. */
  readonly messageUs: ArrayLike<number>;
  /** Of one message. */
  readonly latencyUs: number;
}

export interface PipelineSchedule {
  /** From the first forward to the last backward. */
  readonly totalUs: number;
  /** Share of all stages' time in which a stage computes nothing. */
  readonly bubble: number;
  /** Of each stage from when its first forward could begin (of the first stage: has ended) to its last backward's end (of the first stage: beginning). */
  readonly spanUs: Float64Array;
}

/** One pass of one micro-batch through one chunk of a stage. */
interface Task {
  readonly forward: boolean;
  readonly micro: number;
  readonly chunk: number;
}

/**
 * Runs a schedule: each stage computes its passes in turn, each as soon as what it needs has arrived; the messages of one border and way follow one another. With
 * v chunks a stage holds v shorter pieces of the model, and a micro-batch goes round the stages v times (Megatron-LM's interleaved 1F1B; its warm-up on stage s
 * is 2 (p - s - 1) + (v - 1) p passes; all forwards first: chunk by chunk). Undefined where the stages would wait for each other for ever.
 */
export function runSchedule(work: PipelineWork, microbatches: number, chunks = 1): PipelineSchedule | undefined {
  const { forwardUs, backwardUs, messageUs, latencyUs } = work;
  const stages = forwardUs.length;
  const passes = microbatches * chunks;
  const orders = Array.from({ length: stages }, (_, s) => orderOf(work.order, microbatches, chunks, stages, s));
  const wrapUs = Array.from(messageUs).reduce((sum, us) => sum + us, 0) / Math.max(1, stages - 1);
  /** When what a pass needs is there, by pass, way and stage; NaN while it is not known. */
  const ready = new Float64Array(2 * stages * passes).fill(NaN);
  const slot = (forward: boolean, s: number, micro: number, chunk: number): number =>
    ((forward ? 0 : stages) + s) * passes + chunk * microbatches + micro;
  for (let micro = 0; micro < microbatches; micro++) ready[slot(true, 0, micro, 0)] = 0;
  const line = new Float64Array(2 * stages);
  const place = new Uint32Array(stages);
  const free = new Float64Array(stages);
  const spanUs = new Float64Array(stages);
  for (let left = 2 * stages * passes; left > 0;) {
    const before = left;
    for (let s = 0; s < stages; s++) {
      for (let task = orders[s]?.[u32(place, s)]; task !== undefined; task = orders[s]?.[u32(place, s)]) {
        const { forward, micro, chunk } = task;
        const readyUs = f64(ready, slot(forward, s, micro, chunk));
        if (Number.isNaN(readyUs)) break;
        const us = at(forward ? forwardUs : backwardUs, s) / passes;
        const end = Math.max(f64(free, s), readyUs) + us;
        if (u32(place, s) === 0) spanUs[s] = s === 0 ? -end : -readyUs;
        free[s] = end;
        place[s] = u32(place, s) + 1;
        if (u32(place, s) === 2 * passes) spanUs[s] = f64(spanUs, s) + (s === 0 ? readyUs : end);
        left--;
        const next = follows(task, s, stages, chunks);
        if (next === undefined) continue;
        const way = (forward ? 0 : stages) + s;
        const border = forward ? s : next.stage;
        const crossUs = (border < messageUs.length ? at(messageUs, border) : wrapUs) / microbatches + latencyUs;
        const arrival = next.stage === s ? end : Math.max(end, f64(line, way)) + crossUs;
        if (next.stage !== s) line[way] = arrival;
        ready[slot(next.forward, next.stage, micro, next.chunk)] = arrival;
      }
    }
    if (left === before) return undefined;
  }
  const totalUs = Math.max(...free);
  let busyUs = 0;
  for (let s = 0; s < stages; s++) busyUs += at(forwardUs, s) + at(backwardUs, s);
  return { totalUs, bubble: totalUs > 0 ? 1 - busyUs / (stages * totalUs) : 0, spanUs };
}

/** The pass that needs what this one makes; undefined after the last backward. */
function follows(
  { forward, chunk }: Task,
  s: number,
  stages: number,
  chunks: number,
): { readonly forward: boolean; readonly stage: number; readonly chunk: number } | undefined {
  if (forward) {
    if (s < stages - 1) return { forward, stage: s + 1, chunk };
    return chunk < chunks - 1 ? { forward, stage: 0, chunk: chunk + 1 } : { forward: false, stage: s, chunk };
  }
  if (s > 0) return { forward, stage: s - 1, chunk };
  return chunk > 0 ? { forward, stage: stages - 1, chunk: chunk - 1 } : undefined;
}

/** The passes of a stage in turn. */
function orderOf(
  order: PipelineOrder,
  microbatches: number,
  chunks: number,
  stages: number,
  stage: number,
): readonly Task[] {
  const together = order === 'gpipe' || chunks === 1 ? microbatches : stages;
  const forwards: Task[] = [];
  const backwards: Task[] = [];
  for (let first = 0; first < microbatches; first += together) {
    for (let chunk = 0; chunk < chunks; chunk++) {
      for (let micro = first; micro < Math.min(first + together, microbatches); micro++) {
        forwards.push({ forward: true, micro, chunk });
        backwards.push({ forward: false, micro, chunk: chunks - 1 - chunk });
      }
    }
  }
  const apart = stages - stage - 1;
  const warm = order === 'gpipe' ? forwards.length : chunks === 1 ? apart : 2 * apart + (chunks - 1) * stages;
  const tasks = forwards.slice(0, warm);
  backwards.forEach((task, i) => {
    const next = forwards[warm + i];
    if (next !== undefined) tasks.push(next);
    tasks.push(task);
  });
  return tasks;
}
