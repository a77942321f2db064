import { type FindingKind, type FindingKindId } from './finding-kinds.ts';
import { isXlaFormat } from './xla-remedies.ts';

type Told = Partial<Pick<FindingKind, 'advice' | 'raise'>>;

const PYTHON = 'record Python calls too (python_tracer_level=1), or mark your own code with TraceAnnotation';
const OVERLAP =
  'Let XLA run them beside compute (XLA_FLAGS=--xla_gpu_enable_latency_hiding_scheduler=true) and join small ones (--xla_gpu_all_reduce_combine_threshold_bytes); choose shardings that move less.';
const AHEAD =
  'Put the next batch on the device while this one computes: jax.device_put returns at once, tf.data has prefetch_to_device; send smaller types (uint8 images, normalised on the device).';
const READ_LATER =
  'Read results rarely: keep metrics on the device and fetch them every n steps, begun ahead with copy_to_host_async().';

/** What to do, and what would make a finding surer, with JAX and TensorFlow: where PyTorch's words would not help. */
export const XLA_ADVICE: Readonly<Partial<Record<FindingKindId, Told>>> = {
  'data-main': {
    advice:
      'Make batches beside the step: tf.data with num_parallel_calls=tf.data.AUTOTUNE and prefetch(tf.data.AUTOTUNE), or grain with worker_count above 0.',
  },
  'data-workers': {
    advice:
      'Raise num_parallel_calls (tf.data.AUTOTUNE) or worker_count of grain, and prefetch more; move decoding or augmentation to the device, or cache() the prepared samples.',
    raise: 'run through the input pipeline alone to see what a batch costs',
  },
  'data-other': {
    advice:
      'Load the next batch while this one computes: prefetch(tf.data.AUTOTUNE), interleave() over larger files, cache() the prepared samples.',
  },
  communication: { advice: OVERLAP },
  'communication-transfer': { advice: OVERLAP },
  'communication-waiting': {
    advice:
      'Mend the late rank, not the network: the ranks view names it and its cause. Give every process the same work (equal batches and sequence lengths, balanced shards), and where the late rank changes from step to step, look for its input pipeline, garbage collection or checkpoints.',
  },
  hostcomm: {
    advice:
      'Drop barriers that guard nothing (multihost_utils.sync_global_devices), and set processes up once before the loop (jax.distributed.initialize).',
  },
  'copy-pageable': { advice: AHEAD },
  'copy-htod': { advice: AHEAD },
  'copy-dtoh': { advice: READ_LATER },
  'copy-other': {
    advice:
      'Donate arguments that are not used again (jax.jit with donate_argnums), so that XLA works in place; keep shardings alike from one function to the next, so that nothing is moved between them.',
  },
  'sync-item': {
    advice:
      'Remove float(), .item(), numpy conversions and Python branches on device values from the loop (jax.lax.cond, tf.cond stay on the device); fetch losses every n steps.',
    raise: PYTHON,
  },
  'sync-copy': { advice: READ_LATER, raise: PYTHON },
  'sync-call': {
    advice: 'Remove block_until_ready() and other waits from the loop: it is needed to measure, not to train.',
    raise: PYTHON,
  },
  launch: {
    advice:
      'Compile the whole step (jax.jit, tf.function with jit_compile=True), run several steps a call (jax.lax.scan, steps_per_execution of Keras), use larger batches.',
  },
  'launch-decode': {
    advice:
      'Compile the decode step with fixed shapes, make several tokens a call (jax.lax.while_loop), decode larger batches, keep sampling and stop checks on the device.',
  },
  host: {
    advice:
      'Find it by marking your own code with TraceAnnotation; move logging, metrics and checks out of the loop; compile the whole step (jax.jit, tf.function).',
    raise: PYTHON,
  },
  'queue-behind': {
    advice:
      'Start the profiler some steps earlier, so that the work before the window is in the trace, and record every process that uses the device.',
  },
  queue: {
    advice:
      'Fewer, larger kernels hide launch latency: compile the whole step (jax.jit, tf.function with jit_compile=True) and let XLA use CUDA graphs (xla_gpu_enable_command_buffer).',
    raise: 'record ten steps or more',
  },
  checkpoint: {
    advice:
      'Save less often or asynchronously (AsyncCheckpointer of Orbax, tf.train.CheckpointOptions(enable_async=True)), and to local storage first.',
  },
  evaluation: {
    advice:
      'Evaluate less often or on fewer batches, with batches put on the device ahead; keep metrics on the device and fetch them once at the end.',
  },
  compile: {
    advice:
      'Warm up before measuring; keep shapes and static arguments alike, so that nothing is compiled again (jax_log_compiles names what is); keep the compilation cache (jax_compilation_cache_dir).',
  },
  allocator: {
    advice:
      'Keep shapes constant, donate arguments that are not used again, and leave memory preallocated (XLA_PYTHON_CLIENT_PREALLOCATE, no memory growth in TensorFlow).',
  },
  profiler: {
    advice: 'Record with fewer options (python_tracer_level=0, host_tracer_level=1) and after some steps of warm-up.',
  },
  unknown: { advice: 'Record the host too (host_tracer_level=2), over the whole window.' },
};

/** A kind in the words of the framework that wrote a trace of this format. */
export const kindInItsWords = <Kind extends FindingKind & { readonly id: FindingKindId }>(
  kind: Kind,
  format: string,
): FindingKind => (isXlaFormat(format) ? { ...kind, ...XLA_ADVICE[kind.id] } : kind);
