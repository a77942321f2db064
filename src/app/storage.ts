/** What the page remembers on this machine. */
export interface Prefs {
  readonly theme: 'system' | 'light' | 'dark';
}
export type Theme = Prefs['theme'];

export const DEFAULT_PREFS: Prefs = { theme: 'system' };
const KEY = 'whystall:prefs';
const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

export interface PrefsStorage {
  readonly read: () => Prefs;
  readonly write: (prefs: Prefs) => void;
  readonly forget: () => void;
}

type KeyValue = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Preferences in the browser's storage. Where it is blocked or full, or holds nonsense, the defaults serve: no failure. */
export function createPrefsStorage(open: () => KeyValue = () => localStorage): PrefsStorage {
  const attempt = <T>(task: (storage: KeyValue) => T): T | undefined => {
    try {
      return task(open());
    } catch {
      return undefined;
    }
  };
  return {
    read: () => parsePrefs(attempt((storage) => storage.getItem(KEY))),
    write: (prefs) => void attempt((storage) => storage.setItem(KEY, JSON.stringify(prefs))),
    forget: () => void attempt((storage) => storage.removeItem(KEY)),
  };
}

function parsePrefs(text: string | null | undefined): Prefs {
  const value = parseJson(text ?? '');
  const theme = typeof value === 'object' && value !== null && 'theme' in value ? value.theme : undefined;
  return { theme: THEMES.find((known) => known === theme) ?? DEFAULT_PREFS.theme };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
