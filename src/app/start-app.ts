import { createEngineClient } from './engine-client.ts';
import { createPrefsStorage } from './storage.ts';
import { type AppStore, createAppStore } from './store.ts';
import { browserHistory, startUrlSync } from './url-sync.ts';

/** Puts the text on the clipboard; false where the browser does not allow it. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** The page's store with the real worker, address, storage and clipboard; follows the hash it was opened with. */
export function startApp(): AppStore {
  const page = browserHistory();
  const store = createAppStore({
    engine: createEngineClient(),
    prefs: createPrefsStorage(),
    page: { address: page.address, go: page.go, copy: copyText },
  });
  startUrlSync(store, page);
  return store;
}
