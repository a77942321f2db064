import { StrictMode } from 'react';
import { type Root } from 'react-dom/client';
import { nextTask } from '../base/next-task.ts';
import { createEngineClient } from '../app/engine-client.ts';
import { createPrefsStorage } from '../app/storage.ts';
import { createAppStore, type AppStore } from '../app/store.ts';
import { type Enclosed } from '../view/enclosed-page.ts';
import { browserHistory, startUrlSync } from '../app/url-sync.ts';
import { App } from './App.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { pictureDrawn } from './picture.ts';
import { rehearseSoon } from './rehearse-soon.ts';
import { StoreProvider } from './use-app.ts';
import './styles/base.css';
import './styles/layout.css';
import './styles/first-screen.css';
import './styles/ledger.css';
import './styles/what-if.css';
import './styles/presets.css';
import './styles/steps.css';
import './styles/overlays.css';
import './styles/gantt.css';
import './styles/details.css';
import './styles/range.css';
import './styles/choose.css';
import './styles/findings.css';

/** Makes the store, ties it to the worker and the address, and shows the page: with what lies in it, where a trace does. */
export function mountApp(root: Root, { enclosed }: { readonly enclosed?: Enclosed | undefined } = {}): AppStore {
  const page = browserHistory();
  if (enclosed !== undefined && page.hash() === '') page.replace(enclosed.about.hash, 0);
  const engine = createEngineClient();
  const store = createAppStore({
    engine,
    prefs: createPrefsStorage(),
    enclosed,
    page: { address: page.address, go: page.go, copy: copyText, drawn: pictureDrawn, pause: nextTask },
  });
  startUrlSync(store, page);
  engine.start();
  root.render(
    <StrictMode>
      <StoreProvider value={store}>
        <ErrorBoundary>
          <App />
        </ErrorBoundary>
      </StoreProvider>
    </StrictMode>,
  );
  void rehearseSoon(store, engine.sample);
  return store;
}

/** Resolves to false where the browser or the reader does not allow it. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
