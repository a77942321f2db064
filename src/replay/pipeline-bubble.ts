import { f64, u16, u32, u8 } from '../base/at.ts';
import { COLLECTIVE_KINDS } from '../ledger/ranks/collective-kinds.ts';
import { known, moved } from './actions/action.ts';
import { type ReplayGraph, weightCode } from './graph.ts';
import { type OpenEnd } from './open-ends.ts';
import { runSchedule } from './pipeline-schedule.ts';
import { pipelineShape, pipelineWork } from './pipeline-shape.ts';
import { type Scenario } from './scenario.ts';

const COMPUTE = weightCode('compute');

/** What a scenario asks of a pipeline; undefined where it asks nothing, or stages and micro-batches are not known. */
function askedOf(
  scenario: Scenario,
): { readonly stages: number; readonly now: number; readonly micro: number; readonly chunks: number } | undefined {
  const micro = moved(scenario, 'microbatches');
  const chunks = moved(scenario, 'interleave') ?? 1;
  const stages = known(scenario, 'stages');
  const now = known(scenario, 'microbatches');
  if (stages === undefined || now === undefined || (micro === undefined && chunks === 1)) return undefined;
  return { stages, now, micro: micro ?? now, chunks };
}

/** True where a scenario asks for other messages between stages than recorded, and the trace does not tell what of their time is latency. */
export function stageLatencyIsOpen(graph: ReplayGraph, scenario: Scenario): boolean {
  const asked = askedOf(scenario);
  const shape = asked === undefined ? undefined : pipelineShape(graph, asked.stages, asked.now);
  return shape !== undefined && shape.latencyUs === undefined;
}

/**
 * Time of a run at m' micro-batches and v' chunks a stage against now, the same work in total. Where all stages are recorded and follow a known schedule, that schedule is
 * run with both, messages included, with these vertex times: T' = T + S(m', v') - S(m, 1). Else, where the trace shows stages waiting for each other, that wait B is
 * the bubble, which comes once a step and lasts as long as a micro-batch takes: T' = T + B (m / (m' v') - 1). Else p equal stages are
 * taken, B = T (p - 1) / (m + p - 1). 1 where stages and micro-batches are not known.
 */
export function pipelineFactor(
  graph: ReplayGraph,
  scenario: Scenario,
  time: Float64Array,
  latency: OpenEnd = 'likely',
): number {
  const asked = askedOf(scenario);
  if (asked === undefined) return 1;
  const { stages, now, micro, chunks } = asked;
  const shape = pipelineShape(graph, stages, now);
  if (shape !== undefined) {
    const work = pipelineWork(graph, shape, time, latency);
    const before = runSchedule(work, now);
    const after = runSchedule(work, micro, chunks);
    const stepUs = recordedUs(graph, time, 0) / Math.max(1, graph.lastStep - graph.firstStep);
    if (before !== undefined && after !== undefined && stepUs > 0)
      return Math.max(0, 1 + (after.totalUs - before.totalUs) / stepUs);
  }
  const bubble = shownBubble(graph, time) ?? (stages - 1) / (now + stages - 1);
  return 1 + bubble * (now / (micro * chunks) - 1);
}

/**
 * The share of its time in which a stage waits for others: a send or receive is open on the device, and no compute runs. Of the ranks the one that
 * waits least tells it: others also wait for slower stages. Undefined where no rank shows such a wait.
 */
function shownBubble(graph: ReplayGraph, time: Float64Array): number | undefined {
  const { node, kind } = graph.detail.transfers;
  const messages = Array.from({ length: graph.rankCount }, (): number[] => []);
  const compute = Array.from({ length: graph.rankCount }, (): number[] => []);
  for (let i = 0; i < node.length; i++) {
    const own = u32(node, i);
    if (COLLECTIVE_KINDS[u8(kind, i)]?.key === 'pointToPoint') messages[u16(graph.rank, own)]?.push(own);
  }
  for (let own = 0; own < graph.nodeCount; own++)
    if (u8(graph.nodeClass, own) === COMPUTE) compute[u16(graph.rank, own)]?.push(own);
  let least: number | undefined;
  messages.forEach((own, rank) => {
    const rankUs = recordedUs(graph, time, rank);
    if (own.length === 0 || rankUs <= 0) return;
    const work = compute[rank] ?? [];
    const share = (covered(time, [...own, ...work]) - covered(time, work)) / rankUs;
    least = Math.min(least ?? Infinity, share);
  });
  return least === undefined || least <= 0 ? undefined : least;
}

/** From the start of a rank's first step to the end of its last. */
function recordedUs({ stepVertex, rank }: ReplayGraph, time: Float64Array, wanted: number): number {
  const borders = stepVertex.filter((v) => u16(rank, v >> 1) === wanted);
  const [first] = borders;
  const last = borders.at(-1);
  return first === undefined || last === undefined ? 0 : f64(time, last) - f64(time, first);
}

/** Time in which at least one of the nodes runs. */
function covered(time: Float64Array, nodes: readonly number[]): number {
  let us = 0;
  let until = -Infinity;
  for (const node of [...nodes].sort((a, b) => f64(time, 2 * a) - f64(time, 2 * b))) {
    const end = f64(time, 2 * node + 1);
    us += Math.max(0, end - Math.max(until, f64(time, 2 * node)));
    until = Math.max(until, end);
  }
  return us;
}
