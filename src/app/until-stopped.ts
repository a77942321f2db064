import { type Result } from '../base/result.ts';
import { type EngineCall } from './engine-client.ts';

/** The answer to a call, which a signal gives up. */
export function untilStopped<T>({ done, cancel }: EngineCall<T>, signal: AbortSignal | undefined): Promise<Result<T>> {
  if (signal?.aborted === true) cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  return done;
}
