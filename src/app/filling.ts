import { type StoreApi } from 'zustand/vanilla';
import { at, f64, u16 } from '../base/at.ts';
import { micros } from '../base/brand.ts';
import { type OpenedTrace } from '../engine/protocol.ts';
import { type Timeline } from '../model/timeline.ts';
import { type ViewState } from '../view/view-state.ts';
import { type Source } from '../view/source.ts';
import { type AppState } from './app-state.ts';
import { clampView } from './clamp-view.ts';
import { markOnce } from './marks.ts';
import { type LoadingSession } from './session.ts';
import { type Told } from './told.ts';

/** A trace that fills in while its file is read: shown and moved in as usual, but without a place in history and address. */
export interface Filling {
  /** Shows what was read so far instead of what was shown before. */
  readonly show: (soFar: OpenedTrace, source: Source, reading: LoadingSession) => void;
  /** Tells how far reading is; false where nothing is shown yet. */
  readonly tell: (reading: LoadingSession) => boolean;
  /** The view as the user has moved it meanwhile, for the whole trace; undefined where nothing was shown. */
  readonly finish: (whole: OpenedTrace) => ViewState | undefined;
}

export function createFilling(
  store: Pick<StoreApi<AppState>, 'getState' | 'setState'>,
  fresh: ViewState,
  told: Told,
): Filling {
  let shown: OpenedTrace | undefined;

  const moved = (next: OpenedTrace): ViewState =>
    shown === undefined ? fresh : shifted(store.getState().view, laterBy(shown.timeline, next.timeline));

  return {
    show: (soFar, source, reading) => {
      const { view } = clampView({ ...moved(soFar), source, load: undefined }, soFar);
      shown = soFar;
      markOnce('whystall:so-far');
      store.setState({
        view,
        readingOn: reading.progress,
        session: {
          phase: 'ready',
          opened: soFar,
          replay: undefined,
          replayed: undefined,
          replaying: false,
          sourceDiffers: false,
          source,
          load: undefined,
          told,
          accounting: false,
          reading,
        },
      });
    },
    tell: (reading) => {
      if (shown === undefined) return false;
      store.setState({ readingOn: reading.progress });
      return true;
    },
    finish: (whole) => (shown === undefined ? undefined : moved(whole)),
  };
}

/** By how many microseconds an event stands later in the second timeline: its beginning may have been read since. */
export function laterBy(before: Timeline, after: Timeline): number {
  if (before.events.length === 0) return 0;
  const offset = at(before.events.offset, 0);
  const file = u16(before.events.file, 0);
  const row = after.events.offset.findIndex((other, k) => other === offset && u16(after.events.file, k) === file);
  return row < 0 ? 0 : f64(after.events.start, row) - f64(before.events.start, 0);
}

function shifted(view: ViewState, us: number): ViewState {
  if (us === 0) return view;
  const window = view.window && { start: micros(view.window.start + us), end: micros(view.window.end + us) };
  const range = view.range && { start: micros(view.range.start + us), end: micros(view.range.end + us) };
  const selection = view.selection && { ...view.selection, start: micros(view.selection.start + us) };
  return { ...view, window, range, selection };
}
