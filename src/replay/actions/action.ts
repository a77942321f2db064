import { isNamePattern, namePattern } from '../../base/name-pattern.ts';
import { f64 } from '../../base/at.ts';
import { type Said } from '../../base/say.ts';
import { type ReplayGraph } from '../graph.ts';
import { isMoved, type LeverKey } from '../levers.ts';
import { type OpenEnd } from '../open-ends.ts';
import { type KnownKey, type Scenario } from '../scenario.ts';

/** What levers change of a graph: its weights, in place, and what weights cannot say. */
export interface Change {
  readonly graph: ReplayGraph;
  readonly scenario: Scenario;
  /** One an edge: scaled, or -Infinity for an edge that is switched off. */
  readonly weight: Float64Array;
  /** Time of work that a step hides as long as it is shorter than the step, by step of the timeline; microseconds. */
  readonly hiddenUs: Float64Array;
  readonly notes: Said[];
  /** Which end of what the trace leaves open about the latency of messages, and about how late a rank is. */
  readonly latency: OpenEnd;
  readonly lateness: OpenEnd;
}

/** The value of a lever that is moved; undefined where it is not. */
export function moved({ levers }: Scenario, key: LeverKey): number | undefined {
  const value = levers[key];
  return isMoved(key, value) ? value : undefined;
}

/** How much shorter a lever of the kind `times faster` makes its weights: 1 where it is not moved, 0 at infinity. */
export const shorter = (scenario: Scenario, key: LeverKey): number => 1 / (moved(scenario, key) ?? 1);

/** What takes k times the batch, where a share of it does not grow: phi + (1 - phi) k. */
export function grown(scenario: Scenario, fixedShare: number): number {
  const times = moved(scenario, 'batch');
  return times === undefined ? 1 : fixedShare + (1 - fixedShare) * times;
}

export const known = ({ known: facts }: Scenario, key: KnownKey): number | undefined => facts?.[key];

export function scaleEdges(weight: Float64Array, edges: Uint32Array, scale: number): void {
  if (scale === 1) return;
  for (const e of edges) weight[e] = f64(weight, e) * scale;
}

export const OFF = -Infinity;

/** Tells whether a name is meant. */
export type NameTest = (name: string) => boolean;

/** Reads a pattern of the user's; undefined where it is none. Links hold such texts, so none of them may be slow (`name-pattern.ts`). */
export const patternOf = (text: string | undefined): NameTest | undefined =>
  text === undefined || !isNamePattern(text) ? undefined : namePattern(text);
