import { nextTask } from '../base/next-task.ts';
import { type Engine } from './create-engine.ts';
import { type EngineReply, type EngineSample } from './protocol.ts';
import { giveBackAllBut, packReply } from './transfer.ts';
import { warmTrace } from './warm-trace.ts';

/** The first rounds only open the trace, which whoever drops a file waits for; the others prepare, too. */
const OPENING_ROUNDS = 2;
const ROUNDS = 2;

/**
 * Opens a small made-up trace a few times, at last makes it ready for replays, so that the first real one meets compiled code and
 * a compiled kernel. Gives the last of them. Stops at the next pause once the signal says so, with `undefined`; what it has
 * warmed by then stays warm.
 */
export async function warmUp(
  makeEngine: () => Engine,
  signal: AbortSignal,
  rounds = ROUNDS,
): Promise<EngineSample | undefined> {
  const sources = [{ kind: 'blob', name: 'warm-up', blob: warmTrace() }] as const;
  for (let round = 0; round < OPENING_ROUNDS && !signal.aborted; round++) {
    const engine = makeEngine();
    const opening = await lastOf(engine.run({ kind: 'open', id: 0, sources }, signal), signal);
    free(engine, opening);
  }
  let sample: EngineSample | undefined;
  for (let round = 0; round < rounds && !signal.aborted; round++) {
    const engine = makeEngine();
    const opening = await lastOf(engine.run({ kind: 'open', id: 0, sources }, signal), signal);
    if (opening?.kind !== 'opened') return undefined;
    const preparing = await lastOf(engine.run({ kind: 'prepare', id: 0 }, signal), signal);
    if (preparing?.kind !== 'replay-ready') return undefined;
    giveBackAllBut(sample, undefined);
    sample = { opened: opening.opened, ready: preparing.ready };
    engine.forget(sample);
  }
  return signal.aborted ? undefined : sample;
}

/** Memory that waited for the garbage collector would be there beside that of the first real trace. */
function free(engine: Engine, opening: EngineReply | undefined): void {
  engine.forget();
  giveBackAllBut(opening, undefined);
}

/** The last reply, each packed as for the page; undefined where the signal came before it. */
async function lastOf(replies: AsyncGenerator<EngineReply>, signal: AbortSignal): Promise<EngineReply | undefined> {
  let last: EngineReply | undefined;
  for await (const reply of replies) {
    last = packReply(reply).message;
    await nextTask();
    if (signal.aborted) return undefined;
  }
  return last;
}
