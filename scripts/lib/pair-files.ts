import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { type Scenario } from '../../src/replay/scenario.ts';
import { traceFile } from '../../src/test/traces.ts';

export const PAIRS_FOLDER = fileURLToPath(new URL('../../fixtures/pairs', import.meta.url));

const side = v.object({
  /** Median over repeats, microseconds. */
  stepUs: v.number(),
  /** Middle half of the repeats, % of their median. */
  spreadPercent: v.number(),
  stepsTimed: v.number(),
  repeatsUs: v.array(v.number()),
});
const pairFile = v.object({
  name: v.string(),
  knob: v.string(),
  ranks: v.optional(v.number(), 1),
  note: v.optional(v.string()),
  scenario: v.looseObject({ levers: v.record(v.string(), v.union([v.number(), v.literal('inf')])) }),
  measured: v.object({ before: side, after: side }),
  machine: v.looseObject({ cpu: v.string(), cores: v.number(), gpu: v.optional(v.string()), torch: v.string() }),
});
export type Machine = v.InferOutput<typeof pairFile>['machine'];

/** A training run before and after one change. */
export interface Pair {
  readonly name: string;
  readonly knob: string;
  readonly ranks: number;
  /** Why the prediction misses, where it does. */
  readonly note: string | undefined;
  readonly scenario: Scenario;
  /** Trace files, one a rank. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Without the profiler; undefined: only the traces tell. */
  readonly measured: v.InferOutput<typeof pairFile>['measured'] | undefined;
  readonly machine: Machine | undefined;
}

const numberOf = (value: number | 'inf'): number => (value === 'inf' ? Infinity : value);

function readPair(folder: string): Pair {
  const facts = v.parse(pairFile, JSON.parse(readFileSync(join(folder, 'pair.json'), 'utf8')));
  const traces = (name: string): string[] =>
    readdirSync(join(folder, name))
      .sort()
      .map((file) => join(folder, name, file));
  const levers = Object.fromEntries(
    Object.entries(facts.scenario.levers).map(([key, value]) => [key, numberOf(value)]),
  );
  return {
    ...facts,
    note: facts.note,
    scenario: { ...facts.scenario, levers },
    before: traces('before'),
    after: traces('after'),
  };
}

/** The recorded pairs of fixtures/pairs, by name. */
export const recordedPairs = (): Pair[] =>
  readdirSync(PAIRS_FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(PAIRS_FOLDER, entry.name, 'pair.json')))
    .map((entry) => readPair(join(PAIRS_FOLDER, entry.name)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/** A public pair of Kineto's samples, which is no part of the project; none where its traces are absent. */
export function publicPairs(): Pair[] {
  const before = traceFile('pairs/resnet50-workers0.pt.trace.json.gz');
  const after = traceFile('pairs/resnet50-workers4.pt.trace.json.gz');
  if (before === undefined || after === undefined) return [];
  return [
    {
      name: 'resnet50-workers0 (V100, public)',
      knob: 'DataLoader workers 0 -> 4',
      ranks: 1,
      note: 'copies to the device took 1.6 times as long with four workers',
      scenario: { levers: { workers: 4 } },
      before: [before],
      after: [after],
      measured: undefined,
      machine: undefined,
    },
  ];
}
