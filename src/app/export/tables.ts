import { at, item } from '../../base/at.ts';
import { inEnglish, type Words } from '../../base/say.ts';
import { CLASSES } from '../../ledger/classes.ts';
import { type OpenedTrace, type ReplayedTrace, type ReplayReady } from '../../engine/protocol.ts';
import { type Compared } from '../compare-selectors.ts';
import { compareTables } from './compare-tables.ts';
import { type Finding } from '../../ledger/findings.ts';
import { type Cell, type Table } from './table.ts';

/** What is open, as the tables need it. */
export interface TableInput {
  readonly opened: OpenedTrace;
  readonly replay: ReplayReady | undefined;
  readonly replayed: ReplayedTrace | undefined;
  /** Of the rank in view. */
  readonly findings: readonly Finding[];
  /** A second run that is held against it. */
  readonly compared?: Compared | undefined;
}

/** Every table of the page: the ledger of each rank and step, the steps predicted, levers, findings, ranks, and a second run against the first. */
export function buildTables(input: TableInput): readonly Table[] {
  return [
    ledgerTable(input),
    stepsTable(input),
    leversTable(input),
    findingsTable(input),
    ranksTable(input),
    ...(input.compared === undefined ? [] : compareTables(input.compared)),
  ].filter(({ rows }) => rows.length > 0);
}

/** Mean microseconds a step, by rank and class: what the ledger panel shows. */
function ledgerTable({ opened, replayed }: TableInput): Table {
  const { timeline, ledger } = opened;
  return {
    name: 'ledger',
    columns: [
      'rank',
      'class',
      'us_per_step',
      'share_of_step',
      ...(replayed === undefined ? [] : ['predicted_us_per_step']),
    ],
    rows: ledger.summary.flatMap((summary, place) =>
      CLASSES.map(({ key }) => [
        item(timeline.ranks, summary.rank).rank,
        key,
        summary.classes[key],
        summary.meanStepUs > 0 ? summary.classes[key] / summary.meanStepUs : 0,
        ...(replayed === undefined ? [] : [replayed.ledger.summary[place]?.classes[key]]),
      ]),
    ),
  };
}

/** One row a step: when, how long, and each class; the classes of a row add up to its duration. */
function stepsTable({ opened, replayed }: TableInput): Table {
  const { timeline, ledger } = opened;
  return {
    name: 'steps',
    columns: [
      'rank',
      'step',
      'start_us',
      'duration_us',
      'left_out_because',
      ...(replayed === undefined ? [] : ['predicted_duration_us']),
      ...CLASSES.map(({ key }) => `${key}_us`),
    ],
    rows: timeline.ranks.flatMap((rank, r) => {
      const perStep = ledger.ranks[r]?.perStep;
      return timeline.steps
        .slice(rank.firstStep, rank.lastStep)
        .map((step, place) => [
          rank.rank,
          step.name,
          step.start,
          step.end - step.start,
          english(step.odd),
          ...(replayed === undefined ? [] : [at(replayed.prediction.steps, rank.firstStep + place)]),
          ...CLASSES.map((_, code) => (perStep === undefined ? undefined : at(perStep, place * CLASSES.length + code))),
        ]);
    }),
  };
}

function leversTable({ replay }: TableInput): Table {
  return {
    name: 'levers',
    columns: ['lever', 'available', 'reason', 'median_step_us_at_best'],
    rows: (replay?.levers ?? []).map((lever) => [
      lever.key,
      lever.available ? 'yes' : 'no',
      english(lever.reason),
      lever.available ? lever.removedStepUs : undefined,
    ]),
  };
}

function findingsTable({ findings }: TableInput): Table {
  return {
    name: 'findings',
    columns: [
      'finding',
      'class',
      'gain_us_per_step',
      'gain_from',
      'exposed_us_per_step',
      'share_of_step',
      'confidence',
      'sentence',
      'advice',
    ],
    rows: findings.map((finding) => [
      finding.id,
      finding.class,
      finding.gainUs,
      finding.gainFrom,
      finding.exposedUs,
      finding.share,
      finding.confidence,
      english(finding.sentence),
      english(finding.advice),
    ]),
  };
}

function ranksTable({ opened: { timeline, ledger } }: TableInput): Table {
  return {
    name: 'ranks',
    columns: ['rank', 'label', 'host', 'device', 'steps', 'median_step_us', 'steps_found_by'],
    rows: ledger.summary.map((summary) => {
      const rank = item(timeline.ranks, summary.rank);
      return [
        rank.rank,
        rank.label,
        rank.host,
        rank.device,
        summary.steps,
        summary.medianStepUs,
        english(rank.stepsFrom),
      ];
    }),
  };
}

/** Tables are for programs: one language, whatever the page speaks. */
const english = (words: Words | undefined): Cell => (words === undefined ? undefined : inEnglish(words));
