import { runEngine, type EngineMemory } from './run-engine.ts';
import { type EngineReply, type EngineRequest } from './protocol.ts';

export interface Engine {
  readonly run: (
    request: Exclude<EngineRequest, { kind: 'cancel' }>,
    signal: AbortSignal,
  ) => AsyncGenerator<EngineReply>;
}

/** An engine with its own memory of the last opened trace. Bugs throw; expected failures are `failed` replies. */
export function createEngine(): Engine {
  const memory: EngineMemory = { held: undefined };
  return { run: (request, signal) => runEngine(memory, request, signal) };
}
