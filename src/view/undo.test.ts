import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laneKey, micros } from '../base/brand.ts';
import { anyView } from '../test/any-view.ts';
import { INITIAL_VIEW } from './fields.ts';
import {
  amendView,
  arriveAt,
  canRedo,
  canUndo,
  commitView,
  keepTransient,
  redoStep,
  startHistory,
  travelTo,
  UNDO_LIMIT,
  undoStep,
  type UndoHistory,
} from './undo.ts';

const rank = (n: number) => ({ ...INITIAL_VIEW, rank: n });
const ranksOf = (history: UndoHistory): string =>
  [
    ...history.past.map(({ view }) => `${view.rank}`),
    `[${history.present.view.rank}]`,
    ...history.future.map(({ view }) => `${view.rank}`),
  ].join(' ');
const walked = (...ranks: number[]): UndoHistory =>
  ranks.reduce((history, n) => commitView(history, rank(n)), startHistory(rank(0)));

describe('undo', () => {
  it('walks back and forward', () => {
    const history = walked(1, 2);
    expect(ranksOf(history)).toBe('0 1 [2]');
    expect(ranksOf(undoStep(history))).toBe('0 [1] 2');
    expect(ranksOf(undoStep(undoStep(history)))).toBe('[0] 1 2');
    expect(ranksOf(redoStep(undoStep(history)))).toBe('0 1 [2]');
  });

  it('forgets what was taken back once something new is done', () => {
    expect(ranksOf(commitView(undoStep(walked(1, 2)), rank(9)))).toBe('0 1 [9]');
  });

  it('makes no step of a selection, a search or a light', () => {
    const selected = {
      ...rank(1),
      selection: { lane: laneKey('x'), start: micros(1) },
      search: 's',
      highlight: 'data' as const,
    };
    const history = commitView(walked(1), selected);
    expect(ranksOf(history)).toBe('0 [1]');
    expect(history.present.view).toBe(selected);
    expect(keepTransient(rank(0), selected)).toEqual({ ...selected, rank: 0 });
  });

  it('does nothing at either end', () => {
    const history = startHistory(rank(0));
    expect([canUndo(history), canRedo(history)]).toEqual([false, false]);
    expect(undoStep(history)).toBe(history);
    expect(redoStep(history)).toBe(history);
  });

  it('remembers a bounded number of steps', () => {
    const history = walked(...Array.from({ length: UNDO_LIMIT + 50 }, (_, n) => n + 1));
    expect(history.past).toHaveLength(UNDO_LIMIT);
  });

  it('undo then redo is where one was, for any run of views', () => {
    fc.assert(
      fc.property(fc.array(anyView, { minLength: 1, maxLength: 6 }), (views) => {
        const history = views.reduce(commitView, startHistory(INITIAL_VIEW));
        if (canUndo(history)) expect(redoStep(undoStep(history))).toEqual(history);
      }),
      { numRuns: 50 },
    );
  });

  it('stands at a step by its serial, wherever the browser went', () => {
    const history = walked(1, 2);
    expect(ranksOf(travelTo(history, 0) ?? history)).toBe('[0] 1 2');
    expect(travelTo(history, 77)).toBeUndefined();
    expect(ranksOf(arriveAt(history, 1, rank(8)))).toBe('0 [1] 2');
  });

  it('puts a step it does not know, from before a reload, in its place', () => {
    const reloaded = startHistory(rank(5), 5);
    const back = arriveAt(reloaded, 3, rank(3));
    expect(ranksOf(back)).toBe('[3] 5');
    expect(ranksOf(arriveAt(back, 6, rank(6)))).toBe('3 5 [6]');
    expect(commitView(arriveAt(back, 6, rank(6)), rank(7)).present.serial).toBe(7);
  });

  it('amends the present step', () => {
    expect(ranksOf(amendView(walked(1), rank(4)))).toBe('0 [4]');
  });
});
