import { type StoreApi } from 'zustand/vanilla';
import { type OpenedTrace } from '../engine/protocol.ts';
import { type AppState } from './app-state.ts';
import { type Attributing, NOT_ATTRIBUTED } from './attributing-state.ts';
import { type EngineClient } from './engine-client.ts';

/** Shares the step of the open trace out to classes. */
export function createAttributing(
  store: Pick<StoreApi<AppState>, 'getState' | 'setState'>,
  engine: EngineClient,
): { readonly attribute: () => void } {
  const ask = async (of: OpenedTrace): Promise<void> => {
    store.setState({ attributing: { kind: 'asked', of } });
    const result = await engine.attribute().done;
    const { attributing } = store.getState();
    if (attributing.kind === 'none' || attributing.of !== of) return;
    // Another trace was opened meanwhile, and may yet be given up again.
    if (!result.ok && result.failure.code === 'cancelled') return store.setState({ attributing: NOT_ATTRIBUTED });
    store.setState({
      attributing: result.ok
        ? { kind: 'told', of, attribution: result.value }
        : { kind: 'failed', of, failure: result.failure },
    });
  };
  return {
    attribute: () => {
      const { session, attributing } = store.getState();
      if (session.phase !== 'ready') return;
      const { opened } = session;
      if (attributing.kind === 'none' || attributing.of !== opened || attributing.kind === 'failed') void ask(opened);
    },
  };
}

/** What is known of the open trace. */
export function selectAttributing({ attributing, session }: AppState): Attributing {
  if (attributing.kind === 'none' || session.phase !== 'ready') return NOT_ATTRIBUTED;
  return attributing.of === session.opened ? attributing : NOT_ATTRIBUTED;
}
