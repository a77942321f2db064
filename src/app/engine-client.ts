import { type Failure } from '../base/failure.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { say } from '../base/say.ts';
import {
  type EngineReply,
  type EngineRequest,
  type EngineSample,
  type EngineSource,
  type OpenOptions,
  type OpenedTrace,
  type ReplayedTrace,
  type ReplayReady,
  type TraceOutline,
} from '../engine/protocol.ts';
import { type ExcerptChoice, type ExcerptFile } from '../engine/excerpt.ts';
import { type PackedRun } from '../engine/pack-run.ts';
import { type LoadChoice } from '../model/timeline.ts';
import { type Attribution, type LeverState, type Scenario } from '../replay/scenario.ts';
import { type LoadProgress } from './session.ts';

/** A request under way. `done` never rejects; after `cancel` it is the failure `cancelled`, at once. */
export interface EngineCall<T> {
  readonly done: Promise<Result<T>>;
  readonly cancel: () => void;
}

/** A request for the trace to work with. Until `accept` the engine holds what was open before; `cancel` leaves it at that. */
export interface OpenCall extends EngineCall<OpenedTrace> {
  /** The page shows the answer: from now on requests are about it. */
  readonly accept: () => void;
}

/** The page's side of the worker. */
export interface EngineClient {
  /** A small made-up run, once the worker has warmed itself with it; never where a request came before. */
  readonly sample: Promise<EngineSample>;
  /** Starts the worker before it is needed, so that it is warm when a trace comes. */
  readonly start: () => void;
  readonly open: (
    sources: readonly EngineSource[],
    onProgress: (progress: LoadProgress) => void,
    options?: OpenOptions,
    load?: LoadChoice,
    soFar?: boolean,
  ) => OpenCall;
  /** Lists the steps of files, so that some can be chosen. */
  readonly outline: (
    sources: readonly EngineSource[],
    onProgress: (progress: LoadProgress) => void,
    options?: OpenOptions,
  ) => EngineCall<TraceOutline>;
  /** A second run, read while the open one stays. */
  readonly compare: (
    sources: readonly EngineSource[],
    onProgress: (progress: LoadProgress) => void,
    options?: OpenOptions,
    load?: LoadChoice,
  ) => EngineCall<OpenedTrace>;
  /** What is open, accounted anew with other options. */
  readonly account: (options: OpenOptions) => OpenCall;
  /** Makes the open trace ready for replays. */
  readonly prepare: () => EngineCall<ReplayReady>;
  readonly replay: (scenario: Scenario) => EngineCall<ReplayedTrace>;
  /** The levers anew, with what the user tells; all their curves. */
  readonly levers: (scenario: Scenario) => EngineCall<readonly LeverState[]>;
  /** What the step waits for, class by class. */
  readonly attribute: () => EngineCall<Attribution>;
  /** The JSON text of one event. */
  readonly readEvent: (
    file: number,
    offset: number,
    byteLength: number,
    onProgress?: (progress: LoadProgress) => void,
  ) => EngineCall<string>;
  /** A part of what is open as traces of its own. */
  readonly excerpt: (choice: ExcerptChoice) => EngineCall<readonly ExcerptFile[]>;
  /** The open run, or a part of it, as packed files that open by themselves. */
  readonly pack: (choice: ExcerptChoice | undefined) => EngineCall<PackedRun>;
  /** Called when the worker died and took the open trace with it. The next request starts a fresh one. */
  readonly onCrash: (listener: (failure: Failure) => void) => void;
  readonly dispose: () => void;
}

