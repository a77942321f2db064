import { type StoreApi } from 'zustand/vanilla';
import { assertNever } from '../base/assert.ts';
import { type Failure } from '../base/failure.ts';
import { type OpenedTrace, type TraceOutline } from '../engine/protocol.ts';
import { type LoadChoice } from '../model/timeline.ts';
import { type LinkAnswer } from '../view/answer.ts';
import { INITIAL_VIEW } from '../view/fields.ts';
import { amendView, commitView } from '../view/undo.ts';
import { type ViewState } from '../view/view-state.ts';
import { type Source } from '../view/source.ts';
import { createAccounting } from './accounting.ts';
import { type AppDeps, type AppState } from './app-state.ts';
import {
  type KnownFiles,
  localSource,
  type NamedBlob,
  type OpenPlan,
  planBlobs,
  planExample,
  planUrls,
  sameLoad,
  sameSource,
} from './sources.ts';
import { clampView } from './clamp-view.ts';
import { type EngineCall } from './engine-client.ts';
import { markDropped, markOnce } from './marks.ts';
import { differingFiles } from './notices.ts';
import { createFilling } from './filling.ts';
import { heldSession, type LoadProgress, type ReadySession } from './session.ts';
import { selectVerdict, selectWorkers } from './selectors.ts';
import { selectLedgerTotals } from './step-selectors.ts';
import { optionsOf, type Told, toldOf } from './told.ts';
import { say, type Words } from '../base/say.ts';

const NOTHING_ENCLOSED: Failure = {
  code: 'unreadable',
  userMessage: say`This link leads into a page that holds its trace, and no whole trace lies in this one.`,
  hint: say`Open the HTML file that the link was copied from.`,
};

/** Everything that changes the session by opening, cancelling or closing a trace. */
export interface Opening {
  readonly openFiles: (blobs: readonly NamedBlob[]) => void;
  readonly openExample: (id: string) => void;
  readonly openUrl: (urls: readonly string[]) => void;
  readonly openEnclosed: () => void;
  /** What a link says of a source without the trace: shown where its file has to be asked for. */
  readonly offerAnswer: (source: Source, answer: LinkAnswer | undefined) => void;
  /** Makes the session show `source`, which the view names or is about to name: opens it, or asks for its files. */
  readonly ensure: (source: Source, load: LoadChoice | undefined) => void;
  readonly chooseSteps: () => void;
  readonly loadPart: (load: LoadChoice | undefined) => void;
  readonly cancel: () => void;
  readonly dismissFailure: () => void;
  /** Opens once more what was opened last, or tried to be. */
  readonly retry: () => void;
  readonly crashed: (failure: Failure) => void;
  readonly forget: () => void;
  /** Has the open trace accounted with what the view tells of it. */
  readonly followTold: () => void;
}

/** What looks through a whole trace for the first that is seen of it. */
const FIRST_SEEN: readonly ((state: AppState) => unknown)[] = [selectWorkers, selectVerdict, selectLedgerTotals];

const readyWith = (
  opened: OpenedTrace,
  { source, load, told }: Pick<ReadySession, 'source' | 'load' | 'told'>,
): ReadySession => ({
  phase: 'ready',
  opened,
  replay: undefined,
  replayed: undefined,
  replaying: false,
  sourceDiffers: false,
  source,
  load,
  told,
  accounting: false,
});

/** A trace that could be opened: what to hand to the engine, and what to call it afterwards. */
interface Openable {
  readonly plan: OpenPlan;
  readonly sourceOf: (opened: OpenedTrace) => Source;
  readonly blobs: readonly NamedBlob[];
}

const ofBlobs = (blobs: readonly NamedBlob[]): Openable => ({
  plan: planBlobs(blobs),
  sourceOf: (opened) => localSource(opened.timeline),
  blobs,
});

interface Load extends Openable {
  /** The source that the view names already and whose view is to be kept; undefined for a fresh view. */
  readonly wanted: Source | undefined;
  /** The part to load; undefined: all. */
  readonly load: LoadChoice | undefined;
  /** What a fresh view begins with. */
  readonly fresh?: ViewState;
}

