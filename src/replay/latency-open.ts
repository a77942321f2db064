import { LEVER_KEYS } from './levers.ts';
import { moved } from './actions/action.ts';
import { type ReplayGraph } from './graph.ts';
import { type Scenario } from './scenario.ts';
import { someLatencyUntold } from './transfers.ts';

/** Levers on what a message takes besides its latency. */
const BESIDES = new Set<string>(['interconnect', 'network', 'messageSize', 'buckets']);

/** True where a scenario changes messages but not their latency, or their number, and the trace does not tell what of their time is latency. */
export const latencyIsOpen = (graph: ReplayGraph, scenario: Scenario): boolean =>
  LEVER_KEYS.some((key) => BESIDES.has(key) && moved(scenario, key) !== undefined) && someLatencyUntold(graph);
