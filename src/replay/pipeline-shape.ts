import { f64, u32 } from '../base/at.ts';
import { mean, median } from '../base/median.ts';
import { transferEdge } from './edge-index.ts';
import { type ReplayGraph } from './graph.ts';
import { HOP_US, type OpenEnd } from './open-ends.ts';
import { type PipelineOrder, type PipelineWork, runSchedule } from './pipeline-schedule.ts';
import { recordedStages, type Stage, type Stretch } from './pipeline-stages.ts';

/** A recorded stage follows a schedule where its span is as near to that of the schedule as this share. */
const SAME_SHARE = 0.02;

/** A pipeline whose recorded steps follow a known schedule. */
export interface PipelineShape {
  readonly order: PipelineOrder;
  readonly stages: readonly Stage[];
  readonly microbatches: number;
  /** Messages that cross the border behind each stage but the last, forward: nodes. */
  readonly borders: readonly (readonly number[])[];
  /** Latency of a message as the trace tells it; undefined where it does not. */
  readonly latencyUs: number | undefined;
}

const found = new WeakMap<ReplayGraph, Map<string, PipelineShape | undefined>>();

/** The first rank's pipeline of so many stages and micro-batches; undefined where not all of it is recorded, or its steps do not follow a known schedule. */
export function pipelineShape(graph: ReplayGraph, stages: number, microbatches: number): PipelineShape | undefined {
  let shapes = found.get(graph);
  if (shapes === undefined) found.set(graph, (shapes = new Map()));
  const key = `${stages} ${microbatches}`;
  if (!shapes.has(key)) shapes.set(key, findShape(graph, stages, microbatches));
  return shapes.get(key);
}

function findShape(graph: ReplayGraph, count: number, microbatches: number): PipelineShape | undefined {
  const stages = recordedStages(graph);
  if (stages === undefined || stages.length < 2 || stages.length !== count) return undefined;
  const passes = stages.map((stage, s) => stage.steps.map((step) => passesOf(step, s === count - 1)));
  if (!passes.flat().every(({ forward, backward }) => forward === microbatches && backward === microbatches))
    return undefined;
  const warmUps = passes.map((steps) => steps.map(({ warmUp }) => warmUp));
  const orders: Readonly<Record<PipelineOrder, (s: number) => number>> = {
    '1f1b': (s) => Math.min(count - s, microbatches),
    gpipe: () => microbatches,
  };
  const borders = stages
    .slice(0, -1)
    .map(({ steps }) =>
      steps.flatMap((step) => step.flatMap(({ to }) => (to?.sent === true && to.forward ? [to.node] : []))),
    );
  const latencyUs = toldLatency(graph, new Set(borders.flat()));
  for (const order of ['1f1b', 'gpipe'] as const) {
    if (!warmUps.every((own, s) => own.every((warm) => warm === orders[order](s)))) continue;
    const shape: PipelineShape = { order, stages, microbatches, borders, latencyUs };
    if (followed(graph, shape)) return shape;
  }
  return undefined;
}

/** Passes of a step, and how many forwards come before the first backward. A backward begins with a message but for the last stage, where it ends with one. */
function passesOf(
  step: readonly Stretch[],
  last: boolean,
): { readonly forward: number; readonly backward: number; readonly warmUp: number } {
  const messages = step.flatMap(({ to }) => (to === undefined ? [] : [to]));
  const sends = messages.some(({ sent, forward }) => forward && sent);
  const forwards = messages.filter(({ sent, forward }) => forward && sent === sends);
  const backwards = messages.filter(({ sent, forward }) => !forward && sent === last);
  const [first] = backwards;
  const warmUp =
    first === undefined ? 0 : forwards.filter((one) => messages.indexOf(one) < messages.indexOf(first)).length;
  return { forward: forwards.length, backward: backwards.length, warmUp };
}

/** Latency of the messages where sizes tell it. */
function toldLatency({ detail }: ReplayGraph, nodes: ReadonlySet<number>): number | undefined {
  const { node, alphaUs } = detail.transfers;
  const told = alphaUs.filter((us, i) => us > 0 && nodes.has(u32(node, i)));
  return told.length > 0 ? median(told) : undefined;
}

