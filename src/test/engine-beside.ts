import { type WorkerLike } from '../app/engine-client.ts';
import { createEngine } from '../engine/create-engine.ts';
import { type EngineReply } from '../engine/protocol.ts';
import { serveRequests } from '../engine/serve-requests.ts';
import { packReply } from '../engine/transfer.ts';

/** The real engine behind messages that take a task each way, as in a worker; `onPost` sees each reply as it sets out. */
export function engineBeside(onPost: (reply: EngineReply) => void = () => undefined): WorkerLike {
  const worker: WorkerLike = {
    postMessage: (message) => void setTimeout(() => void serve(message)),
    terminate: () => undefined,
    onmessage: null,
    onerror: null,
    onmessageerror: null,
  };
  const serve = serveRequests(createEngine(), (reply) => {
    const { message, transfer } = packReply(reply);
    const data = structuredClone(message, { transfer });
    setTimeout(() => worker.onmessage?.(new MessageEvent('message', { data })));
    onPost(reply);
  });
  return worker;
}
