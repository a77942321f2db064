import { type StoreApi } from 'zustand/vanilla';
import { ok, type Result } from '../base/result.ts';
import { type OpenedTrace } from '../engine/protocol.ts';
import { type LoadChoice } from '../model/timeline.ts';
import { type Comparing, NOT_COMPARING } from '../view/comparing-field.ts';
import { INITIAL_VIEW } from '../view/fields.ts';
import { type Source } from '../view/source.ts';
import { type AppState } from './app-state.ts';
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
import { type EngineCall, type EngineClient } from './engine-client.ts';
import { differingFiles } from './notices.ts';
import { type ReadySession } from './session.ts';
import { type BesideActions, type Beside, NOTHING_BESIDE, type ReadyBeside } from './beside-state.ts';
import { optionsOf, sameTold, type Told, toldOf } from './told.ts';

/** What a second run is read for: it is read anew where one of these is another. */
interface Purpose {
  /** What the view says of it. */
  readonly wanted: Source;
  readonly against: Source;
  readonly told: Told;
  readonly load: LoadChoice | undefined;
}

interface Read {
  readonly plan: OpenPlan;
  readonly sourceOf: (opened: OpenedTrace) => Source;
  readonly blobs: readonly NamedBlob[];
  /** True where the view names it already. */
  readonly named: boolean;
}

export function createBeside(
  store: Pick<StoreApi<AppState>, 'getState' | 'setState'>,
  {
    engine,
    known,
    address,
  }: { readonly engine: EngineClient; readonly known: KnownFiles; readonly address: () => string },
): BesideActions & { readonly follow: () => void } {
  let running: { readonly call: EngineCall<OpenedTrace>; readonly of: Read } | undefined;
  /** What `state.beside` is there for. */
  let purpose: Purpose | undefined;
  /** What a second run that is being read, or could not be read, would take the place of. */
  let before: ReadyBeside | undefined;

  const stop = (): void => {
    const before = running;
    running = undefined;
    before?.call.cancel();
  };

  const show = (beside: Beside): void => store.setState({ beside });

  const open = (): ReadySession | undefined => {
    const { session } = store.getState();
    return session.phase === 'ready' && session.reading === undefined ? session : undefined;
  };

  const read = async (asked: Read, session: ReadySession): Promise<void> => {
    const { plan, sourceOf, blobs, named } = asked;
    stop();
    const { view, beside } = store.getState();
    const { names } = plan;
    const isKnown = named || beside.kind === 'awaiting';
    if (beside.kind === 'ready') before = named ? undefined : beside;
    purpose = purposeOf(session, view.comparing.source);
    show({ kind: 'loading', names, progress: undefined });
    const call = engine.compare(
      plan.sources,
      (progress) => {
        if (running?.call === call) show({ kind: 'loading', names, progress });
      },
      optionsOf(session.told),
      session.load,
    );
    running = { call, of: asked };
    const result = await call.done;
    if (running?.call !== call) return;
    running = undefined;
    if (!result.ok) {
      // Another trace was opened meanwhile, and may yet be given up again.
      if (result.failure.code === 'cancelled') purpose = undefined;
      show(result.failure.code === 'cancelled' ? NOTHING_BESIDE : { kind: 'failed', names, failure: result.failure });
      return;
    }
    before = undefined;
    accept({ kind: 'ready', names, source: sourceOf(result.value), opened: result.value }, blobs, isKnown, session);
  };

  /** `asked`: the view names it already, so that it becomes no step of undo. */
  const accept = (ready: ReadyBeside, blobs: readonly NamedBlob[], asked: boolean, session: ReadySession): void => {
    const { source } = ready;
    if (source.kind === 'local') known.remember(source.files, blobs);
    const { view, notices, actions } = store.getState();
    const wanted = view.comparing.source;
    const differs =
      asked && wanted.kind === 'local' && source.kind === 'local'
        ? differingFiles(wanted.files, source.files)
        : undefined;
    purpose = purposeOf(session, source);
    store.setState({ beside: ready, ...(differs !== undefined && { notices: [...notices, differs] }) });
    if (sameSource(wanted, source)) return;
    actions.changeView({ comparing: { ...view.comparing, source } }, asked ? 'silent' : 'push');
  };

  const follow = (): void => {
    const session = open();
    if (session === undefined) return;
    const { source } = store.getState().view.comparing;
    const now = purposeOf(session, source);
    if (purpose !== undefined && samePurpose(purpose, now)) return;
    const isSamePair =
      purpose !== undefined && sameSource(purpose.wanted, source) && sameSource(purpose.against, session.source);
    // What was told of the runs changed while the second one was read: it is read anew with that.
    if (isSamePair && running !== undefined) return void read(running.of, session);
    stop();
    before = undefined;
    purpose = now;
    const planned = planOf(source);
    if (planned === undefined) return show(NOTHING_BESIDE);
    if (!planned.ok) return show({ kind: 'failed', names: [], failure: planned.failure });
    if (planned.value === undefined)
      return show(source.kind === 'local' ? { kind: 'awaiting', files: source.files } : NOTHING_BESIDE);
    void read({ ...planned.value, named: true }, session);
  };

  /** What to read for a source; a plan that is undefined: its files have to be asked for. undefined: there is none. */
  const planOf = (source: Source): Result<Omit<Read, 'named'> | undefined> | undefined => {
    if (source.kind === 'example') {
      const plan = planExample(source.id, address());
      return plan.ok ? ok({ plan: plan.value, sourceOf: () => source, blobs: [] }) : plan;
    }
    if (source.kind === 'url') return ok({ plan: planUrls(source.urls), sourceOf: () => source, blobs: [] });
    if (source.kind !== 'local') return undefined;
    const blobs = known.find(source.files);
    return ok(blobs && ofBlobs(blobs));
  };

  const setComparing = (patch: Partial<Comparing>): void => {
    const { view, actions } = store.getState();
    actions.changeView({ comparing: { ...view.comparing, ...patch } }, 'push');
  };

  return {
    follow,
    setComparing,
    compareWith: (blobs) => {
      const session = open();
      if (session !== undefined && blobs.length > 0) void read({ ...ofBlobs(blobs), named: false }, session);
    },
    compareWithSource: (source) => {
      const session = open();
      const planned = planOf(source);
      if (session === undefined || planned === undefined) return;
      if (!planned.ok) show({ kind: 'failed', names: [], failure: planned.failure });
      else if (planned.value !== undefined) void read({ ...planned.value, named: false }, session);
    },
    stopComparing: () => {
      const session = open();
      const { beside, view } = store.getState();
      const back = before;
      stop();
      before = undefined;
      if (session !== undefined && back !== undefined && beside.kind !== 'ready') {
        purpose = purposeOf(session, back.source);
        return show(back);
      }
      if (view.comparing.source.kind === 'none') return show(NOTHING_BESIDE);
      setComparing(NOT_COMPARING);
    },
    swapRuns: () => {
      const state = store.getState();
      const { beside, view, session, actions } = state;
      if (!selectCanSwap(state) || session.phase !== 'ready' || beside.kind !== 'ready') return;
      const { load, comparing } = view;
      const kept = { ...INITIAL_VIEW, ...toldOf(view), load };
      actions.replaceView(
        { ...kept, source: beside.source, comparing: { ...comparing, source: session.source } },
        'push',
      );
    },
  };
}