/** What the pipeline does in a step of a replay with these vertex times. */
export function pipelineWork(
  graph: ReplayGraph,
  { order, stages, microbatches, borders, latencyUs: told }: PipelineShape,
  time: Float64Array,
  end: OpenEnd,
): PipelineWork {
  const passes = stages.map((stage) => passTimes(stage, time));
  const share = forwardShare(passes);
  const split = passes.map(({ forwardUs, backwardUs, bothUs }) => {
    const bothOrUs = bothUs ?? (forwardUs ?? 0) + (backwardUs ?? 0);
    const forward = forwardUs ?? (backwardUs === undefined ? share * bothOrUs : Math.max(0, bothOrUs - backwardUs));
    return { forward, backward: backwardUs ?? Math.max(0, bothOrUs - forward) };
  });
  const messages = borders.map((nodes) => median(nodes.map((node) => transferUs(graph, node, time))));
  const latencyUs = Math.min(told ?? HOP_US[end], ...messages);
  return {
    order,
    forwardUs: split.map(({ forward }) => forward * microbatches),
    backwardUs: split.map(({ backward }) => backward * microbatches),
    messageUs: messages.map((us) => (us - latencyUs) * microbatches),
    latencyUs,
  };
}

function transferUs(graph: ReplayGraph, node: number, time: Float64Array): number {
  const e = transferEdge(graph, node);
  return Math.max(0, f64(time, 2 * node + 1) - f64(time, e < 0 ? 2 * node : u32(graph.source, e)));
}

interface PassTimes {
  readonly forwardUs: number | undefined;
  readonly backwardUs: number | undefined;
  /** Of a backward and a forward with no message between. */
  readonly bothUs: number | undefined;
}

/** What one pass takes, the median over the steps. What follows the last message of a step may be the optimizer's. */
function passTimes({ steps }: Stage, time: Float64Array): PassTimes {
  const us: Record<keyof PassTimes, number[]> = { forwardUs: [], backwardUs: [], bothUs: [] };
  for (const { from, to, compute } of steps.flat()) {
    if (to === undefined) continue;
    const begun = from?.sent === false ? from.forward : undefined;
    const done = to.sent ? to.forward : undefined;
    const forward = begun ?? done;
    if (forward === undefined) continue;
    const both = begun !== undefined && done !== undefined && begun !== done;
    us[both ? 'bothUs' : forward ? 'forwardUs' : 'backwardUs'].push(
      compute.reduce((sum, node) => sum + f64(time, 2 * node + 1) - f64(time, 2 * node), 0),
    );
  }
  const middle = (all: readonly number[]): number | undefined => (all.length > 0 ? median(all) : undefined);
  return { forwardUs: middle(us.forwardUs), backwardUs: middle(us.backwardUs), bothUs: middle(us.bothUs) };
}

/** A backward pass takes twice as long as a forward one where nothing tells. */
const USUAL_FORWARD_SHARE = 1 / 3;

function forwardShare(passes: readonly PassTimes[]): number {
  const told = passes.flatMap(({ forwardUs = 0, backwardUs = 0 }) =>
    forwardUs > 0 && backwardUs > 0 ? [forwardUs / (forwardUs + backwardUs)] : [],
  );
  return told.length > 0 ? mean(told) : USUAL_FORWARD_SHARE;
}

/** True where each recorded stage takes as long as the schedule says. */
function followed(graph: ReplayGraph, shape: PipelineShape): boolean {
  const { observed } = graph;
  const scheduled = runSchedule(pipelineWork(graph, shape, observed, 'likely'), shape.microbatches);
  if (scheduled === undefined) return false;
  return shape.stages.every(({ steps }, s) => {
    const spans = steps.map((step) => {
      const messages = step.flatMap(({ to }) => (to === undefined ? [] : [to]));
      const [first] = messages;
      const last = messages.at(-1);
      if (first === undefined || last === undefined) return NaN;
      return f64(observed, 2 * last.node + (last.sent ? 0 : 1)) - f64(observed, 2 * first.node + (first.sent ? 0 : 1));
    });
    const us = median(spans);
    return Math.abs(f64(scheduled.spanUs, s) - us) <= SAME_SHARE * us;
  });
}
