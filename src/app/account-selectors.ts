import { type Ledger } from '../ledger/ledger.ts';
import { type AccountedRun, accountRun, busyShare, withBatch } from '../replay/cost.ts';
import { type Account, type AccountKey, costInputs } from '../view/account-field.ts';
import { type AppState } from './app-state.ts';
import { memo } from './memo.ts';
import { selectWhatIf } from './what-if-selectors.ts';

/** What belongs to the machine and not to the trace: remembered in this browser. */
export const REMEMBERED: readonly AccountKey[] = ['price', 'idlew', 'busyw', 'pue', 'co2', 'embodied', 'life'];

export interface Accounted {
  readonly account: Account;
  /** GPUs of the run as the trace says, where the user does not. */
  readonly gpus: number;
  readonly measured: AccountedRun;
  readonly predicted: AccountedRun | undefined;
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
    batch: number | undefined,
  ): Accounted => ({
    account,
    gpus,
    measured: accountRun(measuredUs, busyShare(ledger, rank), costInputs(account, gpus)),
    predicted:
      moved === undefined || predictedUs === undefined
        ? undefined
        : accountRun(predictedUs, busyShare(moved, rank), withBatch(costInputs(account, gpus), batch)),
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
  const batch = session.replayed?.prediction.scenario.levers.batch;
  return accountedOf(
    account,
    ledger,
    session.replayed?.ledger,
    view.rank,
    gpus,
    measuredStepUs,
    predictedStepUs,
    batch,
  );
}
