import { type Ledger } from '../ledger/ledger.ts';
import { type Costs, costsOf } from '../replay/cost.ts';
import { type Account, type AccountKey } from '../view/account-field.ts';
import { type AppState } from './app-state.ts';
import { memo } from './memo.ts';
import { selectWhatIf } from './what-if-selectors.ts';

/** What belongs to the machine and not to the trace: remembered in this browser. */
export const REMEMBERED: readonly AccountKey[] = ['price', 'idlew', 'busyw', 'pue', 'co2'];

/** One run, measured or predicted: what a second brings, and what a step, a day and the run cost. */
export interface AccountedRun {
  readonly samplesPerSecond: number | undefined;
  readonly tokensPerSecond: number | undefined;
  readonly costs: Costs;
}

export interface Accounted {
  readonly account: Account;
  /** GPUs of the run as the trace says, where the user does not. */
  readonly gpus: number;
  readonly measured: AccountedRun;
  readonly predicted: AccountedRun | undefined;
}

/** Share of a mean step in which the device works. */
function busyShare(ledger: Ledger, rank: number): number {
  const summary = ledger.summary.find((row) => row.rank === rank);
  if (summary === undefined || summary.meanStepUs <= 0) return 0;
  const { compute, communication, copy } = summary.classes;
  return (compute + communication + copy) / summary.meanStepUs;
}

function runOf(stepUs: number, busy: number, gpus: number, account: Account): AccountedRun {
  const perSecond = (amount: number | undefined): number | undefined =>
    amount === undefined || stepUs <= 0 ? undefined : amount / (stepUs * 1e-6);
  const { price, idlew, busyw, pue, co2, runsteps } = account;
  return {
    samplesPerSecond: perSecond(account.samples),
    tokensPerSecond: perSecond(account.tokens),
    costs: costsOf(stepUs, busy * stepUs, {
      gpus,
      ...(price !== undefined && { pricePerGpuHour: price }),
      ...(idlew !== undefined && { idleWatts: idlew }),
      ...(busyw !== undefined && { busyWatts: busyw }),
      ...(pue !== undefined && { pue }),
      ...(co2 !== undefined && { gramsPerKwh: co2 }),
      ...(runsteps !== undefined && { stepsPerRun: runsteps }),
    }),
  };
}

const accountOf = memo((own: Account, kept: Account): Account => ({ ...kept, ...own }));

const accountedOf = memo(
  (
    account: Account,
    ledger: Ledger,
    moved: Ledger | undefined,
    rank: number,
    gpus: number,
    measuredUs: number,
    predictedUs: number | undefined,
  ): Accounted => ({
    account,
    gpus,
    measured: runOf(measuredUs, busyShare(ledger, rank), gpus, account),
    predicted:
      moved === undefined || predictedUs === undefined
        ? undefined
        : runOf(predictedUs, busyShare(moved, rank), gpus, account),
  }),
);

/** undefined while no trace is open. */
export function selectAccounted(state: AppState): Accounted | undefined {
  const { session, view, prefs } = state;
  const whatIf = selectWhatIf(state);
  if (session.phase !== 'ready' || whatIf === undefined) return undefined;
  const { timeline, ledger } = session.opened;
  const account = accountOf(view.account, prefs.account);
  const gpus = account.gpus ?? timeline.ranks[view.rank]?.worldSize ?? timeline.ranks.length;
  const { measuredStepUs, predictedStepUs } = whatIf;
  return accountedOf(account, ledger, session.replayed?.ledger, view.rank, gpus, measuredStepUs, predictedStepUs);
}
