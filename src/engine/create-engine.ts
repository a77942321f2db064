import { runEngine, type EngineMemory } from './run-engine.ts';
import { type MakeScanWorker } from './scan-pool.ts';
import { type EngineReply, type EngineRequest } from './protocol.ts';

export interface Engine {
  readonly run: (
    request: Exclude<EngineRequest, { kind: 'cancel' }>,
    signal: AbortSignal,
  ) => AsyncGenerator<EngineReply>;
}

/**
 * An engine with its own memory of the last opened trace. Bugs throw; expected failures are `failed` replies. With
 * `makeScanWorker`, several files, or parts of a large one, are scanned at once where the request tells of cores for that.
 */
export function createEngine(makeScanWorker?: MakeScanWorker, leastPartBytes?: number): Engine {
  const memory: EngineMemory = { held: undefined, makeScanWorker, leastPartBytes };
  return { run: (request, signal) => runEngine(memory, request, signal) };
}