export function createOpening(
  store: Pick<StoreApi<AppState>, 'getState' | 'setState'>,
  deps: AppDeps,
  known: KnownFiles,
  onReady: () => void,
): Opening {
  let running: EngineCall<OpenedTrace | TraceOutline> | undefined;
  /** What was opened last, or tried to be. */
  let latest: Openable | undefined;
  let lastLoad: Load | undefined;
  /** How what is open was opened. */
  let opened: Load | undefined;
  let offered: { readonly source: Source; readonly answer: LinkAnswer | undefined } | undefined;

  const stop = (): void => {
    accounting.drop();
    const { session, history } = store.getState();
    if (session.phase === 'ready' && session.reading !== undefined) store.setState({ view: history.present.view });
    const call = running;
    running = undefined;
    call?.cancel();
  };

  const failed = (failure: Failure, names: readonly Words[]): void => {
    const previous = heldSession(store.getState().session);
    store.setState({ session: { phase: 'failed', failure, names, previous } });
  };

  const load = async (asked: Load): Promise<void> => {
    const { plan, sourceOf, wanted, blobs, load, fresh = INITIAL_VIEW } = asked;
    stop();
    lastLoad = asked;
    markDropped();
    latest = { plan, sourceOf, blobs };
    const previous = heldSession(store.getState().session);
    const shared = { phase: 'loading', names: plan.names, wanted, load, previous } as const;
    const begun = { phase: 'reading', bytesRead: 0, bytesTotal: 0, events: 0 } as const;
    store.setState({ session: { ...shared, progress: begun } });
    const told = toldOf(wanted === undefined ? fresh : store.getState().view);
    const isFresh = wanted === undefined && load === undefined;
    const filling = createFilling(store, fresh, told);
    const report = ({ soFar, ...progress }: LoadProgress): void => {
      if (running !== call) return;
      const session = { ...shared, progress };
      if (soFar !== undefined) filling.show(soFar, sourceOf(soFar), session);
      else if (!filling.tell(session)) store.setState({ session });
    };
    const call = deps.engine.open(plan.sources, report, optionsOf(told), load, isFresh);
    running = call;
    const result = await call.done;
    if (running !== call) return;
    markOnce('whystall:read');
    if (!result.ok) {
      stop();
      return failed(result.failure, plan.names);
    }
    const source = sourceOf(result.value);
    if (deps.page.pause !== undefined) {
      const view = wanted === undefined ? fresh : store.getState().view;
      await foresee(deps.page.pause, { view, session: readyWith(result.value, { source, load, told }) });
    }
    if (running !== call) return;
    running = undefined;
    call.accept();
    if (source.kind === 'local') known.remember(source.files, blobs);
    show(result.value, { source, load }, wanted, told, filling.finish(result.value) ?? fresh);
    opened = asked;
  };

  /** Has the figures of a trace worked out before it is shown, each in a task of its own: selectors remember their answers. */
  const foresee = async (pause: () => Promise<void>, next: Pick<AppState, 'view' | 'session'>): Promise<void> => {
    for (const select of FIRST_SEEN) {
      await pause();
      select({ ...store.getState(), ...next });
    }
    await pause();
  };

  /** The only place where a trace becomes the one that is open: the view is fitted to it before anyone sees the two together. */
  const show = (
    opened: OpenedTrace,
    { source, load }: Pick<ReadySession, 'source' | 'load'>,
    wanted: Source | undefined,
    told: Told,
    fresh: ViewState,
  ): void => {
    const { view, history, notices } = store.getState();
    const fitted = clampView({ ...(wanted === undefined ? fresh : view), source, load }, opened);
    const differs =
      wanted?.kind === 'local' && source.kind === 'local' ? differingFiles(wanted.files, source.files) : undefined;
    const kept = wanted === undefined ? [] : notices;
    store.setState({
      view: fitted.view,
      history: wanted === undefined ? commitView(history, fitted.view) : amendView(history, fitted.view),
      session: { ...readyWith(opened, { source, load, told }), sourceDiffers: differs !== undefined },
      notices: [...kept, ...fitted.notices, ...(differs === undefined ? [] : [differs])],
      details: { kind: 'idle' },
    });
    onReady();
    accounting.follow();
  };

  /** The same trace accounted anew: the view stays, as far as it fits. */
  const showAnew = (opened: OpenedTrace, told: Told): void => {
    const { view, history, session } = store.getState();
    if (session.phase !== 'ready') return;
    const fitted = clampView(view, opened).view;
    store.setState({
      view: fitted,
      history: amendView(history, fitted),
      session: {
        ...session,
        opened,
        told,
        accounting: false,
        replay: undefined,
        replayed: undefined,
        replaying: false,
      },
    });
    onReady();
    accounting.follow();
  };
  const accounting = createAccounting(store, deps.engine, showAnew);

  const ask = (source: Extract<Source, { kind: 'local' }>): void => {
    const answer = offered !== undefined && sameSource(offered.source, source) ? offered.answer : undefined;
    store.setState({ session: { phase: 'awaiting-file', files: source.files, answer } });
  };

  /** A trace that a load had pushed aside, in the view that it had; the load may have stopped what prepared its replay. */
  const showAgain = (held: ReadySession): void => {
    lastLoad = opened;
    latest = opened;
    const { view, history } = store.getState();
    const isOf = (it: ViewState): boolean => sameSource(it.source, held.source) && sameLoad(it.load, held.load);
    if (isOf(view)) store.setState({ session: held });
    else {
      const left = [...history.future.toReversed(), ...history.past].findLast((step) => isOf(step.view));
      const wanted = left?.view ?? { ...INITIAL_VIEW, source: held.source, load: held.load };
      const { view: fitted } = clampView(wanted, held.opened);
      store.setState({ session: held, view: fitted, history: amendView(history, fitted) });
    }
    onReady();
    accounting.follow();
  };

  /** Where a load that was stopped or has failed leads back to. */
  const back = (): void => {
    const { session, view } = store.getState();
    const held = heldSession(session);
    if (held !== undefined) showAgain(held);
    else if (view.source.kind === 'local') ask(view.source);
    else store.setState({ session: { phase: 'empty' } });
  };

  const openNamed = (source: Source, wanted: Source | undefined, part?: LoadChoice): void => {
    switch (source.kind) {
      case 'none':
        stop();
        store.setState({ session: { phase: 'empty' } });
        return;
      case 'example': {
        const plan = planExample(source.id, deps.page.address());
        if (plan.ok) void load({ plan: plan.value, sourceOf: () => source, wanted, load: part, blobs: [] });
        else {
          stop();
          failed(plan.failure, [source.id]);
        }
        return;
      }
      case 'url':
        void load({ plan: planUrls(source.urls), sourceOf: () => source, wanted, load: part, blobs: [] });
        return;
      case 'local': {
        const blobs = known.find(source.files);
        if (blobs !== undefined) {
          void load({ ...ofBlobs(blobs), wanted, load: part });
        } else {
          stop();
          ask(source);
        }
        return;
      }
      case 'enclosed': {
        const blobs = store.getState().enclosed?.files;
        if (blobs !== undefined) {
          void load({ ...ofBlobs(blobs), sourceOf: () => source, wanted, load: part });
        } else {
          stop();
          failed(NOTHING_ENCLOSED, []);
        }
        return;
      }
      default:
        assertNever(source);
    }
  };

  /** Lists the steps of the latest trace; what was loading stops, what is open waits behind. */
  const choose = async (): Promise<void> => {
    if (latest === undefined) return;
    const { session, view } = store.getState();
    stop();
    const previous = heldSession(session);
    const { plan } = latest;
    const shared = { phase: 'choosing', names: plan.names, chosen: previous?.load, previous } as const;
    const begun = { phase: 'listing', bytesRead: 0, bytesTotal: 0, events: 0 } as const;
    store.setState({ session: { ...shared, outline: undefined, progress: begun } });
    const report = (progress: LoadProgress): void => {
      if (running === call) store.setState({ session: { ...shared, outline: undefined, progress } });
    };
    const call = deps.engine.outline(plan.sources, report, optionsOf(toldOf(view)));
    running = call;
    const result = await call.done;
    if (running !== call) return;
    running = undefined;
    if (!result.ok) return failed(result.failure, plan.names);
    store.setState({ session: { ...shared, outline: result.value, progress: begun } });
  };

  return {
    openFiles: (blobs) => {
      if (blobs.length === 0) return;
      const { session, view } = store.getState();
      const open = heldSession(session) !== undefined;
      const wanted = !open && view.source.kind === 'local' ? view.source : undefined;
      void load({ ...ofBlobs(blobs), wanted, load: wanted === undefined ? undefined : view.load });
    },
    openExample: (id) => openNamed({ kind: 'example', id }, undefined),
    openUrl: (urls) => openNamed({ kind: 'url', urls }, undefined),
    openEnclosed: () => openNamed({ kind: 'enclosed' }, undefined),
    offerAnswer: (source, answer) => {
      offered = { source, answer };
    },
    ensure: (source, part) => {
      const { session } = store.getState();
      const held = heldSession(session);
      if (held !== undefined && sameSource(held.source, source) && sameLoad(held.load, part)) {
        if (session === held) return;
        stop();
        showAgain(held);
        return;
      }
      const isComing = session.phase === 'loading' && session.wanted !== undefined && sameLoad(session.load, part);
      if (isComing && session.wanted !== undefined && sameSource(session.wanted, source)) return;
      openNamed(source, source, part);
    },
    chooseSteps: () => void choose(),
    loadPart: (part) => {
      if (latest === undefined) return;
      const { session, view } = store.getState();
      const { window, steps, range, selection } = INITIAL_VIEW;
      const kept = heldSession(session) === undefined ? INITIAL_VIEW : view;
      const fresh = { ...kept, window, steps, range, selection, rank: 0 };
      void load({ ...latest, wanted: undefined, load: part, fresh });
    },
    cancel: () => {
      const { session } = store.getState();
      const isFilling = session.phase === 'ready' && session.reading !== undefined;
      if (session.phase !== 'loading' && session.phase !== 'choosing' && !isFilling) return;
      stop();
      back();
    },
    retry: () => {
      if (lastLoad !== undefined) void load(lastLoad);
    },
    dismissFailure: () => {
      const { session, history } = store.getState();
      if (session.phase !== 'failed') return;
      back();
      // A link that cannot be followed is left for good.
      if (store.getState().session.phase !== 'empty') return;
      store.setState({ view: INITIAL_VIEW, history: amendView(history, INITIAL_VIEW) });
    },
    crashed: (failure) => {
      const { session } = store.getState();
      if (session.phase === 'ready') {
        const { source, load: part, reading } = session;
        if (reading === undefined) lastLoad = opened && { ...opened, wanted: source, load: part };
        const names = session.opened.timeline.files.map((file) => file.name);
        store.setState({ session: { phase: 'failed', failure, names, previous: undefined } });
      } else if (session.phase === 'loading' || session.phase === 'choosing' || session.phase === 'failed') {
        store.setState({ session: { ...session, previous: undefined } });
      }
    },
    forget: known.forget,
    followTold: accounting.follow,
  };
}
