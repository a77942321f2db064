/** A kind of layer: which framework ops and autograd node stand for it in the trace (see `op-names.ts`). */
export type OpKind = 'conv2d' | 'batch_norm' | 'relu' | 'linear' | 'layer_norm' | 'attention' | 'embedding';

export interface LayerJob {
  readonly op: OpKind;
  /** Durations of the kernels of the forward and the backward pass, microseconds; each is one launch. */
  readonly forwardUs: readonly number[];
  readonly backwardUs: readonly number[];
}

export interface LoaderJob {
  /** 0: the main thread loads. */
  readonly workers: number;
  /** Batches in flight for each worker. */
  readonly prefetch: number;
  /** Storage, then CPU work, for one batch. */
  readonly fetchUs: number;
  readonly prepUs: number;
  /** Each batch takes (fetch + prep) x [1 - jitter, 1 + jitter). */
  readonly jitter: number;
  /** Main-thread time to take a batch over from a worker; 0 workers have none. */
  readonly handlingUs: number;
  /** Every n-th batch (n = slowEvery, at position n / 2) takes slowFactor times as long; 0 means none does. */
  readonly slowEvery: number;
  readonly slowFactor: number;
}

export interface HostJob {
  /** Python once a step, before the first op: untraced. */
  readonly stepUs: number;
  /** Python after each op: untraced. */
  readonly pythonUs: number;
  /** Framework time inside an op before each launch. */
  readonly thinkUs: number;
  /** A launch call's own time. */
  readonly launchUs: number;
  /** From the start of the launch call to the earliest start of its device work. */
  readonly latencyUs: number;
  /** From one host thread to the other (main and autograd). */
  readonly handoffUs: number;
  /** From the end of the awaited device work to the return of a synchronising call. */
  readonly syncReturnUs: number;
}

export interface InputJob {
  readonly bytes: number;
  readonly bandwidthGBps: number;
  /** Pinned: the copy is asynchronous. Pageable: the call blocks until the copy is done. */
  readonly pinned: boolean;
}

export interface CollectivesJob {
  /** Gradient buckets, of the same size but for the first, over the layers in backward order; at most one a layer. */
  readonly buckets: number;
  /** Bytes of all gradients together. */
  readonly bytes: number;
  readonly bandwidthGBps: number;
  /** One hop of the ring. */
  readonly latencyUs: number;
  /** On a stream of their own, behind event waits; else on the compute stream. */
  readonly overlapped: boolean;
  /** Bytes of the first bucket, which DDP keeps small so that it starts early; absent: as large as the others. */
  readonly firstBytes?: number;
  /** Gradient accumulation: buckets are exchanged in every n-th step only, counted from the first; absent: in each. */
  readonly everySteps?: number;
}

/** A pipeline of as many stages as there are ranks, all with the job's layers. Micro-batches and chunks share the step's work: each kernel takes its part. */
export interface PipelineJob {
  readonly microbatches: number;
  /** All forwards and then all backwards, or one of each in turn after p - s - 1 forwards of stage s. */
  readonly order: 'gpipe' | '1f1b';
  /** Shorter pieces of the model that each stage holds, so that a micro-batch goes round the stages as often; absent: one. */
  readonly chunks?: number;
  /** What crosses each border between stages in a step, each way. */
  readonly bytes: number;
  readonly bandwidthGBps: number;
  readonly latencyUs: number;
}

/** One rank is late by `extraUs` every step: its loader (each batch) or its device (spread over the forward kernels). */
export interface StragglerJob {
  readonly rank: number;
  readonly extraUs: number;
  readonly what: 'data' | 'compute';
}

/** A training run to simulate: plain data. Times are microseconds. */
export interface Job {
  readonly seed: number;
  readonly ranks: number;
  /** Steps recorded, after `warmupSteps` that are simulated but not recorded (the loader's queue needs them to settle). */
  readonly steps: number;
  readonly warmupSteps: number;
  readonly loader: LoaderJob | undefined;
  readonly host: HostJob;
  readonly layers: readonly LayerJob[];
  /** Durations of the optimizer's kernels. */
  readonly optimizerUs: readonly number[];
  readonly input: InputJob | undefined;
  readonly collectives: CollectivesJob | undefined;
  /** Ranks are the stages of a pipeline; absent: each trains the whole model. */
  readonly pipeline?: PipelineJob;
  readonly straggler: StragglerJob | undefined;
  /** A launch call returns only when the device work this many launches before it has ended. */
  readonly launchQueue: number;
  /** `loss.item()` at the end of each step: a copy to the host and a stream synchronise. */
  readonly itemEachStep: boolean;
  readonly kernelJitter: number;
  readonly hostJitter: number;
  /** Random draws come back every n steps, and those of batches every n batches: however long the run, its steps are those n; absent: never. */
  readonly repeatSteps?: number;
}

/** The step or batch whose draws `index` takes. */
export const drawnAs = (job: Job, index: number): number =>
  job.repeatSteps === undefined ? index : index % job.repeatSteps;

/** A job of one rank in which every cost is zero: tests and examples state what differs. */
export const EMPTY_JOB: Job = {
  seed: 1,
  ranks: 1,
  steps: 1,
  warmupSteps: 0,
  loader: undefined,
  host: { stepUs: 0, pythonUs: 0, thinkUs: 0, launchUs: 0, latencyUs: 0, handoffUs: 0, syncReturnUs: 0 },
  layers: [],
  optimizerUs: [],
  input: undefined,
  collectives: undefined,
  straggler: undefined,
  launchQueue: 1024,
  itemEachStep: false,
  kernelJitter: 0,
  hostJitter: 0,
};
