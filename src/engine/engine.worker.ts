import { say } from '../base/say.ts';
import { createEngine } from './create-engine.ts';
import { type EngineReply, type EngineRequest } from './protocol.ts';
import { startScanWorker, startUnpackWorker } from './start-scan-worker.ts';
import { packReply } from './transfer.ts';
import { warmUp } from './warm-up.ts';

/** A newer request of a kind cancels the older one of that kind; opening a trace cancels everything. */
const engine = createEngine(startScanWorker, undefined, startUnpackWorker);
const running = new Map<EngineRequest['kind'], { id: number; abort: AbortController }>();
/** Ends with the first request: whoever is quicker than the warm-up is served cold. */
const warming = new AbortController();

function post(reply: EngineReply): void {
  const { message, transfer } = packReply(reply);
  self.postMessage(message, { transfer });
}

self.onmessage = async ({ data }: MessageEvent<EngineRequest>) => {
  warming.abort();
  if (data.kind === 'cancel') {
    for (const entry of running.values()) if (entry.id === data.id) entry.abort.abort();
    return;
  }
  for (const [kind, entry] of running) if (kind === data.kind || data.kind === 'open') entry.abort.abort();
  const abort = new AbortController();
  running.set(data.kind, { id: data.id, abort });
  try {
    for await (const reply of engine.run(data, abort.signal)) post(reply);
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    post({
      kind: 'failed',
      id: data.id,
      failure: {
        code: 'internal',
        userMessage: say`Whystall met a bug in itself.`,
        hint: say`Please report it with the text below; the trace was not sent anywhere.`,
        detail,
      },
    });
  }
};

// A request that waits already is served first.
setTimeout(async () => {
  const sample = await warmUp(createEngine, warming.signal).catch(() => undefined);
  if (sample !== undefined) post({ kind: 'sample', id: 0, sample });
});
