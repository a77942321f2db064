import { createStore, type StoreApi } from 'zustand/vanilla';
import { INITIAL_VIEW, sameField } from '../view/fields.ts';
import { decodeLink, encodeLink } from '../view/link.ts';
import { withAccount } from '../view/account-field.ts';
import { withLever } from '../view/scenario-field.ts';
import {
  amendView,
  arriveAt,
  canRedo,
  canUndo,
  commitView,
  keepTransient,
  redoStep,
  startHistory,
  undoStep,
  type UndoHistory,
} from '../view/undo.ts';
import { type ViewState } from '../view/view-state.ts';
import { type AppActions, type AppDeps, type AppState, type ChangeHow } from './app-state.ts';
import { clampView } from './clamp-view.ts';
import { createEventDetails } from './event-details.ts';
import { buildAnswer } from './link-answer.ts';
import { droppedField, newerLink } from './notices.ts';
import { plainSelection } from './find-mark.ts';
import { createOpening } from './opening.ts';
import { REMEMBERED } from './account-selectors.ts';
import { createAttributing } from './attributing.ts';
import { NOT_ATTRIBUTED } from './attributing-state.ts';
import { createBeside } from './beside.ts';
import { NOTHING_BESIDE } from './beside-state.ts';
import { createReplaying } from './replaying.ts';
import { createKnownFiles, sameSource } from './sources.ts';
import { sameTold } from './told.ts';
import { untilStopped } from './until-stopped.ts';
import { type Prefs } from './storage.ts';

/** A wheel or a held key at rest for this long was one movement. */
const SETTLE_MS = 400;

/** A browser that has not moved by then will not. */
const TRAVEL_MS = 1000;

export type AppStore = StoreApi<AppState>;

/** The page's one store. Holds the view, the session and the actions; knows neither React nor the browser. */
export function createAppStore(deps: AppDeps): AppStore {
  return createStore<AppState>()((_set, _get, store) => assemble(store, deps));
}

