import { at, f64, i32, u32, u8 } from '../base/at.ts';
import { lowerBound, upperBound } from '../base/search.ts';
import { type Timeline } from '../model/timeline.ts';
import { type RankNodes, type StreamNodes } from './anchors.ts';
import { addEdge, type Draft, endOf, nodesByTime, startOf } from './draft.ts';
import { INFERRED, weightCode } from './graph.ts';
import { TOLERANCE_US } from './topo.ts';

/** MTIA runs the queues of its streams itself and writes their commands as rows among the work of a stream: one waits until another stream has come to its record. */
const WAIT = 'event_wait';
const RECORD = 'event_record';
/** A wait ends this long after the record that it waited for began, at most. */
const RETURN_US = 2 * TOLERANCE_US;
const LEAST_JOBS = 16;

/** What the commands of the queues of a rank say. */
export interface QueueCommands {
  readonly waits: readonly { readonly wait: number; readonly record: number }[];
  /** Jobs that share one grid of processing elements, in the order in which they ran: one list a device. */
  readonly grids: readonly Uint32Array[];
}

/**
 * Finds the waits between queues, and devices that have such queues and run one job at a time: no two jobs of any of their streams overlap in the
 * whole trace. Commands are no compute; what a wait takes is waiting. To be called before device edges are made.
 */
export function queueCommands(draft: Draft, timeline: Timeline, { streams }: RankNodes): QueueCommands {
  const { events, strings } = timeline;
  const waitName = strings.indexOf(WAIT);
  const recordName = strings.indexOf(RECORD);
  if (recordName < 0) return { waits: [], grids: [] };
  const nameOf = (node: number): number => u32(events.name, i32(draft.event, node));
  const isCommand = (node: number): boolean => nameOf(node) === waitName || nameOf(node) === recordName;
  const records = new Map(
    streams.map(({ stream, nodes }) => {
      const own = nodes.filter((node) => nameOf(node) === recordName);
      return [stream, { nodes: own, startUs: Float64Array.from(own, (node) => f64(draft.start, node)) }] as const;
    }),
  );
  const awaited = awaitedStream(timeline);
  const waits = streams.flatMap(({ nodes }) =>
    nodes.flatMap((wait) => {
      const found = nameOf(wait) === waitName ? records.get(awaited(i32(draft.event, wait)) ?? -1) : undefined;
      const record = found?.nodes[upperBound(found.startUs, f64(draft.end, wait) + TOLERANCE_US) - 1];
      const isIt = record !== undefined && f64(draft.end, wait) - f64(draft.start, record) <= RETURN_US;
      return isIt ? [{ wait, record }] : [];
    }),
  );
  const devices = new Set(streams.filter(({ nodes }) => nodes.some(isCommand)).map(({ device }) => device));
  for (const { nodes } of streams)
    for (const node of nodes) if (isCommand(node)) draft.nodeClass[node] = weightCode('fixed');
  for (const { wait } of waits) draft.ownCap[wait] = 0;
  const grids = [...devices].flatMap((device) =>
    gridOf(
      draft,
      streams.filter((stream) => stream.device === device),
    ),
  );
  return { waits, grids };
}

/** The stream that a row says it waits for. */
function awaitedStream({ extras, strings }: Timeline): (event: number) => number | undefined {
  const key = strings.indexOf('wait_on_stream');
  return (event) => {
    for (let x = lowerBound(extras.event, event); x < extras.length && u32(extras.event, x) === event; x++)
      if (u32(extras.key, x) === key) return f64(extras.number, x);
    return undefined;
  };
}

const COMPUTE = weightCode('compute');

/** The jobs of a device by start, where no two of them overlap. */
function gridOf(draft: Draft, streams: readonly StreamNodes[]): Uint32Array[] {
  const lists = streams.map(({ nodes }) => nodes.filter((node) => u8(draft.nodeClass, node) === COMPUTE));
  const jobs = nodesByTime(lists, draft.start).node;
  const alone = jobs.every(
    (job, k) => k === 0 || f64(draft.end, at(jobs, k - 1)) <= f64(draft.start, job) + TOLERANCE_US,
  );
  return alone && jobs.length >= LEAST_JOBS ? [jobs] : [];
}

/** A wait ends when the other queue comes to its record; a job starts when the grid has done the one before. Gives the number of edges; `bound` is raised. */
export function addQueueCommands(draft: Draft, { waits, grids }: QueueCommands, bound: Float64Array): number {
  let added = waits.length;
  const fixed = weightCode('fixed');
  for (const { wait, record } of waits) addEdge(draft, 'eventWait', startOf(record), endOf(wait), 0, fixed, INFERRED);
  for (const jobs of grids) {
    for (let k = 1; k < jobs.length; k++) {
      const earlier = u32(jobs, k - 1);
      const job = u32(jobs, k);
      if (i32(draft.resource, earlier) === i32(draft.resource, job)) continue;
      addEdge(draft, 'inferredWait', endOf(earlier), startOf(job), 0, fixed, INFERRED);
      bound[job] = Math.max(f64(bound, job), f64(draft.end, earlier));
      added++;
    }
  }
  return added;
}
