import { describeKey, type KeyBinding, type KeyPress, matchesKey, typesCharacter } from './keys.ts';
import { type AppState } from './app-state.ts';
import { selectCanSwap } from './beside.ts';
import { type AppStore } from './store.ts';
import { fitAll, fitSelection, pan, selectAndReveal, zoom } from './move.ts';
import { alongLaunch, chosenStepsWindow, neighbour } from './navigate.ts';
import { selectBounds, selectSelectedTimes, selectWindow } from './selectors.ts';
import { nextMatch } from './search.ts';
import { say, type Words } from '../base/say.ts';
import { micros } from '../base/brand.ts';
import { TIME_UNITS } from '../base/time-unit.ts';
import { ARROW_KINDS } from '../view/chart-fields.ts';
import { withFlag } from '../view/flags.ts';

/** What a command may touch: the store, and the parts of the page that only the page has. */
export interface CommandApi {
  readonly store: AppStore;
  /** The instant under the pointer, microseconds; undefined where it is not over the chart. */
  readonly pointerTime: () => number | undefined;
  readonly focusSearch: () => void;
  readonly findLane: () => void;
  readonly chooseFiles: () => void;
  readonly chooseSecondRun: () => void;
  readonly togglePalette: () => void;
  readonly toggleDetails: () => void;
  readonly toggleHelp: () => void;
}

export interface Command {
  readonly id: string;
  readonly title: string;
  readonly keys: readonly KeyBinding[];
  /** Where absent, always. */
  readonly when?: (state: AppState) => boolean;
  /** True for keys that also work while a text field has the focus. */
  readonly whileTyping?: boolean;
  readonly run: (api: CommandApi) => void;
}

const ready = (state: AppState): boolean => state.session.phase === 'ready';
const selected = (state: AppState): boolean => ready(state) && state.view.selection !== undefined;
const searched = (state: AppState): boolean => ready(state) && state.view.search.trim() !== '';
const ZOOM = 1.5;
const PAN = 0.15;

/** Escape takes away one thing at a time: the selection, the range, the light on a class, the steps. */
function clearOne({ store }: CommandApi): void {
  const { view, actions } = store.getState();
  if (view.selection !== undefined) actions.select(undefined);
  else if (view.range !== undefined) actions.changeView({ range: undefined }, 'push');
  else if (view.highlight !== undefined) actions.highlight(undefined);
  else if (view.steps !== undefined) actions.changeView({ steps: undefined }, 'push');
}

const change = ({ store }: CommandApi, patch: (view: AppState['view']) => Partial<AppState['view']>): void => {
  const { view, actions } = store.getState();
  actions.changeView(patch(view), 'push');
};

function setRange({ store }: CommandApi, range: AppState['view']['range']): void {
  if (range !== undefined && range.end > range.start) store.getState().actions.changeView({ range }, 'push');
}

function putFlag({ store, pointerTime }: CommandApi): void {
  const state = store.getState();
  const window = selectWindow(state);
  const at = pointerTime() ?? selectSelectedTimes(state)?.start ?? (window.start + window.end) / 2;
  const { start, end } = selectBounds(state);
  const inside = micros(Math.min(end, Math.max(start, at)));
  state.actions.changeView({ flags: withFlag(state.view.flags, inside) }, 'push');
}

