import { callCollector } from '../base/give-back.ts';
import { createEngine } from './create-engine.ts';
import { type EngineReply, type EngineRequest, type EngineSample } from './protocol.ts';
import { serveRequests } from './serve-requests.ts';
import { startScanWorker, startUnpackWorker } from './start-scan-worker.ts';
import { packReply } from './transfer.ts';
import { warmUp } from './warm-up.ts';

function post(reply: EngineReply): void {
  const { message, transfer } = packReply(reply);
  self.postMessage(message, { transfer });
  if (reply.kind === 'replay-ready') callCollector();
}

const serve = serveRequests(createEngine(startScanWorker, undefined, startUnpackWorker), post);
/** Ends with the first request: whoever is quicker than the warm-up is served cold. */
const warming = new AbortController();

self.onmessage = ({ data }: MessageEvent<EngineRequest>) => {
  warming.abort();
  void serve(data);
};

// A request that waits already is served first.
setTimeout(() => {
  const give = (sample: EngineSample): void => {
    post({ kind: 'sample', id: 0, sample });
    // While rounds are to come: a collection throws away compiled code, too.
    callCollector();
  };
  // What a warm-up cannot do, the first trace will tell.
  warmUp(createEngine, warming.signal, give).catch(() => undefined);
});
