import { type ClassKey } from './classes.ts';

/** What a stretch of stalled time is told as. Each stretch belongs to one kind, so no two findings claim the same microsecond. */
export interface FindingKind {
  readonly id: string;
  readonly class: ClassKey;
  /** Ends the sentence "For 12 ms a step (30 %) ...". */
  readonly says: string;
  /** What to do about it, in the framework's own words. */
  readonly advice: string;
  /** How directly the trace shows it. */
  readonly evidence: 'direct' | 'indirect';
  /** What would make it surer. */
  readonly raise: string;
}

/** What is asked of a trace with few steps. */
export const MORE_STEPS = 'record ten steps or more';
/** What is asked of a run whose communication cannot be split. */
export const OTHER_RANKS = "drop the other ranks' files: they tell waiting for peers from transfer";
const STACKS = 'record with with_stack=True, or mark your own code with record_function';

const kind = <Id extends string>(
  id: Id,
  cls: ClassKey,
  evidence: FindingKind['evidence'],
  says: string,
  advice: string,
  raise: string = MORE_STEPS,
): FindingKind & { readonly id: Id } => ({ id, class: cls, says, advice, evidence, raise });

/** All kinds; `kindOfPiece` in findings.ts says which stretch is which. */
export const FINDING_KINDS = [
  kind(
    'data-main',
    'data',
    'direct',
    'the main thread loads the batch itself while the device waits',
    'Set num_workers above 0 in the DataLoader, with persistent_workers=True and pin_memory=True, so that batches are made beside the step.',
  ),
  kind(
    'data-workers',
    'data',
    'direct',
    'the device waits for a batch from the worker processes',
    'Raise num_workers, and prefetch_factor where waits come in bursts; keep persistent_workers=True; move decoding or augmentation to the device, or cache the prepared samples.',
    'record one run with num_workers=0 to see what a batch costs',
  ),
  kind(
    'data-other',
    'data',
    'direct',
    'the device waits for input',
    'Load the next batch while this one computes: prefetch in the loader (tf.data prefetch, DALI prefetch_queue_depth), read larger files, cache prepared samples.',
  ),
  kind(
    'communication',
    'communication',
    'direct',
    'collectives run with no compute beside them',
    'Overlap them with the backward pass: DistributedDataParallel with a smaller bucket_cap_mb starts earlier, a larger one sends fewer messages; gradient_as_bucket_view=True; for FSDP set forward_prefetch and backward_prefetch; compress with a bf16 hook.',
    OTHER_RANKS,
  ),
  kind(
    'communication-waiting',
    'communication',
    'direct',
    'collectives wait for ranks that arrive late, with no compute beside them',
    'Mend the late rank, not the network: the ranks view names it and its cause. Give every rank the same work (drop_last=True, DistributedSampler, balanced sequence lengths or embedding shards), and where the late rank changes from step to step, look for its loader, garbage collection or checkpoints.',
  ),
  kind(
    'communication-transfer',
    'communication',
    'direct',
    'collectives move data between ranks that have all arrived, with no compute beside them',
    'Overlap them with the backward pass: DistributedDataParallel with a smaller bucket_cap_mb starts earlier, a larger one sends fewer messages; for FSDP set forward_prefetch and backward_prefetch; compress with a bf16 hook. Across hosts check that the fast network is used (NCCL_DEBUG=INFO, NCCL_IB_HCA).',
  ),
  kind(
    'hostcomm',
    'hostcomm',
    'direct',
    'the host sits in a collective, barrier or rendezvous of its own',
    'Drop barriers that guard nothing, use the device backend (nccl) instead of gloo for tensors on the device, and create process groups once before the loop.',
    OTHER_RANKS,
  ),
  kind(
    'copy-pageable',
    'copy',
    'direct',
    'the device waits for copies from pageable host memory',
    'Set pin_memory=True in the DataLoader and copy with .to(device, non_blocking=True); prefetch the next batch on a stream of its own.',
  ),
  kind(
    'copy-htod',
    'copy',
    'direct',
    'the device waits for copies from the host',
    'Copy the next batch on a stream of its own with non_blocking=True while this one computes; send smaller types (uint8 images, normalised on the device).',
  ),
  kind(
    'copy-dtoh',
    'copy',
    'direct',
    'the device waits for copies to the host',
    'Copy results back rarely and with non_blocking=True into pinned memory; keep metrics on the device and read them every n steps.',
  ),
  kind(
    'copy-other',
    'copy',
    'direct',
    'copies within or between devices, or fills, run with no compute beside them',
    'Avoid copies that change layout (channels_last from the start, contiguous inputs); use zero_grad(set_to_none=True) instead of filling gradients with zeros.',
  ),
  kind(
    'sync-item',
    'sync',
    'direct',
    'the host reads a device value (.item(), a comparison, a print) and launches nothing meanwhile',
    'Remove .item(), .cpu() and data-dependent branches from the loop; collect losses on the device and read them every n steps.',
    STACKS,
  ),
  kind(
    'sync-copy',
    'sync',
    'direct',
    'the host sits in a blocking copy and launches nothing meanwhile',
    'Copy with non_blocking=True from pinned memory (pin_memory=True), so that the host can run ahead.',
    STACKS,
  ),
  kind(
    'sync-call',
    'sync',
    'direct',
    'the host waits in a synchronising call and launches nothing meanwhile',
    'Remove torch.cuda.synchronize() and other waits from the loop; where a wait is needed, use an event (torch.cuda.Event) or stream.wait_stream.',
    STACKS,
  ),
  kind(
    'launch',
    'launch',
    'direct',
    'the host runs framework ops too slowly to feed the device (launch-bound)',
    "Use torch.compile(mode='reduce-overhead') or CUDA graphs, fused or foreach optimizers (fused=True), larger batches, fewer small ops.",
  ),
  kind(
    'launch-decode',
    'launch',
    'direct',
    'the host launches the kernels of a decoding step too slowly to feed the device (launch-bound decode)',
    "Capture the decode step in a CUDA graph (torch.compile(mode='reduce-overhead'), or the server's graph mode), decode larger batches, keep sampling and stop checks on the device.",
  ),
  kind(
    'host',
    'host',
    'indirect',
    'the host runs code that the trace does not name: Python or your own',
    'Find it with with_stack=True; move logging, metrics and checks out of the loop; torch.compile takes Python out of the step.',
    STACKS,
  ),
  kind(
    'queue-behind',
    'queue',
    'indirect',
    'the next device work is launched but does not start, and the host itself is blocked until the device is done: the device works on something that this trace does not hold, or waits for another stream or device',
    'Start recording earlier (schedule(wait=1, warmup=2)) so that the work before the window is in the trace, and record every process that uses the device.',
    'record from an idle device on: synchronise before the profiler starts',
  ),
  kind(
    'queue',
    'queue',
    'indirect',
    'the next device work is launched but has not started: launch latency, or it waits for another stream',
    'Fewer, larger kernels hide launch latency (CUDA graphs, torch.compile); check stream.wait_event calls that order streams more than needed.',
    'record cuda_sync rows (newer PyTorch writes them): they say what a stream waits for',
  ),
  kind(
    'checkpoint',
    'checkpoint',
    'direct',
    'the host saves, loads or logs',
    'Save less often or asynchronously (torch.distributed.checkpoint.async_save), and to local storage first.',
  ),
  kind(
    'evaluation',
    'checkpoint',
    'direct',
    'the host evaluates, and keeps the device waiting meanwhile',
    'Evaluate less often or on fewer batches, without gradients (torch.inference_mode), with batches loaded ahead; keep metrics on the device and read them once at the end.',
  ),
  kind(
    'compile',
    'compile',
    'direct',
    'code is captured, compiled, loaded or autotuned',
    'Warm up before measuring; avoid recompiles (dynamic=True or padded shapes); keep the compile cache (TORCHINDUCTOR_CACHE_DIR, FX graph cache) and load modules eagerly (CUDA_MODULE_LOADING=EAGER).',
  ),
  kind(
    'allocator',
    'allocator',
    'direct',
    'memory is allocated, freed or pinned',
    'Avoid torch.cuda.empty_cache() in the loop; set PYTORCH_CUDA_ALLOC_CONF=expandable_segments:True; reuse pinned buffers; keep shapes constant.',
  ),
  kind(
    'gc',
    'gc',
    'direct',
    'Python collects garbage',
    'Call gc.disable() before the loop (or gc.freeze() after setting up) and gc.collect() at a point of your choice, on all ranks at once.',
  ),
  kind(
    'profiler',
    'profiler',
    'direct',
    'the profiler itself works: a run without it is faster by as much',
    'Record with fewer options (no with_stack, record_shapes or profile_memory) and after a warm-up (schedule(warmup=1)).',
  ),
  kind(
    'unknown',
    'unknown',
    'indirect',
    'the device is idle and the launch of its next work is not in the trace',
    'Record the host too (ProfilerActivity.CPU), over the whole window and without sampling.',
    'record host activity beside device activity',
  ),
] as const;

export type FindingKindId = (typeof FINDING_KINDS)[number]['id'];
