import { type StoreApi } from 'zustand/vanilla';
import { at } from '../base/at.ts';
import { type AppState } from './app-state.ts';
import { type EngineCall, type EngineClient } from './engine-client.ts';
import { selectSelectedEvent } from './selectors.ts';

/** Fetches the JSON text of the selected event; a newer selection wins. `stop` gives it up, and leaves the event selected. */
export function createEventDetails(
  store: Pick<StoreApi<AppState>, 'getState' | 'setState'>,
  engine: EngineClient,
): { readonly follow: () => void; readonly stop: () => void } {
  let running: EngineCall<string> | undefined;

  const fetchText = async (file: number, offset: number, byteLength: number): Promise<void> => {
    store.setState({ details: { kind: 'loading' } });
    const call = engine.readEvent(file, offset, byteLength, ({ bytesRead, bytesTotal }) => {
      if (running === call) store.setState({ details: { kind: 'loading', share: bytesRead / bytesTotal } });
    });
    running = call;
    const result = await call.done;
    if (running !== call) return;
    running = undefined;
    store.setState({
      details: result.ok ? { kind: 'text', text: result.value } : { kind: 'failed', failure: result.failure },
    });
  };

  const giveUp = (): void => {
    const previous = running;
    running = undefined;
    previous?.cancel();
  };

  return {
    stop: () => {
      giveUp();
      store.setState({ details: { kind: 'idle' } });
    },
    follow: () => {
      giveUp();
      const state = store.getState();
      const event = selectSelectedEvent(state);
      const events = state.session.phase === 'ready' ? state.session.opened.timeline.events : undefined;
      if (event === undefined || events === undefined || at(events.byteLength, event) === 0) {
        if (state.details.kind !== 'idle') store.setState({ details: { kind: 'idle' } });
        return;
      }
      void fetchText(at(events.file, event), at(events.offset, event), at(events.byteLength, event));
    },
  };
}
