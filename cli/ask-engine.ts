import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type FailureCode } from '../src/base/failure.ts';
import { fail, ok, type Result } from '../src/base/result.ts';
import { inEnglish } from '../src/base/say.ts';
import { createEngine, type Engine } from '../src/engine/create-engine.ts';
import {
  type EngineReply,
  type EngineRequest,
  type EngineSource,
  type OpenedTrace,
  type OpenOptions,
  type ReplayedTrace,
  type ReplayReady,
} from '../src/engine/protocol.ts';
import { type LoadChoice } from '../src/model/timeline.ts';
import { readUserPatterns, type UserPattern } from '../src/ledger/user-patterns.ts';
import { type Attribution, type LeverState, type Scenario } from '../src/replay/scenario.ts';
import { type RunOptions } from './arguments.ts';
import { unreadable, userFolder } from './open-files.ts';

/** What the user says about a run, with the patterns of the file that holds them. */
export async function openOptions({
  patternsFile,
  stepPattern,
  gpusPerHost,
  rankNumbers,
}: RunOptions): Promise<Result<OpenOptions>> {
  const patterns = patternsFile === undefined ? ok(undefined) : await readPatterns(patternsFile);
  if (!patterns.ok) return patterns;
  return ok({ stepPattern, gpusPerHost, rankNumbers, patterns: patterns.value });
}

/** The user's patterns from a JSON file. */
async function readPatterns(path: string): Promise<Result<readonly UserPattern[]>> {
  let text: string;
  try {
    text = await readFile(resolve(userFolder(), path), 'utf8');
  } catch {
    return fail(unreadable(`There is no file ${path} that can be read.`));
  }
  try {
    const parsed: unknown = JSON.parse(text);
    return readUserPatterns(parsed);
  } catch {
    return fail({ code: 'bad-arguments', userMessage: `${path} is no JSON.` });
  }
}

/** Failures of the engine that are its own fault: they throw, so that the exit code says so. */
const BUGS: readonly FailureCode[] = ['internal'];

/** The reply that ends a request; `failed` as a Result. */
export async function lastReply(
  engine: Engine,
  request: Exclude<EngineRequest, { kind: 'cancel' }>,
): Promise<Result<EngineReply>> {
  let last: EngineReply | undefined;
  for await (const reply of engine.run(request, new AbortController().signal)) last = reply;
  if (last === undefined) throw new Error('the engine gave no answer');
  if (last.kind !== 'failed') return ok(last);
  if (BUGS.includes(last.failure.code))
    throw new Error(`${inEnglish(last.failure.userMessage)} ${last.failure.detail ?? ''}`);
  return fail(last.failure);
}

/** An engine that holds the trace it gave. */
export interface Held {
  readonly engine: Engine;
  readonly opened: OpenedTrace;
}

type Reply<Kind extends EngineReply['kind']> = Extract<EngineReply, { readonly kind: Kind }>;

const isOfKind = <Kind extends EngineReply['kind']>(reply: EngineReply, kind: Kind): reply is Reply<Kind> =>
  reply.kind === kind;

/** The reply of the kind that such a request ends with; `failed` as a Result. */
async function answer<Kind extends EngineReply['kind']>(
  engine: Engine,
  request: Exclude<EngineRequest, { kind: 'cancel' }>,
  kind: Kind,
): Promise<Result<Reply<Kind>>> {
  const reply = await lastReply(engine, request);
  if (!reply.ok) return reply;
  if (!isOfKind(reply.value, kind)) throw new Error(`the engine answered ${reply.value.kind}, not ${kind}`);
  return ok(reply.value);
}

/** Opens files in an engine of their own. */
export async function openTrace(
  sources: readonly EngineSource[],
  options: OpenOptions,
  load: LoadChoice | undefined,
): Promise<Result<Held>> {
  const engine = createEngine();
  const reply = await answer(engine, { kind: 'open', id: 1, sources, options, load }, 'opened');
  return reply.ok ? ok({ engine, opened: reply.value.opened }) : reply;
}

/** Makes the held trace ready for replays. */
export async function prepareReplay({ engine }: Held): Promise<Result<ReplayReady>> {
  const reply = await answer(engine, { kind: 'prepare', id: 2 }, 'replay-ready');
  return reply.ok ? ok(reply.value.ready) : reply;
}

/** Replays a scenario on the held trace. */
export async function replayScenario({ engine }: Held, scenario: Scenario): Promise<Result<ReplayedTrace>> {
  const reply = await answer(engine, { kind: 'replay', id: 3, scenario }, 'replayed');
  return reply.ok ? ok(reply.value.replayed) : reply;
}

/** Every lever alone, with what the user knows of the run. */
export async function toldLevers({ engine }: Held, scenario: Scenario): Promise<Result<readonly LeverState[]>> {
  const reply = await answer(engine, { kind: 'levers', id: 4, scenario }, 'levers-told');
  return reply.ok ? ok(reply.value.levers) : reply;
}

/** Shares the step of the held trace out to classes. */
export async function attributeStep({ engine }: Held): Promise<Result<Attribution>> {
  const reply = await answer(engine, { kind: 'attribute', id: 5 }, 'attributed');
  return reply.ok ? ok(reply.value.attribution) : reply;
}