/** As much of a Worker as is used here. */
export interface WorkerLike {
  postMessage: (message: EngineRequest) => void;
  terminate: () => void;
  onmessage: ((event: MessageEvent<EngineReply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
}

type Question = Exclude<EngineRequest, { kind: 'cancel' } | { kind: 'accept' }>;

interface Waiting {
  readonly message: Question;
  readonly settle: (reply: Exclude<EngineReply, { kind: 'progress' | 'sample' }>) => void;
  readonly progress: (progress: LoadProgress) => void;
}

const CANCELLED: Failure = { code: 'cancelled', userMessage: say`Cancelled.` };
/** Requests that need nothing of what is open. */
const STANDS_ALONE: readonly EngineRequest['kind'][] = ['open', 'outline', 'compare'];
/** A worker that was told to give something up and says nothing for this long is ended. */
const SILENT_MS = 6000;
const SILENT: Failure = {
  code: 'internal',
  userMessage: say`The part of Whystall that reads traces did not answer and was started anew.`,
  hint: say`What was open has to be read again.`,
};
const WRONG_REPLY: Failure = { code: 'internal', userMessage: say`The engine answered another question.` };

/** Cores of this machine as far as the platform tells; Node 20 does not. */
const coresHere = (): number | undefined => globalThis.navigator?.hardwareConcurrency;

const startWorker = (): WorkerLike =>
  new Worker(new URL('../engine/engine.worker.ts', import.meta.url), { type: 'module' });

/**
 * Speaks with one worker, started with the first request. A newer request of a kind settles the older one as
 * `cancelled`. A worker that dies settles everything as `internal`.
 */
export function createEngineClient(makeWorker: () => WorkerLike = startWorker): EngineClient {
  let worker: WorkerLike | undefined;
  let giveSample: (sample: EngineSample) => void = () => undefined;
  const sample = new Promise<EngineSample>((resolve) => (giveSample = resolve));
  let nextId = 1;
  const waiting = new Map<number, Waiting>();
  const crashListeners: ((failure: Failure) => void)[] = [];

  const settle = (id: number, reply: Exclude<EngineReply, { kind: 'progress' | 'sample' }>): void => {
    const entry = waiting.get(id);
    waiting.delete(id);
    entry?.settle(reply);
  };

  const crash = (detail: string): void => {
    const failure: Failure = {
      code: 'internal',
      userMessage: say`The part of Whystall that reads traces stopped.`,
      hint: say`Open the trace again. A very large trace can run out of the memory that a browser allows a page.`,
      detail,
    };
    heard();
    worker?.terminate();
    worker = undefined;
    for (const id of [...waiting.keys()]) settle(id, { kind: 'failed', id, failure });
    for (const listener of crashListeners) listener(failure);
  };

  let silence: ReturnType<typeof setTimeout> | undefined;
  const heard = (): void => {
    clearTimeout(silence);
    silence = undefined;
  };

  /** Ends a worker that goes on computing what nobody waits for; what needs nothing of it is asked of a fresh one. */
  const startAnew = (): void => {
    silence = undefined;
    worker?.terminate();
    worker = undefined;
    for (const [id, { message }] of [...waiting])
      if (!STANDS_ALONE.includes(message.kind)) settle(id, { kind: 'failed', id, failure: SILENT });
    for (const listener of crashListeners) listener(SILENT);
    for (const { message } of waiting.values()) running().postMessage(message);
  };
  const expectWord = (): void => void (silence ??= setTimeout(startAnew, SILENT_MS));

  const running = (): WorkerLike => {
    if (worker !== undefined) return worker;
    const fresh = makeWorker();
    fresh.onmessage = ({ data }) => {
      if (worker !== fresh) return;
      heard();
      if (data.kind === 'sample') giveSample(data.sample);
      else if (data.kind === 'progress') waiting.get(data.id)?.progress(data);
      else settle(data.id, data);
    };
    fresh.onerror = (event) => {
      if (worker === fresh) crash(event.message || 'the worker reported an error without a message');
    };
    fresh.onmessageerror = () => {
      if (worker === fresh) crash('a message of the worker could not be read');
    };
    worker = fresh;
    return fresh;
  };

  function supersede(older: number, by: EngineRequest['kind']): void {
    settle(older, { kind: 'failed', id: older, failure: CANCELLED });
    if (by === 'open' || by === 'outline') expectWord();
  }

  function ask<T>(
    request: (id: number) => Question,
    pick: (reply: EngineReply) => T | undefined,
    progress: (progress: LoadProgress) => void = () => undefined,
  ): EngineCall<T> & { readonly accept: () => void } {
    const id = nextId++;
    const message = request(id);
    for (const [older, entry] of waiting) {
      if (entry.message.kind === message.kind || message.kind === 'open') supersede(older, message.kind);
    }
    const done = new Promise<Result<T>>((resolve) => {
      waiting.set(id, {
        message,
        progress,
        settle: (reply) => {
          if (reply.kind === 'failed') return resolve(fail(reply.failure));
          const value = pick(reply);
          resolve(value === undefined ? fail(WRONG_REPLY) : ok(value));
        },
      });
    });
    try {
      running().postMessage(message);
    } catch (error) {
      crash(error instanceof Error ? error.message : String(error));
    }
    let isOffer = 'offer' in message && message.offer === true;
    const accept = (): void => {
      if (isOffer) worker?.postMessage({ kind: 'accept', id });
      isOffer = false;
    };
    const cancel = (): void => {
      if (!waiting.has(id) && !isOffer) return;
      isOffer = false;
      worker?.postMessage({ kind: 'cancel', id });
      if (waiting.has(id) && (message.kind === 'open' || message.kind === 'outline')) expectWord();
      settle(id, { kind: 'failed', id, failure: CANCELLED });
    };
    return { done, cancel, accept };
  }

  return {
    sample,
    start: () => void running(),
    open: (sources, onProgress, options, load, soFar = false) =>
      ask(
        (id) => ({
          kind: 'open',
          id,
          sources,
          load,
          soFar,
          offer: true,
          cores: coresHere(),
          ...(options !== undefined && { options }),
        }),
        (reply) => (reply.kind === 'opened' ? reply.opened : undefined),
        onProgress,
      ),
    outline: (sources, onProgress, options) =>
      ask(
        (id) => ({ kind: 'outline', id, sources, cores: coresHere(), ...(options !== undefined && { options }) }),
        (reply) => (reply.kind === 'outlined' ? reply.outline : undefined),
        onProgress,
      ),
    compare: (sources, onProgress, options, load) =>
      ask(
        (id) => ({ kind: 'compare', id, sources, load, cores: coresHere(), ...(options !== undefined && { options }) }),
        (reply) => (reply.kind === 'compared' ? reply.opened : undefined),
        onProgress,
      ),
    account: (options) =>
      ask(
        (id) => ({ kind: 'account', id, options, offer: true }),
        (reply) => (reply.kind === 'opened' ? reply.opened : undefined),
      ),
    prepare: () =>
      ask(
        (id) => ({ kind: 'prepare', id }),
        (reply) => (reply.kind === 'replay-ready' ? reply.ready : undefined),
      ),
    levers: (scenario) =>
      ask(
        (id) => ({ kind: 'levers', id, scenario }),
        (reply) => (reply.kind === 'levers-told' ? reply.levers : undefined),
      ),
    attribute: () =>
      ask(
        (id) => ({ kind: 'attribute', id }),
        (reply) => (reply.kind === 'attributed' ? reply.attribution : undefined),
      ),
    replay: (scenario) =>
      ask(
        (id) => ({ kind: 'replay', id, scenario }),
        (reply) => (reply.kind === 'replayed' ? reply.replayed : undefined),
      ),
    excerpt: (choice) =>
      ask(
        (id) => ({ kind: 'excerpt', id, choice }),
        (reply) => (reply.kind === 'excerpt' ? reply.files : undefined),
      ),
    pack: (choice) =>
      ask(
        (id) => ({ kind: 'pack', id, choice }),
        (reply) => (reply.kind === 'packed' ? reply.packed : undefined),
      ),
    readEvent: (file, offset, byteLength, onProgress) =>
      ask(
        (id) => ({ kind: 'arguments', id, file, offset, byteLength }),
        (reply) => (reply.kind === 'arguments' ? reply.text : undefined),
        onProgress,
      ),
    onCrash: (listener) => crashListeners.push(listener),
    dispose: () => {
      heard();
      worker?.terminate();
      worker = undefined;
      for (const id of [...waiting.keys()]) settle(id, { kind: 'failed', id, failure: CANCELLED });
    },
  };
}
