import { say } from '../base/say.ts';
import { type Engine } from './create-engine.ts';
import { type EngineReply, type EngineRequest } from './protocol.ts';

/** Serves messages of the page: a newer request of a kind cancels the older one of that kind; opening a trace cancels everything. */
export function serveRequests(
  engine: Engine,
  post: (reply: EngineReply) => void,
): (request: EngineRequest) => Promise<void> {
  const running = new Map<EngineRequest['kind'], { readonly id: number; readonly abort: AbortController }>();
  return async (request) => {
    if (request.kind === 'cancel') {
      for (const entry of running.values()) if (entry.id === request.id) entry.abort.abort();
      return;
    }
    for (const [kind, entry] of running) if (kind === request.kind || request.kind === 'open') entry.abort.abort();
    const abort = new AbortController();
    running.set(request.kind, { id: request.id, abort });
    try {
      for await (const reply of engine.run(request, abort.signal)) post(reply);
    } catch (error) {
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      post({
        kind: 'failed',
        id: request.id,
        failure: {
          code: 'internal',
          userMessage: say`Whystall met a bug in itself.`,
          hint: say`Please report it with the text below; the trace was not sent anywhere.`,
          detail,
        },
      });
    }
  };
}
