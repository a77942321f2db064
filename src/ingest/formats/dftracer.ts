import { say } from '../../base/say.ts';
import { type StepHint } from '../event-columns.ts';
import { type Format } from './format.ts';
import { hintsOf, type KindRule, rowsNamed } from './hints.ts';
import { type ScanView, some } from './scan-view.ts';

const SOURCE = 'DFTracer: categories of its C library; those of DLIO Benchmark are in dlio_benchmark/utils';

const RULES: readonly KindRule[] = [
  { kind: 'other', category: /^(POSIX|STDIO|dftracer)$/, source: `${SOURCE}; calls of the file system` },
  { kind: 'annotation', name: /^(loop\.yield|DLIOBenchmark\.\w+)$/, source: `${SOURCE}; hold the steps` },
  { kind: 'hostOp', name: /\.compute$/, category: /framework/, source: `${SOURCE}; (emulated) compute` },
  { kind: 'hostOp', category: /^(data_loader|reader|checkpoint|storage)$/, source: SOURCE },
  {
    kind: 'annotation',
    name: /^(fetch\.block|epoch\.\w+)$/,
    source: `${SOURCE}; hold the steps of its AI annotations`,
  },
  {
    kind: 'hostOp',
    category: /^(compute|data|dataloader|comm|device)$/,
    source: `${SOURCE}; its AI annotations (dftracer/python/ai_common.py)`,
  },
  { kind: 'annotation', source: `${SOURCE}; spans of user code` },
];

/** Each call of `compute` ends a step: what comes before it is the loading of its batch. Of the AI annotations, fetching a batch begins one. */
function stepsOf(view: ScanView): StepHint | undefined {
  const rows = rowsNamed(view, /^\w*Framework\.compute$/, () => true);
  if (rows.length > 1) return { rows, edge: 'end', from: say`the end of each compute call`, noun: 'Step' };
  const fetches = rowsNamed(view, /^fetch\.iter$/, () => true);
  return fetches.length < 2
    ? undefined
    : { rows: fetches, edge: 'start', from: say`each batch that is fetched`, noun: 'Step' };
}

/** Its `time_metric` (to_string(TimeMetricType) of its enumeration.h), which it writes at the beginning of a file. */
const UNITS: Readonly<Record<string, number>> = { NS: 1e-3, US: 1, MS: 1e3, SEC: 1e6 };

/** DFTracer's `.pfw(.gz)`: one event a line, no commas. */
export const dftracer: Format = {
  name: 'DFTracer',
  matches: ({ facts, head }) =>
    facts.categories.has('dftracer') ||
    (some(facts.categories, /^(POSIX|STDIO)$/) && /"(hhash|fhash|p_idx)"/.test(head)),
  unitUs: ({ head }) => UNITS[/"name":"time_metric","value":"(\w+)"/.exec(head)?.[1] ?? ''] ?? 1,
  adapt: (view) => hintsOf(view, () => ({ rules: RULES }), stepsOf(view)),
};
