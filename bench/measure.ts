import { readFileSync } from 'node:fs';
import { cssPx } from '../src/base/brand.ts';
import { type Result } from '../src/base/result.ts';
import { scanTrace } from '../src/ingest/scan-trace.ts';
import { openSource } from '../src/ingest/source.ts';
import { createRectBuilder } from '../src/layout/rect-builder.ts';
import { layoutGantt } from '../src/layout/gantt.ts';
import { buildLedger } from '../src/ledger/build-ledger.ts';
import { buildChartLanes } from '../src/ledger/chart-lanes.ts';
import { buildTimeline } from '../src/model/build-timeline.ts';
import { buildGraph } from '../src/replay/build-graph.ts';
import { replay } from '../src/replay/replay.ts';
import { passOver, passOverEdges } from './passes.ts';
import { race } from './timing.ts';

/** One line of the table: a step of the engine beside the least it could cost. */
export interface Row {
  readonly megabytes: number;
  readonly what: string;
  readonly medianMs: number;
  readonly baseline: string;
  readonly baselineMs: number;
}

export interface Measured {
  readonly megabytes: number;
  readonly events: number;
  readonly edges: number;
  readonly rows: readonly Row[];
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.userMessage);
  return result.value;
}

/** Times every step of the engine on one trace file; medians over `rounds`, each step taking turns with its baseline. */
export async function measure(path: string, rounds: number): Promise<Measured> {
  const bytes = readFileSync(path);
  const megabytes = Math.round(bytes.length / 1e6);
  const scan = async () =>
    valueOf(
      await scanTrace(
        valueOf(await openSource({ kind: 'blob', name: 'bench', blob: new Blob([bytes]) })),
        () => undefined,
      ),
    );
  const scanned = await scan();
  const timeline = valueOf(buildTimeline([scanned]));
  const ledger = buildLedger(timeline);
  const graph = buildGraph(timeline, ledger);
  const time = new Float64Array(2 * graph.nodeCount);
  const lanes = buildChartLanes(timeline, ledger);
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
  const pairs = [
    {
      what: 'scanTrace',
      run: scan,
      baseline: 'JSON.parse of the same bytes',
      base: () => JSON.parse(new TextDecoder().decode(bytes)) as unknown,
    },
    {
      what: 'buildTimeline',
      run: () => buildTimeline([scanned]),
      baseline: 'a pass over the scanned columns',
      base: () => passOver(scanned.events),
    },
    {
      what: 'buildLedger',
      run: () => buildLedger(timeline),
      baseline: 'a pass over the timeline columns',
      base: () => passOver(timeline.events),
    },
    {
      what: 'buildGraph',
      run: () => buildGraph(timeline, ledger),
      baseline: 'a pass over the timeline columns',
      base: () => passOver(timeline.events),
    },
    {
      what: 'one replay',
      run: () => replay(graph, { levers: { compute: 2 } }, { time }),
      baseline: 'a pass over the edges',
      base: () => passOverEdges(graph),
    },
    {
      what: 'layoutGantt, whole trace',
      run: frame,
      baseline: 'a pass over the timeline columns',
      base: () => passOver(timeline.events),
    },
  ];
  const rows: Row[] = [];
  for (const { what, run, baseline, base } of pairs) {
    const medians = await race(rounds, [
      { name: 'run', run },
      { name: 'base', run: base },
    ]);
    rows.push({
      megabytes,
      what,
      medianMs: medians.get('run') ?? Number.NaN,
      baseline,
      baselineMs: medians.get('base') ?? Number.NaN,
    });
  }
  return { megabytes, events: timeline.events.length, edges: graph.source.length, rows };
}
