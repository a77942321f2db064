import { mapView, sameField, VIEW_FIELDS, VIEW_KEYS } from './fields.ts';
import { type ViewState } from './view-state.ts';

/** One committed view. The serial names it across the page and the browser's own history. */
export interface UndoStep {
  readonly serial: number;
  readonly view: ViewState;
}

/** Committed views: those before, the one that stands, and those taken back. */
export interface UndoHistory {
  readonly past: readonly UndoStep[];
  readonly present: UndoStep;
  readonly future: readonly UndoStep[];
  readonly nextSerial: number;
}

export const UNDO_LIMIT = 200;

export const startHistory = (view: ViewState, serial = 0): UndoHistory => ({
  past: [],
  present: { serial, view },
  future: [],
  nextSerial: serial + 1,
});

/** True where the views differ in a field whose change is a step of undo. */
export const differsByStep = (a: ViewState, b: ViewState): boolean =>
  VIEW_KEYS.some((key) => VIEW_FIELDS[key].undo === 'step' && !sameField(key, a, b));

/** Commits a view: a step where it differs by one, else the present step is amended. */
export function commitView(history: UndoHistory, view: ViewState): UndoHistory {
  if (!differsByStep(history.present.view, view)) return amendView(history, view);
  return {
    past: [...history.past, history.present].slice(-UNDO_LIMIT),
    present: { serial: history.nextSerial, view },
    future: [],
    nextSerial: history.nextSerial + 1,
  };
}

/** Changes the present step without making another. */
export const amendView = (history: UndoHistory, view: ViewState): UndoHistory => ({
  ...history,
  present: { serial: history.present.serial, view },
});

export const canUndo = (history: UndoHistory): boolean => history.past.length > 0;
export const canRedo = (history: UndoHistory): boolean => history.future.length > 0;

/** One step back; the same history where there is none. */
export function undoStep(history: UndoHistory): UndoHistory {
  const step = history.past.at(-1);
  return step === undefined ? history : (travelTo(history, step.serial) ?? history);
}

/** One step forward; the same history where there is none. */
export function redoStep(history: UndoHistory): UndoHistory {
  const step = history.future[0];
  return step === undefined ? history : (travelTo(history, step.serial) ?? history);
}

/** The history standing at the step of this serial; undefined where it is not known (any more). */
export function travelTo(history: UndoHistory, serial: number): UndoHistory | undefined {
  const all = [...history.past, history.present, ...history.future];
  const index = all.findIndex((step) => step.serial === serial);
  const present = all[index];
  if (present === undefined) return undefined;
  return { past: all.slice(0, index), present, future: all.slice(index + 1), nextSerial: history.nextSerial };
}

/**
 * The history standing at `serial`, wherever the browser's Back or Forward led: at the known step, or, where it is not
 * known (the page was loaded anew), at a step made of `view` and put in its place by serial.
 */
export function arriveAt(history: UndoHistory, serial: number, view: ViewState): UndoHistory {
  const known = travelTo(history, serial);
  if (known !== undefined) return known;
  const all = [...history.past, history.present, ...history.future];
  return {
    past: all.filter((step) => step.serial < serial),
    present: { serial, view },
    future: all.filter((step) => step.serial > serial),
    nextSerial: Math.max(history.nextSerial, serial + 1),
  };
}

/** `target` with the transient fields of `current`: what undo shows. */
export const keepTransient = (target: ViewState, current: ViewState): ViewState =>
  mapView((key) => (VIEW_FIELDS[key].undo === 'transient' ? current[key] : target[key]));
