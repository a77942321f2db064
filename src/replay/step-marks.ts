import { at, item } from '../base/at.ts';
import { type Timeline } from '../model/timeline.ts';
import { addNode, type Draft, startOf } from './draft.ts';
import { TOLERANCE_US } from './topo.ts';

/** A point in time where a step of a rank begins or ends. */
export interface StepMark {
  readonly node: number;
  readonly rank: number;
  /** Host lane it stands on; -1 where the rank has none. */
  readonly lane: number;
  readonly timeUs: number;
  /** The step ends with its device work, not with its marker on the host: it waits for every lane. */
  readonly closesAll: boolean;
}

export interface StepMarks {
  readonly marks: readonly StepMark[];
  /** Vertices where each step of the timeline begins and ends: [2k] and [2k + 1]. */
  readonly stepVertex: Uint32Array;
}

/** Adds a node without duration for each border between steps; borders shared by two steps are one node. */
export function addStepMarks(draft: Draft, timeline: Timeline): StepMarks {
  const marks: StepMark[] = [];
  const stepVertex = new Uint32Array(2 * timeline.steps.length);
  timeline.ranks.forEach((rank, index) => {
    let shared: StepMark | undefined;
    for (let k = rank.firstStep; k < rank.lastStep; k++) {
      const step = item(timeline.steps, k);
      const own = step.event >= 0 ? at(timeline.events.lane, step.event) : -1;
      const lane = own >= 0 && item(timeline.lanes, own).kind === 'host' ? own : rank.mainLane;
      const mark = (timeUs: number, closesAll: boolean): StepMark => {
        const node = addNode(draft, -1, 'fixed', closesAll ? -1 : lane, index, timeUs, timeUs);
        marks.push({ node, rank: index, lane, timeUs, closesAll });
        return item(marks, marks.length - 1);
      };
      const opens = shared !== undefined && shared.timeUs === step.start ? shared : mark(step.start, false);
      const marker = step.event >= 0 ? at(timeline.events.end, step.event) : -Infinity;
      const closes = mark(step.end, k === rank.lastStep - 1 && step.end > marker + TOLERANCE_US);
      stepVertex[2 * k] = startOf(opens.node);
      stepVertex[2 * k + 1] = startOf(closes.node);
      shared = closes;
    }
  });
  return { marks, stepVertex };
}
