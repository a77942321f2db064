import { startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { createEngineClient } from '../app/engine-client.ts';
import { type ReadySession } from '../app/session.ts';
import { type Prefs } from '../app/storage.ts';
import { createAppStore, type AppStore } from '../app/store.ts';
import { toldOf } from '../app/told.ts';
import { type EngineSample } from '../engine/protocol.ts';
import { INITIAL_VIEW } from '../view/fields.ts';
import { inTurn } from './in-turn.ts';
import { TraceScreen, type TraceScreenProps } from './TraceScreen.tsx';
import { StoreProvider, useApp } from './use-app.ts';
import { WordsProvider } from './use-words.tsx';
import './styles/rehearsal.css';

/** A worker that never answers: a rehearsal asks for nothing that anyone waits for. */
const DEAF = { postMessage() {}, terminate() {}, onmessage: null, onerror: null, onmessageerror: null };

/**
 * Mounts the screen of an open trace over a sample, in the page but out of sight and reach, in a store of its own, draws its chart
 * and takes it away again: code is compiled, fonts are found and styles are matched before the first trace comes. `onEnd`: it is
 * gone. Gives a function that ends it before.
 */
export function rehearse({ opened, ready }: EngineSample, prefs: Prefs, onEnd: () => void): () => void {
  const store = storeOf(prefs);
  const session: ReadySession = {
    phase: 'ready',
    opened,
    replay: undefined,
    replayed: undefined,
    replaying: false,
    sourceDiffers: false,
    source: { kind: 'none' },
    load: undefined,
    told: toldOf(INITIAL_VIEW),
    accounting: false,
  };
  store.setState({ session });
  const place = document.createElement('div');
  place.className = 'rehearsal';
  place.inert = true;
  document.body.append(place);
  const root = createRoot(place);
  let isOn = true;
  const end = (): void => {
    if (!isOn) return;
    isOn = false;
    // What is behind a canvas stays until the collector has come for the element, unless it has no size.
    for (const canvas of place.querySelectorAll('canvas')) canvas.width = canvas.height = 0;
    root.unmount();
    place.remove();
    onEnd();
  };
  const soon = (task: () => void): void => void inTurn('after-frame', () => isOn && task());
  const onPicture = (): void => {
    // Behind all panels, which have asked for their turns by now.
    soon(() => {
      store.setState({ session: { ...session, replay: ready } });
      soon(end);
    });
  };
  startTransition(() =>
    root.render(
      <StoreProvider value={store}>
        <WordsProvider>
          <Rehearsed onPicture={onPicture} />
        </WordsProvider>
      </StoreProvider>,
    ),
  );
  return end;
}

function Rehearsed({ onPicture }: Pick<TraceScreenProps, 'onPicture'>) {
  const session = useApp((state) => state.session);
  return session.phase === 'ready' && <TraceScreen {...{ session, onPicture }} detailsOpen run={() => undefined} />;
}

const storeOf = (prefs: Prefs): AppStore =>
  createAppStore({
    engine: createEngineClient(() => DEAF),
    prefs: { read: () => prefs, write: () => undefined, forget: () => undefined },
    page: { address: () => '', go: undefined, copy: () => Promise.resolve(false) },
  });
