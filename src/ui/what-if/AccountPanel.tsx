import { Input, Label } from 'react-aria-components';
import { type Accounted, type AccountedRun, selectAccounted } from '../../app/account-selectors.ts';
import { formatCount } from '../../base/format.ts';
import { type Cost } from '../../replay/cost.ts';
import { type AccountKey } from '../../view/account-field.ts';
import { Fold } from '../Fold.tsx';
import { useActions, useApp } from '../use-app.ts';
import { DraftField } from './DraftField.tsx';

const FIELDS: readonly { readonly key: AccountKey; readonly label: string }[] = [
  { key: 'samples', label: 'Samples a step' },
  { key: 'tokens', label: 'Tokens a step' },
  { key: 'price', label: 'Price of a GPU-hour' },
  { key: 'gpus', label: 'GPUs' },
  { key: 'idlew', label: 'Idle power, W a GPU' },
  { key: 'busyw', label: 'Busy power, W a GPU' },
  { key: 'pue', label: 'PUE of the site' },
  { key: 'co2', label: 'Carbon, g a kWh' },
  { key: 'runsteps', label: 'Steps of the run' },
];

const SAY = {
  title: 'Throughput, money and energy',
  about: 'Your figures, for all ranks together; price, power and carbon are remembered in this browser. Any currency.',
  measured: 'Measured',
  predicted: 'Predicted',
  empty: 'Give a batch, a price or power to see what a step, a day and the run cost.',
  samples: 'Samples a second',
  tokens: 'Tokens a second',
  price: (span: string) => `Price of ${span}`,
  energy: (span: string) => `Energy of ${span}, Wh`,
  carbon: (span: string) => `Carbon of ${span}, g`,
  stepsOf: 'Steps a day',
  spans: { step: 'a step', day: 'a day', run: 'the run' },
};

/** What the user says of money and power, and what measured and predicted run come to by it. */
export function AccountPanel() {
  const accounted = useApp(selectAccounted);
  if (accounted === undefined) return null;
  const rows = rowsOf(accounted);
  return (
    <Fold title={SAY.title}>
      <p className="note">{SAY.about}</p>
      <div className="account-fields">
        {FIELDS.map(({ key, label }) => (
          <AccountField
            key={key}
            name={key}
            label={label}
            value={accounted.account[key]}
            placeholder={key === 'gpus' ? String(accounted.gpus) : key === 'pue' ? '1' : ''}
          />
        ))}
      </div>
      {rows.length === 0 ? (
        <p className="note">{SAY.empty}</p>
      ) : (
        <table className="verify-table" aria-live="polite">
          <thead>
            <tr>
              <td />
              <th scope="col" className="number">
                {SAY.measured}
              </th>
              {accounted.predicted !== undefined && (
                <th scope="col" className="number">
                  {SAY.predicted}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ label, measured, predicted }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td className="number">{plainNumber(measured)}</td>
                {predicted !== undefined && <td className="number">{plainNumber(predicted)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Fold>
  );
}

interface AccountFieldProps {
  readonly name: AccountKey;
  readonly label: string;
  readonly value: number | undefined;
  readonly placeholder: string;
}

const numberIn = (text: string): number => Number(text.replace(',', '.'));

function AccountField({ name, label, value, placeholder }: AccountFieldProps) {
  const { setAccount } = useActions();
  return (
    <DraftField
      className="account-field"
      value={value === undefined ? '' : String(value)}
      isWrong={(draft) => !(numberIn(draft) >= 0 && numberIn(draft) < Infinity)}
      onGive={(text) => setAccount(name, text === '' ? undefined : numberIn(text))}
    >
      <Label>{label}</Label>
      <Input className="input" inputMode="decimal" placeholder={placeholder} />
    </DraftField>
  );
}

interface OutputRow {
  readonly label: string;
  readonly measured: number;
  readonly predicted: number | undefined;
}

const JOULES_A_WH = 3600;

function rowsOf({ measured, predicted }: Accounted): OutputRow[] {
  const row = (label: string, figure: (run: AccountedRun) => number | undefined): OutputRow[] => {
    const value = figure(measured);
    return value === undefined ? [] : [{ label, measured: value, predicted: predicted && figure(predicted) }];
  };
  const money = (['step', 'day', 'run'] as const).flatMap((span) => {
    const of = (pick: (cost: Cost) => number | undefined) => (run: AccountedRun) => {
      const cost = run.costs[span];
      return cost && pick(cost);
    };
    const words = SAY.spans[span];
    return [
      ...row(
        SAY.price(words),
        of(({ price }) => price),
      ),
      ...row(
        SAY.energy(words),
        of(({ joules }) => joules && joules / JOULES_A_WH),
      ),
      ...row(
        SAY.carbon(words),
        of(({ grams }) => grams),
      ),
    ];
  });
  const work = [...row(SAY.samples, (run) => run.samplesPerSecond), ...row(SAY.tokens, (run) => run.tokensPerSecond)];
  const paid = money.length === 0 ? [] : row(SAY.stepsOf, (run) => run.costs.day.steps);
  return [...work, ...paid, ...money];
}

/** Three digits below a thousand, whole and grouped above. */
const plainNumber = (value: number): string =>
  Math.abs(value) >= 1000 ? formatCount(value) : String(Number(value.toPrecision(3)));
