import { f64, item } from '../src/base/at.ts';
import { inEnglish } from '../src/base/say.ts';
import { type OpenedTrace } from '../src/engine/protocol.ts';
import { type ClassKey } from '../src/ledger/classes.ts';
import { type Timeline } from '../src/model/timeline.ts';
import { COLLECTIVE_KINDS } from '../src/ledger/ranks/collective-kinds.ts';
import { describeRanks } from '../src/ledger/ranks/describe-ranks.ts';
import { type Scope, SCOPES } from '../src/ledger/ranks/hosts.ts';
import { type UnmatchedCounts } from '../src/ledger/ranks/match-collectives.ts';
import { type RunRanks } from '../src/ledger/ranks/run-ranks.ts';

/** What several ranks together tell; docs/cli.md documents each field. Ranks go by their own numbers. */
export interface ReportedRanks {
  readonly sentences: readonly string[];
  readonly clocks: {
    readonly residualUs: number;
    readonly worstUs: number;
    readonly compared: number;
    readonly applied: boolean;
    readonly refusal?: string;
    readonly hosts: readonly {
      readonly name: string;
      readonly ranks: readonly number[];
      readonly offsetUs: number;
      readonly residualUs: number;
    }[];
  };
  readonly matching: { readonly recorded: number; readonly matched: number; readonly unmatched: UnmatchedCounts };
  readonly standings: readonly {
    readonly rank: number;
    readonly collectives: number;
    readonly last: number;
    readonly waitingUs: number;
    readonly transferUs: number;
    readonly exposedWaitingUs: number;
    readonly exposedTransferUs: number;
    readonly causedUs: number;
    readonly score: number;
  }[];
  readonly waits: readonly { readonly rank: number; readonly waitsFor: number; readonly us: number }[];
  readonly stragglers: readonly {
    readonly rank: number;
    readonly cause: ClassKey | 'start' | 'mixed' | 'unknown-cause';
    readonly lateUs: number;
    readonly causeUs: number;
  }[];
  readonly collectives: readonly {
    readonly kind: string;
    readonly scope: Scope;
    readonly count: number;
    readonly waitingUs: number;
    readonly transferUs: number;
    readonly busGBps: number;
  }[];
  readonly slowLinks: readonly {
    readonly ranks: readonly number[];
    readonly kind: string;
    readonly scope: Scope;
    readonly bytes: number;
    readonly collectives: number;
    readonly busGBps: number;
    readonly othersGBps: number;
  }[];
}

/** What the engine found about the ranks together. Undefined for a run of one rank. */
export const reportRanks = ({ timeline, runRanks }: OpenedTrace): ReportedRanks | undefined =>
  runRanks === undefined ? undefined : reportedRanks(timeline, runRanks);

function reportedRanks(timeline: Timeline, run: RunRanks): ReportedRanks {
  const { alignment, split } = run;
  const numberOf = (rank: number): number => item(timeline.ranks, rank).rank;
  const kindOf = (kind: number): string => item(COLLECTIVE_KINDS, kind).key;
  const { residualUs, worstUs, compared, applied, refusal, matches } = alignment;
  return {
    sentences: describeRanks(timeline, run).map(({ text }) => inEnglish(text)),
    clocks: {
      residualUs,
      worstUs,
      compared,
      applied,
      ...(refusal !== undefined && { refusal: inEnglish(refusal) }),
      hosts: alignment.clocks.map(({ label, ranks, offsetUs, residualUs: own }) => ({
        name: label,
        ranks: ranks.map(numberOf),
        offsetUs,
        residualUs: own,
      })),
    },
    matching: {
      recorded: matches.calls,
      matched: matches.event.length - (split?.apart ?? 0),
      unmatched: { ...matches.unmatched, apart: split?.apart ?? 0 },
    },
    standings: run.standings.map(({ rank, collectives, last, waitingUs, transferUs, causedUs, score }) => ({
      rank: numberOf(rank),
      collectives,
      last,
      waitingUs,
      transferUs,
      exposedWaitingUs: stepSum(timeline, rank, run.exposed?.waitingUs),
      exposedTransferUs: stepSum(timeline, rank, run.exposed?.transferUs),
      causedUs,
      score,
    })),
    waits: [...run.matrix.keys()]
      .filter((cell) => f64(run.matrix, cell) > 0)
      .map((cell) => ({
        rank: numberOf(Math.floor(cell / timeline.ranks.length)),
        waitsFor: numberOf(cell % timeline.ranks.length),
        us: f64(run.matrix, cell),
      })),
    stragglers: run.stragglers.map(({ rank, cause }) => ({
      rank: numberOf(rank),
      cause: cause?.kind ?? 'unknown-cause',
      lateUs: cause?.lateUs ?? NaN,
      causeUs: cause?.causeUs ?? NaN,
    })),
    collectives: run.sums.map(({ kind, scope, collectives, ...rest }) => ({
      kind: kindOf(kind),
      scope,
      count: collectives,
      ...rest,
    })),
    slowLinks: run.slowLinks.map(({ ranks, kind, scope, bytes, collectives, busGBps, othersGBps }) => ({
      ranks: ranks.map(numberOf),
      kind: kindOf(kind),
      scope: item(SCOPES, scope),
      bytes,
      collectives,
      busGBps,
      othersGBps,
    })),
  };
}

function stepSum({ ranks }: Timeline, rank: number, values: Float64Array | undefined): number {
  const { firstStep, lastStep } = item(ranks, rank);
  return values === undefined ? 0 : values.subarray(firstStep, lastStep).reduce((sum, us) => sum + us, 0);
}
