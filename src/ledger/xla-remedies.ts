import { type Said, say } from '../base/say.ts';
import { type CannotTell } from './unknown.ts';

/** Formats that the profiler of XLA writes. */
const XLA_FORMATS: readonly string[] = ['JAX/XLA', 'TensorFlow 2 profiler'];

/** What to record with JAX and TensorFlow, where PyTorch's words would not help: by the question's id. */
const REMEDIES: Readonly<Partial<Record<CannotTell['id'], Said>>> = {
  'no-device': say`The profilers of JAX and TensorFlow record GPUs and TPUs by themselves: check that the run used one (jax.devices()).`,
  'no-steps': say`Put each step into jax.profiler.StepTraceAnnotation("train", step_num=n) or tf.profiler.experimental.Trace("train", step_num=n, _r=1), or name the events that begin one (whystall report --steps).`,
  'few-steps': say`Record five steps or more.`,
  'unseen-workers': say`Mark the parts of the input pipeline with jax.profiler.TraceAnnotation or tf.profiler.experimental.Trace.`,
  'inside-loader': say`Mark the parts of the input pipeline with jax.profiler.TraceAnnotation or tf.profiler.experimental.Trace.`,
  'unrecorded-work': say`Wait for the results of the step before (block_until_ready) when the profiler starts.`,
  'untraced-host': say`Mark your own code with jax.profiler.TraceAnnotation or tf.profiler.experimental.Trace.`,
};

export const isXlaFormat = (format: string): boolean => XLA_FORMATS.includes(format);

/** The same questions, with what to do in the words of the framework that wrote a trace of this format. */
export function inItsFramework<T extends Pick<CannotTell, 'id' | 'remedy'>>(
  found: readonly T[],
  format: string,
): readonly T[] {
  if (!isXlaFormat(format)) return found;
  return found.map((unknown) => ({ ...unknown, remedy: REMEDIES[unknown.id] ?? unknown.remedy }));
}
