import { type StoreApi } from 'zustand/vanilla';
import { type Failure } from '../base/failure.ts';
import { type OpenedTrace } from '../engine/protocol.ts';
import { type AppState, type NamedBlob } from './app-state.ts';
import { type EngineCall, type EngineClient } from './engine-client.ts';
import { type LoadProgress, type ReadySession } from './session.ts';
import { optionsOf } from './told.ts';

/** A second run beside the open one: the run recorded after a fix. Never part of a link. */
export type Beside =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'loading';
      readonly names: readonly string[];
      readonly against: ReadySession['source'];
      readonly progress: LoadProgress | undefined;
    }
  | {
      readonly kind: 'ready';
      readonly names: readonly string[];
      /** What was open when it was read: beside another run it says nothing. */
      readonly against: ReadySession['source'];
      readonly opened: OpenedTrace;
    }
  | { readonly kind: 'failed'; readonly against: ReadySession['source']; readonly failure: Failure };

export const NOTHING_BESIDE: Beside = { kind: 'none' };

export interface BesideActions {
  /** Reads a second run and holds it beside the open one, which stays open. */
  readonly compareWith: (blobs: readonly NamedBlob[]) => void;
  /** Lets the second run go, or stops reading it. */
  readonly stopComparing: () => void;
}

export function createBeside(
  store: Pick<StoreApi<AppState>, 'getState' | 'setState'>,
  engine: EngineClient,
): BesideActions {
  let running: EngineCall<OpenedTrace> | undefined;
  const stop = (): void => {
    const call = running;
    running = undefined;
    call?.cancel();
  };

  const read = async (blobs: readonly NamedBlob[], session: ReadySession): Promise<void> => {
    stop();
    const names = blobs.map(({ name }) => name);
    const { source: against } = session;
    store.setState({ beside: { kind: 'loading', names, against, progress: undefined } });
    const call = engine.compare(
      blobs.map(({ name, blob }) => ({ kind: 'blob', name, blob })),
      (progress) => {
        if (running === call) store.setState({ beside: { kind: 'loading', names, against, progress } });
      },
      optionsOf(session.told),
    );
    running = call;
    const result = await call.done;
    if (running !== call) return;
    running = undefined;
    store.setState({
      beside: result.ok
        ? { kind: 'ready', names, against, opened: result.value }
        : { kind: 'failed', against, failure: result.failure },
    });
  };

  return {
    compareWith: (blobs) => {
      const { session } = store.getState();
      if (session.phase === 'ready' && blobs.length > 0) void read(blobs, session);
    },
    stopComparing: () => {
      stop();
      store.setState({ beside: NOTHING_BESIDE });
    },
  };
}
