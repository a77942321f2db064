import { at, f64 } from '../base/at.ts';
import { type ThreadAnchors } from './anchors.ts';
import { type Draft, endOf, startOf } from './draft.ts';
import { type StepMark } from './step-marks.ts';

/**
 * The starts and ends of a thread's anchors and the step marks on it, in time order. Entry k is reached from entry k - 1:
 *
 *     [ loader        [ copy ]     ]        [ launch ]
 *     0    inside     1      2     3  think 4        5
 */
export interface ThreadChain {
  readonly lane: number;
  /** Vertex numbers. */
  readonly vertex: readonly number[];
  /** The innermost anchor open just before entry k, as a node; -1 where none is: the thread was thinking. */
  readonly inside: readonly number[];
}

/** Walks one thread. Partly overlapping anchors are closed in the order of their ends, so that time never goes back. */
export function threadChain(draft: Draft, thread: ThreadAnchors, marks: readonly StepMark[]): ThreadChain {
  const vertex: number[] = [];
  const inside: number[] = [];
  const open: number[] = [];
  const emit = (v: number): void => {
    vertex.push(v);
    inside.push(open.at(-1) ?? -1);
  };
  const closeUntil = (timeUs: number): void => {
    for (let top = open.at(-1); top !== undefined && f64(draft.end, top) <= timeUs; top = open.at(-1)) {
      emit(endOf(top));
      open.pop();
    }
  };
  let nextMark = 0;
  const passMarks = (timeUs: number): void => {
    for (let mark = marks[nextMark]; mark !== undefined && mark.timeUs <= timeUs; mark = marks[++nextMark]) {
      closeUntil(mark.timeUs);
      emit(startOf(mark.node));
    }
  };
  for (const node of thread.nodes) {
    const startUs = f64(draft.start, node);
    passMarks(startUs);
    closeUntil(startUs);
    emit(startOf(node));
    let place = open.length;
    while (place > 0 && f64(draft.end, at(open, place - 1)) < f64(draft.end, node)) place--;
    open.splice(place, 0, node);
  }
  passMarks(Infinity);
  closeUntil(Infinity);
  return { lane: thread.lane, vertex, inside };
}
