import { type ScanWorkerLike } from './scan-pool.ts';
import { type UnpackWorkerLike } from './unpack-beside.ts';

/** A scan worker of its own; undefined where none can be started: in the command line, and in browsers without nested workers. */
export function startScanWorker(): ScanWorkerLike | undefined {
  if (typeof Worker === 'undefined') return undefined;
  try {
    return new Worker(new URL('./scan.worker.ts', import.meta.url), { type: 'module' });
  } catch {
    return undefined;
  }
}

/** A worker that unpacks one file; undefined where none can be started. */
export function startUnpackWorker(): UnpackWorkerLike | undefined {
  if (typeof Worker === 'undefined') return undefined;
  try {
    return new Worker(new URL('./unpack.worker.ts', import.meta.url), { type: 'module' });
  } catch {
    return undefined;
  }
}