/** Every key of the page, once: the key handler, the help sheet and the palette read this table. */
export const COMMANDS: readonly Command[] = [
  {
    id: 'zoom-in',
    title: 'Zoom in',
    keys: [{ code: 'KeyW' }],
    when: ready,
    run: ({ store, pointerTime }) => zoom(store, ZOOM, pointerTime(), 'settle'),
  },
  {
    id: 'zoom-out',
    title: 'Zoom out',
    keys: [{ code: 'KeyS' }],
    when: ready,
    run: ({ store, pointerTime }) => zoom(store, 1 / ZOOM, pointerTime(), 'settle'),
  },
  {
    id: 'pan-left',
    title: 'Move earlier',
    keys: [{ code: 'KeyA' }, { code: 'ArrowLeft' }],
    when: ready,
    run: ({ store }) => pan(store, -PAN, 'settle'),
  },
  {
    id: 'pan-right',
    title: 'Move later',
    keys: [{ code: 'KeyD' }, { code: 'ArrowRight' }],
    when: ready,
    run: ({ store }) => pan(store, PAN, 'settle'),
  },
  {
    id: 'fit-selection',
    title: 'Fit the selection',
    keys: [{ code: 'KeyF' }],
    when: ready,
    run: ({ store }) => fitSelection(store),
  },
  {
    id: 'fit-all',
    title: 'Fit the whole trace',
    keys: [{ code: 'Digit0' }, { code: 'Numpad0' }],
    when: ready,
    run: ({ store }) => fitAll(store),
  },
  {
    id: 'next',
    title: 'Next event in the lane',
    keys: [{ code: 'Period' }],
    when: selected,
    run: ({ store }) => selectAndReveal(store, neighbour(store.getState(), 1)),
  },
  {
    id: 'previous',
    title: 'Previous event in the lane',
    keys: [{ code: 'Comma' }],
    when: selected,
    run: ({ store }) => selectAndReveal(store, neighbour(store.getState(), -1)),
  },
  {
    id: 'to-launched',
    title: 'From a launch to its device work',
    keys: [{ code: 'BracketRight', key: ']' }],
    when: selected,
    run: ({ store }) => selectAndReveal(store, alongLaunch(store.getState(), 1)),
  },
  {
    id: 'to-launch',
    title: 'From device work to its launch',
    keys: [{ code: 'BracketLeft', key: '[' }],
    when: selected,
    run: ({ store }) => selectAndReveal(store, alongLaunch(store.getState(), -1)),
  },
  {
    id: 'search',
    title: 'Search',
    keys: [
      { code: 'Slash', key: '/' },
      { code: 'KeyF', ctrl: true },
    ],
    when: ready,
    run: ({ focusSearch }) => focusSearch(),
  },
  {
    id: 'find-lane',
    title: 'Find a lane',
    keys: [{ code: 'KeyL' }],
    when: ready,
    run: ({ findLane }) => findLane(),
  },
  {
    id: 'next-match',
    title: 'Next event that the search finds',
    keys: [{ code: 'KeyN' }],
    when: searched,
    run: ({ store }) => selectAndReveal(store, nextMatch(store.getState(), 1)),
  },
  {
    id: 'previous-match',
    title: 'Previous event that the search finds',
    keys: [{ code: 'KeyN', shift: true }],
    when: searched,
    run: ({ store }) => selectAndReveal(store, nextMatch(store.getState(), -1)),
  },
  {
    id: 'mark-range',
    title: 'Mark the selection, or the chosen steps, as the range',
    keys: [{ code: 'KeyM' }],
    when: ready,
    run: (api) => setRange(api, selectSelectedTimes(api.store.getState()) ?? chosenStepsWindow(api.store.getState())),
  },
  {
    id: 'selection-to-range',
    title: 'Selection to range',
    keys: [{ code: 'KeyR' }],
    when: selected,
    run: (api) => setRange(api, selectSelectedTimes(api.store.getState())),
  },
  {
    id: 'flag',
    title: 'Put a flag on the ruler: at the pointer, else at the selection, else in the middle',
    keys: [{ code: 'KeyK' }],
    when: ready,
    run: putFlag,
  },
  {
    id: 'no-flags',
    title: 'Take all flags off the ruler',
    keys: [],
    when: (state) => ready(state) && state.view.flags.length > 0,
    run: (api) => change(api, () => ({ flags: [] })),
  },
  { id: 'clear', title: 'Clear the selection, then the range', keys: [{ code: 'Escape' }], when: ready, run: clearOne },
  {
    id: 'align-steps',
    title: 'Start predicted steps with the measured ones, or not',
    keys: [],
    when: ready,
    run: (api) => change(api, ({ alignSteps }) => ({ alignSteps: !alignSteps })),
  },
  {
    id: 'all-arrows',
    title: 'Show or hide all arrows in view',
    keys: [],
    when: ready,
    run: (api) => change(api, ({ arrows }) => ({ arrows: arrows.length > 0 ? [] : ARROW_KINDS })),
  },
  {
    id: 'colour-by',
    title: 'Colour by class or by name',
    keys: [],
    when: ready,
    run: (api) => change(api, ({ colourBy }) => ({ colourBy: colourBy === 'class' ? 'name' : 'class' })),
  },
  {
    id: 'time-unit',
    title: 'Times on the timeline in another unit',
    keys: [{ code: 'KeyU' }],
    when: ready,
    run: (api) =>
      change(api, ({ timeUnit }) => ({
        timeUnit: TIME_UNITS[(TIME_UNITS.indexOf(timeUnit) + 1) % TIME_UNITS.length] ?? 'auto',
      })),
  },
  {
    id: 'only-matches',
    title: 'Show only what the search finds, or all',
    keys: [{ code: 'KeyO' }],
    when: ready,
    run: (api) => change(api, ({ onlyMatches }) => ({ onlyMatches: !onlyMatches })),
  },
  {
    id: 'critical-path',
    title: 'Outline the critical path, or not',
    keys: [],
    when: ready,
    run: (api) => change(api, ({ criticalPath }) => ({ criticalPath: !criticalPath })),
  },
  {
    id: 'plain-lanes',
    title: 'Show all lanes in their first order',
    keys: [],
    when: ready,
    run: (api) => change(api, () => ({ hiddenLanes: [], foldedLanes: [], laneOrder: [], pinnedLanes: [] })),
  },
  {
    id: 'undo',
    title: 'Undo',
    keys: [{ code: 'Backspace' }, { code: 'KeyZ', ctrl: true }],
    run: ({ store }) => store.getState().actions.undo(),
  },
  {
    id: 'redo',
    title: 'Redo',
    keys: [
      { code: 'Backspace', shift: true },
      { code: 'KeyZ', ctrl: true, shift: true },
    ],
    run: ({ store }) => store.getState().actions.redo(),
  },
  {
    id: 'open',
    title: 'Open files',
    keys: [{ code: 'KeyO', ctrl: true }],
    whileTyping: true,
    run: ({ chooseFiles }) => chooseFiles(),
  },
  {
    id: 'compare',
    title: 'Compare with another run',
    keys: [{ code: 'KeyC' }],
    when: (state) => state.session.phase === 'ready' && state.session.reading === undefined,
    run: ({ chooseSecondRun }) => chooseSecondRun(),
  },
  {
    id: 'stop-comparing',
    title: 'Stop comparing',
    keys: [],
    when: (state) => ready(state) && state.beside.kind !== 'none',
    run: ({ store }) => store.getState().actions.stopComparing(),
  },
  {
    id: 'swap-runs',
    title: 'Swap the two runs that are compared',
    keys: [],
    when: selectCanSwap,
    run: ({ store }) => store.getState().actions.swapRuns(),
  },
  {
    id: 'draw-second-run',
    title: 'Draw the second run in the timeline, or not',
    keys: [],
    when: (state) => ready(state) && state.beside.kind === 'ready',
    run: ({ store }) => {
      const { view, actions } = store.getState();
      actions.setComparing({ drawn: !view.comparing.drawn });
    },
  },
  {
    id: 'choose-steps',
    title: 'Load only some steps or ranks',
    keys: [],
    when: ready,
    run: ({ store }) => store.getState().actions.chooseSteps(),
  },
  {
    id: 'palette',
    title: 'All commands',
    keys: [{ code: 'KeyP', ctrl: true, shift: true }],
    whileTyping: true,
    run: ({ togglePalette }) => togglePalette(),
  },
  {
    id: 'details',
    title: 'Show or hide the details',
    keys: [{ code: 'KeyQ' }],
    when: ready,
    run: ({ toggleDetails }) => toggleDetails(),
  },
  {
    id: 'help',
    title: 'Keys and help',
    keys: [{ code: 'Slash', key: '?', shift: true }],
    run: ({ toggleHelp }) => toggleHelp(),
  },
];

/** The command a key press means in this state; undefined where it means none and the browser should have it. `kept`: see `keepsKey`. */
export function commandFor(press: KeyPress, state: AppState, kept: boolean): Command | undefined {
  if (state.prefs.characterKeys === 'off' && typesCharacter(press)) return undefined;
  return COMMANDS.find(
    (command) =>
      (!kept || command.whileTyping === true) &&
      (command.when?.(state) ?? true) &&
      command.keys.some((binding) => matchesKey(binding, press)),
  );
}

/** `A or ←`, for the help sheet. */
export const sayKeys = ({ keys }: Command): Words =>
  keys.map(describeKey).reduce<Words>((known, next) => (known === '' ? next : say`${known} or ${next}`), '');
