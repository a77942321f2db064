import { nextTask } from '../base/next-task.ts';
import { type Engine } from './create-engine.ts';
import { type EngineReply, type EngineSample } from './protocol.ts';
import { giveBackAllBut, packReply } from './transfer.ts';
import { warmTrace } from './warm-trace.ts';

/** What a round does. Opening is what whoever drops a file waits for; a prepared trace is what the page rehearses with, so it comes early. */
const ROUNDS = ['open', 'prepare', 'open', 'open'] as const;

/**
 * Opens a small made-up trace a few times, once makes it ready for replays, so that the first real one meets compiled code and
 * a compiled kernel. `give` gets the one that is ready, and owns it. Stops at the next pause once the signal says so; what it has
 * warmed by then stays warm.
 */
export async function warmUp(
  makeEngine: () => Engine,
  signal: AbortSignal,
  give: (sample: EngineSample) => void,
): Promise<void> {
  const sources = [{ kind: 'blob', name: 'warm-up', blob: warmTrace() }] as const;
  for (const round of ROUNDS) {
    if (signal.aborted) return;
    const engine = makeEngine();
    const opening = await lastOf(engine.run({ kind: 'open', id: 0, sources }, signal), signal);
    if (round === 'open') {
      free(engine, opening);
      continue;
    }
    if (opening?.kind !== 'opened') return;
    const preparing = await lastOf(engine.run({ kind: 'prepare', id: 0 }, signal), signal);
    if (preparing?.kind !== 'replay-ready') return;
    const sample = { opened: opening.opened, ready: preparing.ready };
    engine.forget(sample);
    give(sample);
  }
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
