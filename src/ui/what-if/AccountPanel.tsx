import { Input, Label } from 'react-aria-components';
import { type Accounted, selectAccounted } from '../../app/account-selectors.ts';
import { type Said, say } from '../../base/say.ts';
import { formatCount } from '../../base/format.ts';
import { type AccountedRun, type Cost } from '../../replay/cost.ts';
import { type AccountKey } from '../../view/account-field.ts';
import { Fold } from '../Fold.tsx';
import { useActions, useApp } from '../use-app.ts';
import { useWords } from '../use-words.tsx';
import { DraftField } from './DraftField.tsx';

const FIELDS: readonly { readonly key: AccountKey; readonly label: Said }[] = [
  { key: 'samples', label: say`Samples a step` },
  { key: 'tokens', label: say`Tokens a step` },
  { key: 'price', label: say`Price of a GPU-hour` },
  { key: 'gpus', label: say`GPUs` },
  { key: 'idlew', label: say`Idle power, W a GPU` },
  { key: 'busyw', label: say`Busy power, W a GPU` },
  { key: 'pue', label: say`PUE of the site` },
  { key: 'co2', label: say`Carbon, g a kWh` },
  { key: 'runsteps', label: say`Steps of the run` },
  { key: 'embodied', label: say`Making a GPU, kg CO2` },
  { key: 'life', label: say`Its life, hours of use` },
];

const SAY = {
  title: say`Throughput, money and energy`,
  about: say`Your figures, for all ranks together; price, power and carbon are remembered in this browser. Any currency.`,
  measured: say`Measured`,
  predicted: say`Predicted`,
  empty: say`Give a batch, a price or power to see what a step, a day and the run cost.`,
  samples: say`Samples a second`,
  tokens: say`Tokens a second`,
  price: (span: Said): Said => say`Price of ${span}`,
  energy: (span: Said): Said => say`Energy of ${span}, Wh`,
  carbon: (span: Said): Said => say`Carbon of ${span}, g`,
  stepsOf: say`Steps a day`,
  perSample: say`Energy of a sample, J`,
  spans: { step: say`a step`, day: say`a day`, run: say`the run` },
};

/** What the user says of money and power, and what measured and predicted run come to by it. */
export function AccountPanel() {
  const t = useWords();
  const accounted = useApp(selectAccounted);
  if (accounted === undefined) return null;
  const rows = rowsOf(accounted);
  return (
    <Fold title={t(SAY.title)}>
      <p className="note">{t(SAY.about)}</p>
      <div className="account-fields">
        {FIELDS.map(({ key, label }) => (
          <AccountField
            key={key}
            name={key}
            label={t(label)}
            value={accounted.account[key]}
            placeholder={key === 'gpus' ? String(accounted.gpus) : key === 'pue' ? '1' : ''}
          />
        ))}
      </div>
      {rows.length === 0 ? (
        <p className="note">{t(SAY.empty)}</p>
      ) : (
        <table className="verify-table" aria-live="polite">
          <thead>
            <tr>
              <td />
              <th scope="col" className="number">
                {t(SAY.measured)}
              </th>
              {accounted.predicted !== undefined && (
                <th scope="col" className="number">
                  {t(SAY.predicted)}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ label, measured, predicted }) => (
              <tr key={t(label)}>
                <th scope="row">{t(label)}</th>
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
  readonly label: Said;
  readonly measured: number;
  readonly predicted: number | undefined;
}

const JOULES_A_WH = 3600;

function rowsOf({ measured, predicted }: Accounted): OutputRow[] {
  const row = (label: Said, figure: (run: AccountedRun) => number | undefined): OutputRow[] => {
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
  const work = [
    ...row(SAY.samples, (run) => run.samplesPerSecond),
    ...row(SAY.tokens, (run) => run.tokensPerSecond),
    ...row(SAY.perSample, (run) => run.joulesPerSample),
  ];
  const paid = money.length === 0 ? [] : row(SAY.stepsOf, (run) => run.costs.day.steps);
  return [...work, ...paid, ...money];
}

/** Three digits below a thousand, whole and grouped above. */
const plainNumber = (value: number): string =>
  Math.abs(value) >= 1000 ? formatCount(value) : String(Number(value.toPrecision(3)));
