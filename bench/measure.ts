import { readFileSync } from 'node:fs';
import { cssPx } from '../src/base/brand.ts';
import { type Result } from '../src/base/result.ts';
import { inEnglish } from '../src/base/say.ts';
import { type Scan } from '../src/ingest/event-columns.ts';
import { scanTrace } from '../src/ingest/scan-trace.ts';
import { openSource } from '../src/ingest/source.ts';
import { createRectBuilder } from '../src/layout/rect-builder.ts';
import { layoutGantt } from '../src/layout/gantt.ts';
import { buildLedger } from '../src/ledger/build-ledger.ts';
import { buildChartLanes } from '../src/ledger/chart-lanes.ts';
import { buildTimeline } from '../src/model/build-timeline.ts';
import { type ChartLane } from '../src/model/mark-row.ts';
import { type Timeline } from '../src/model/timeline.ts';
import { buildGraph } from '../src/replay/build-graph.ts';
import { type ReplayGraph } from '../src/replay/graph.ts';
import { createBuffers, replay, runGraph } from '../src/replay/replay.ts';
import { passOver, passOverEdges } from './passes.ts';
import { tileScan } from './tile-scan.ts';
import { race } from './timing.ts';

/** One line of the table: a step of the engine beside the least it could cost. */
export interface Row {
  readonly size: string;
  readonly what: string;
  readonly medianMs: number;
  readonly baseline: string;
  readonly baselineMs: number;
}

export interface Measured {
  readonly size: string;
  readonly events: number;
  readonly edges: number;
  readonly rows: readonly Row[];
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(inEnglish(result.failure.userMessage));
  return result.value;
}

/** Times every step of the engine on one trace file; medians over `rounds`, each step taking turns with its baseline. */
export async function measure(path: string, rounds: number): Promise<Measured> {
  const bytes = readFileSync(path);
  const size = `${Math.round(bytes.length / 1e6)} MB`;
  const scan = async () =>
    valueOf(
      await scanTrace(
        valueOf(await openSource({ kind: 'blob', name: 'bench', blob: new Blob([bytes]) })),
        () => undefined,
      ),
    );
  const scanned = await scan();
  const { timeline, lanes, graph, pairs } = stepsOn(scanned);
  const builder = createRectBuilder();
  const frame = () =>
    layoutGantt(
      {
        lanes,
        strings: timeline.strings,
        names: timeline.events.name,
        steps: timeline.steps,
        rank: 0,
        window: timeline.window,
        size: { width: cssPx(1600), height: cssPx(900) },
        scrollTop: cssPx(0),
        hidden: new Set(),
        folded: new Set(),
      },
      builder,
    );
  const scanning: Pair = {
    what: 'scanTrace',
    run: scan,
    baseline: 'JSON.parse of the same bytes',
    base: () => JSON.parse(new TextDecoder().decode(bytes)) as unknown,
  };
  const drawing: Pair = {
    what: 'layoutGantt, whole trace',
    run: frame,
    baseline: 'a pass over the timeline columns',
    base: () => passOver(timeline.events),
  };
  const rows = await raceAll(size, [scanning, ...pairs, drawing], rounds);
  return { size, events: timeline.events.length, edges: graph.source.length, rows };
}

/** The same for what follows the scan, on the trace of a file tiled in memory to a million events. */
export async function measureMillion(path: string, rounds: number): Promise<Measured> {
  const source = valueOf(await openSource({ kind: 'blob', name: 'bench', blob: new Blob([readFileSync(path)]) }));
  const scanned = tileScan(valueOf(await scanTrace(source, () => undefined)), 1e6);
  const { timeline, graph, pairs } = stepsOn(scanned);
  const size = '1 million events';
  return {
    size,
    events: timeline.events.length,
    edges: graph.source.length,
    rows: await raceAll(size, pairs, rounds),
  };
}

interface Pair {
  readonly what: string;
  readonly run: () => unknown;
  readonly baseline: string;
  readonly base: () => unknown;
}

/** What follows the scan: each step beside a pass over what it reads. */
function stepsOn(scanned: Scan): {
  readonly timeline: Timeline;
  readonly lanes: readonly ChartLane[];
  readonly graph: ReplayGraph;
  readonly pairs: readonly Pair[];
} {
  const timeline = valueOf(buildTimeline([scanned]));
  // The ledger remembers the classes of a column of names: a new view of it is asked anew.
  const anew = (): Timeline => ({
    ...timeline,
    events: { ...timeline.events, name: timeline.events.name.subarray() },
  });
  const ledger = buildLedger(timeline);
  const graph = buildGraph(timeline, ledger);
  const buffers = createBuffers(graph);
  const overTimeline = {
    baseline: 'a pass over the timeline columns',
    base: () => passOver(timeline.events),
  };
  const overEdges = { baseline: 'a pass over the edges', base: () => passOverEdges(graph) };
  const pairs: Pair[] = [
    {
      what: 'buildTimeline',
      run: () => buildTimeline([scanned]),
      baseline: 'a pass over the scanned columns',
      base: () => passOver(scanned.events),
    },
    { what: 'buildLedger: classes, blame, pieces', run: () => buildLedger(anew()), ...overTimeline },
    { what: 'buildChartLanes', run: () => buildChartLanes(timeline, ledger), ...overTimeline },
    { what: 'buildGraph', run: () => buildGraph(timeline, ledger), ...overTimeline },
    {
      what: 'one replay, compute twice as fast',
      run: () => replay(graph, { levers: { compute: 2 } }, { buffers }),
      ...overEdges,
    },
    { what: 'its pass over the graph alone', run: () => runGraph(graph, graph.weight, buffers.time), ...overEdges },
  ];
  return { timeline, lanes: buildChartLanes(timeline, ledger), graph, pairs };
}

async function raceAll(size: string, pairs: readonly Pair[], rounds: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const { what, run, baseline, base } of pairs) {
    const medians = await race(rounds, [
      { name: 'run', run },
      { name: 'base', run: base },
    ]);
    const medianOf = (name: string): number => medians.get(name) ?? Number.NaN;
    rows.push({ size, what, medianMs: medianOf('run'), baseline, baselineMs: medianOf('base') });
  }
  return rows;
}
