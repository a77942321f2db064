import { INITIAL_VIEW, sameView } from '../view/fields.ts';
import { encodeLink } from '../view/link.ts';
import { type ViewState } from '../view/view-state.ts';
import { type AppState } from './app-state.ts';
import { type AppStore } from './store.ts';

/** The browser's history and address, as little of them as is used. */
export interface PageHistory {
  /** The address without its hash. */
  readonly address: () => string;
  readonly hash: () => string;
  /** The serial that `push` or `replace` left in the present entry. */
  readonly serial: () => number | undefined;
  readonly push: (hash: string, serial: number) => void;
  readonly replace: (hash: string, serial: number) => void;
  readonly go: (delta: -1 | 1) => void;
  /** Calls back after Back, Forward and edits of the hash; gives back a function that ends it. */
  readonly listen: (callback: () => void) => () => void;
}

/** While dragging, the address is rewritten at most this often: browsers refuse more than about 100 in 30 seconds. */
const REPLACE_EVERY_MS = 400;

export function browserHistory(): PageHistory {
  const bare = (): string => location.pathname + location.search;
  const serialOf = (state: unknown): number | undefined =>
    typeof state === 'object' && state !== null && 'whystall' in state && typeof state.whystall === 'number'
      ? state.whystall
      : undefined;
  return {
    address: () => (location.origin === 'null' ? location.href.replace(/#.*$/s, '') : location.origin + bare()),
    hash: () => location.hash,
    serial: () => serialOf(history.state),
    push: (hash, serial) => history.pushState({ whystall: serial }, '', hash === '' ? bare() : hash),
    replace: (hash, serial) => history.replaceState({ whystall: serial }, '', hash === '' ? bare() : hash),
    go: (delta) => history.go(delta),
    listen: (callback) => {
      window.addEventListener('popstate', callback);
      window.addEventListener('hashchange', callback);
      return () => {
        window.removeEventListener('popstate', callback);
        window.removeEventListener('hashchange', callback);
      };
    },
  };
}

const hashOf = (view: ViewState): string => (sameView(view, INITIAL_VIEW) ? '' : encodeLink(view));

/** Before a trace is open the address is the reader's; after a failure it stays theirs. */
const mayWrite = ({ session, view }: AppState): boolean =>
  (session.phase === 'ready' && session.reading === undefined) ||
  (session.phase === 'empty' && view.source.kind === 'none');

/**
 * Keeps address and view in step: follows the hash the page was opened with, then writes commits as history entries and
 * drags into the present one, and follows Back, Forward and edits. Gives back a function that ends it.
 */
export function startUrlSync(store: AppStore, page: PageHistory = browserHistory()): () => void {
  /** What the present history entry holds. */
  let entry = { serial: page.serial(), hash: page.hash() };
  /** What the present entry held when it was committed, put back before the next one is pushed, so that Back skips the drag. */
  let committed = entry.hash;
  let applying = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const write = (kind: 'push' | 'replace', hash: string, serial: number): void => {
    try {
      page[kind](hash, serial);
      entry = { serial, hash };
    } catch {
      // Refused for coming too often: the next change writes again.
    }
  };

  const stopTimer = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };

  const replaceNow = (): void => {
    stopTimer();
    const state = store.getState();
    if (!mayWrite(state)) return;
    const { serial, view } = state.history.present;
    const hash = hashOf(state.view);
    if (state.view === view) committed = hash;
    if (hash !== entry.hash || serial !== entry.serial) write('replace', hash, serial);
  };

  const follow = (state: AppState, before: AppState): void => {
    if (applying) return;
    if (!mayWrite(state)) return stopTimer();
    if (state.view === before.view && state.history === before.history && state.session.phase === before.session.phase)
      return;
    const { present } = state.history;
    if (present.serial === entry.serial) {
      if (state.view === present.view) replaceNow();
      else timer ??= setTimeout(replaceNow, REPLACE_EVERY_MS);
      return;
    }
    stopTimer();
    if (entry.serial !== undefined && entry.hash !== committed) write('replace', committed, entry.serial);
    committed = hashOf(present.view);
    write('push', committed, present.serial);
  };

  const arrive = (arrival: 'first' | 'typed' | 'travelled'): void => {
    stopTimer();
    entry = { serial: page.serial(), hash: page.hash() };
    committed = entry.hash;
    applying = true;
    try {
      store.getState().actions.followLink(entry.hash, entry.serial, arrival);
    } finally {
      applying = false;
    }
    const { serial } = store.getState().history.present;
    // The entry is marked even where its text may not be touched, so that Back and Forward know it again.
    if (mayWrite(store.getState())) replaceNow();
    else if (entry.serial !== serial) write('replace', entry.hash, serial);
    entry = { ...entry, serial };
  };

  const stopListening = page.listen(() => {
    if (page.hash() === entry.hash && page.serial() === entry.serial) return;
    arrive(page.serial() === undefined ? 'typed' : 'travelled');
  });
  const stopFollowing = store.subscribe(follow);
  arrive('first');

  return () => {
    stopTimer();
    stopListening();
    stopFollowing();
  };
}