function assemble(store: AppStore, deps: AppDeps): AppState {
  const { getState, setState } = store;
  let settling: ReturnType<typeof setTimeout> | undefined;
  const replaying = createReplaying(store, deps.engine, deps.page.drawn);
  const details = createEventDetails(store, deps.engine);
  const known = createKnownFiles();
  const { follow: followBeside, ...besideActions } = createBeside(store, {
    engine: deps.engine,
    known,
    address: deps.page.address,
  });
  const opening = createOpening(store, deps, known, () => {
    replaying.restart();
    details.follow();
    followBeside();
  });
  deps.engine.onCrash(opening.crashed);

  /** Sets view and history together, then lets source, prediction and details follow what changed. */
  function setView(next: ViewState, history: UndoHistory): void {
    const before = getState().view;
    setState({ view: next, history });
    if (!sameSource(before.source, next.source) || !sameField('load', before, next))
      opening.ensure(next.source, next.load);
    if (getState().session.phase !== 'ready') return;
    if (!sameTold(before, next)) opening.followTold();
    if (!sameField('scenario', before, next)) replaying.follow();
    if (!sameField('comparing', before, next)) followBeside();
    if (!sameField('selection', before, next)) details.follow();
  }

  function replaceView(next: ViewState, how: ChangeHow): void {
    const { history, session } = getState();
    // Steps are made only where the address can follow them: while a trace is open.
    const makesStep = how === 'push' && (session.phase === 'ready' || next.source.kind === 'none');
    // While a file is read on, its view has no place in the history yet.
    const isPassing = session.phase === 'ready' && session.reading !== undefined;
    if (how === 'replace' || how === 'settle' || isPassing) setView(next, history);
    else setView(next, makesStep ? commitView(history, next) : amendView(history, next));
    if (how !== 'settle') return;
    clearTimeout(settling);
    settling = setTimeout(() => replaceView(getState().view, 'push'), SETTLE_MS);
  }

  const remember = (choice: Partial<Prefs>): void => {
    const prefs = { ...getState().prefs, ...choice };
    deps.prefs.write(prefs);
    setState({ prefs });
  };

  const link = ({ answer: withAnswer }: { readonly answer: boolean }): string => {
    const { view, session } = getState();
    const answer =
      withAnswer && session.phase === 'ready' && session.replay !== undefined
        ? buildAnswer(session.opened, session.replay, view.rank)
        : undefined;
    return `${deps.page.address()}${encodeLink(view, answer)}`;
  };

  const changeView: AppActions['changeView'] = (patch, how) => replaceView({ ...getState().view, ...patch }, how);

  const followLink: AppActions['followLink'] = (hash, serial, arrival) => {
    arrived();
    const { view: current, history } = getState();
    const link = decodeLink(hash);
    if (arrival === 'travelled' && serial !== undefined) {
      const arrived = arriveAt(history, serial, link.view);
      arriveWith(keepTransient(arrived.present.view, current), (view) => amendView(arrived, view));
      return;
    }
    opening.offerAnswer(link.view.source, link.answer);
    setState({ notices: [...(link.newer ? [newerLink()] : []), ...link.dropped.map(droppedField)] });
    arriveWith(link.view, (view) => (arrival === 'first' ? startHistory(view, serial) : commitView(history, view)));
  };

  /** Shows a view that may be about another trace, which is then opened, or about this one, which it is then fitted to. */
  function arriveWith(wanted: ViewState, historyOf: (view: ViewState) => UndoHistory): void {
    opening.ensure(wanted.source, wanted.load);
    const { session, notices } = getState();
    const fitted = session.phase === 'ready' ? clampView(wanted, session.opened) : { view: wanted, notices: [] };
    if (fitted.notices.length > 0) setState({ notices: [...notices, ...fitted.notices] });
    setView(fitted.view, historyOf(fitted.view));
  }

  /** The browser is on its way through its history: until it arrives, a further step would be counted from the wrong place. */
  let travelling: ReturnType<typeof setTimeout> | undefined;
  const arrived = (): void => {
    clearTimeout(travelling);
    travelling = undefined;
  };

  function step(delta: -1 | 1): void {
    const { history, view, session } = getState();
    if (travelling !== undefined || (session.phase === 'ready' && session.reading !== undefined)) return;
    const committed = session.phase === 'ready' ? commitView(history, view) : history;
    if (!(delta === -1 ? canUndo(committed) : canRedo(committed))) return;
    if (committed !== history) setState({ history: committed });
    if (deps.page.go !== undefined) {
      travelling = setTimeout(arrived, TRAVEL_MS);
      return deps.page.go(delta);
    }
    const moved = delta === -1 ? undoStep(committed) : redoStep(committed);
    const next = keepTransient(moved.present.view, view);
    arriveWith(next, (fitted) => amendView(moved, fitted));
  }

  const actions: AppActions = {
    ...besideActions,
    ...createAttributing(store, deps.engine),
    replaceView,
    changeView,
    followLink,
    undo: () => step(-1),
    redo: () => step(1),
    openFiles: opening.openFiles,
    openExample: opening.openExample,
    openUrl: opening.openUrl,
    openEnclosed: opening.openEnclosed,
    chooseSteps: opening.chooseSteps,
    loadPart: opening.loadPart,
    cancel: opening.cancel,
    dismissFailure: opening.dismissFailure,
    retry: opening.retry,
    close: () => {
      setState({ notices: [], details: { kind: 'idle' } });
      opening.ensure(INITIAL_VIEW.source, INITIAL_VIEW.load);
      replaceView(INITIAL_VIEW, 'push');
    },
    setLever: (key, value, { commit }) =>
      changeView({ scenario: withLever(getState().view.scenario, key, value) }, commit ? 'push' : 'replace'),
    setAccount: (key, value) => {
      const account = withAccount(getState().view.account, key, value);
      if (REMEMBERED.includes(key)) remember({ account: withAccount(getState().prefs.account, key, value) });
      changeView({ account }, 'push');
    },
    resetLevers: () => changeView({ scenario: { ...getState().view.scenario, levers: {} } }, 'push'),
    select: (selection) => changeView({ selection: selection && plainSelection(selection) }, 'push'),
    stopDetails: details.stop,
    highlight: (key) => changeView({ highlight: key }, 'push'),
    dismissNotice: (notice) => setState(({ notices }) => ({ notices: notices.filter((known) => known !== notice) })),
    setTheme: (theme) => remember({ theme }),
    setLanguage: (language) => remember({ language }),
    setCharacterKeys: (characterKeys) => remember({ characterKeys }),
    forget: () => {
      opening.forget();
      deps.prefs.forget();
      setState({ prefs: deps.prefs.read() });
    },
    link,
    copyLink: async () => {
      const url = link({ answer: true });
      return { url, copied: await deps.page.copy(url) };
    },
    copyText: deps.page.copy,
    excerpt: (choice, signal) => untilStopped(deps.engine.excerpt(choice), signal),
    pack: (choice, signal) => untilStopped(deps.engine.pack(choice), signal),
  };

  return {
    view: INITIAL_VIEW,
    history: startHistory(INITIAL_VIEW),
    session: { phase: 'empty' },
    notices: [],
    prefs: deps.prefs.read(),
    enclosed: deps.enclosed,
    beside: NOTHING_BESIDE,
    attributing: NOT_ATTRIBUTED,
    details: { kind: 'idle' },
    actions,
  };
}