const ofBlobs = (blobs: readonly NamedBlob[]): Omit<Read, 'named'> => ({
  plan: planBlobs(blobs),
  sourceOf: ({ timeline }) => localSource(timeline),
  blobs,
});

const purposeOf = ({ source, told, load }: ReadySession, wanted: Source): Purpose => ({
  wanted,
  against: source,
  told,
  load,
});

const samePurpose = (one: Purpose, other: Purpose): boolean =>
  sameSource(one.wanted, other.wanted) &&
  sameSource(one.against, other.against) &&
  sameTold(one.told, other.told) &&
  sameLoad(one.load, other.load);

/** False for a trace that only its own page holds. */
export const canStandBeside = ({ kind }: Source): boolean => kind === 'example' || kind === 'url' || kind === 'local';

/** The second run; none while nothing is open that it could stand beside. */
export const selectBeside = ({ beside, session }: AppState): Beside =>
  session.phase === 'ready' && session.reading === undefined ? beside : NOTHING_BESIDE;

/** True where the two can change places: a trace that lies in the page cannot stand beside another. */
export const selectCanSwap = (state: AppState): boolean =>
  selectBeside(state).kind === 'ready' && state.session.phase === 'ready' && canStandBeside(state.session.source);

/** True where these are the files that a link waits for: the same names and sizes. */
export const areAwaited = (beside: Beside, blobs: readonly NamedBlob[]): boolean =>
  beside.kind === 'awaiting' &&
  blobs.length > 0 &&
  blobs.every(({ name, blob }) => beside.files.some((file) => file.name === name && file.bytes === blob.size));
