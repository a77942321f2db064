import { type EngineMemory } from './engine-memory.ts';
import { runEngine } from './run-engine.ts';
import { type MakeScanWorker } from './scan-pool.ts';
import { type MakeUnpackWorker } from './unpack-beside.ts';
import { type EngineReply, type EngineRequest } from './protocol.ts';
import { giveBackAllBut } from './transfer.ts';

export interface Engine {
  readonly run: (
    request: Exclude<EngineRequest, { kind: 'cancel' }>,
    signal: AbortSignal,
  ) => AsyncGenerator<EngineReply>;
  /** Closes what is open, and frees its memory but for what is `kept`. Replies that share memory with it are empty then. */
  readonly forget: (kept?: unknown) => void;
}

/**
 * An engine with its own memory of the last opened trace. Bugs throw; expected failures are `failed` replies. With
 * `makeScanWorker`, several files, or parts of a large one, are scanned at once where the request tells of cores for that; with
 * `makeUnpackWorker`, a large packed file is unpacked beside the scan.
 */
export function createEngine(
  makeScanWorker?: MakeScanWorker,
  leastPartBytes?: number,
  makeUnpackWorker?: MakeUnpackWorker,
): Engine {
  const memory: EngineMemory = { held: undefined, makeScanWorker, makeUnpackWorker, leastPartBytes };
  return {
    run: (request, signal) => runEngine(memory, request, signal),
    forget: (kept) => {
      giveBackAllBut(memory.held?.owned(), kept);
      memory.held = undefined;
    },
  };
}
