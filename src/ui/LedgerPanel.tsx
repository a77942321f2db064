import { Fragment, useState } from 'react';
import { at } from '../base/at.ts';
import { asWords, type Said, say } from '../base/say.ts';
import { formatCount, formatMicros, formatPercent } from '../base/format.ts';
import { type ClassKey } from '../ledger/classes.ts';
import { type SubclassKey } from '../ledger/subclasses.ts';
import { hatchBackground } from './class-style.ts';
import { useWords } from './use-words.tsx';

export interface LedgerRow {
  readonly key: ClassKey;
  readonly label: string;
  readonly meaning: string;
}

export interface LedgerPanelProps {
  readonly classes: readonly LedgerRow[];
  /** Mean microseconds a step, by class code. */
  readonly measured: Float64Array;
  readonly predicted: Float64Array | undefined;
  /** Microseconds a step that would be gained if the class cost nothing, by replay; absent where no lever covers it. */
  readonly gains: Readonly<Partial<Record<ClassKey, number>>>;
  /** Parts of classes, largest first; none where they say no more than the class. */
  readonly parts: Readonly<Partial<Record<ClassKey, readonly PartRow[]>>>;
  readonly steps: number;
  /** Odd steps that the means leave out. */
  readonly leftOut: number;
  readonly highlight: ClassKey | undefined;
  readonly onHighlight: (key: ClassKey | undefined) => void;
  readonly onNextPiece: (key: ClassKey, part?: PartRow) => void;
}

export interface PartRow {
  readonly key: SubclassKey;
  readonly label: string;
  readonly meaning: string;
  readonly us: number;
  readonly predictedUs: number | undefined;
}

const TEXT = {
  mean: (steps: number, leftOut: number): Said => {
    const over = steps === 1 ? say`1 step` : say`mean of ${formatCount(steps)} steps`;
    if (leftOut === 0) return over;
    return leftOut === 1 ? say`${over}, 1 odd step left out` : say`${over}, ${leftOut} odd steps left out`;
  },
};
/** Classes of this share of the step show their parts unasked. */
const OPEN_FROM = 0.05;

const total = (times: Float64Array): number => times.reduce((sum, time) => sum + time, 0);
const EPSILON_US = 0.0005;

/** Where the step goes: a stacked bar, and its table twin with the sum check. */
export function LedgerPanel(props: LedgerPanelProps) {
  const { classes, measured, predicted, gains, parts, steps, leftOut, highlight, onHighlight, onNextPiece } = props;
  const t = useWords();
  const [asked, setAsked] = useState<Readonly<Partial<Record<ClassKey, boolean>>>>({});
  const stepUs = total(measured);
  const shown = classes
    .map((row, code) => ({
      ...row,
      label: t(asWords(row.label)),
      lowLabel: asWords(row.label.toLowerCase()),
      us: at(measured, code),
      predictedUs: predicted === undefined ? undefined : at(predicted, code),
    }))
    .filter((row) => row.us > EPSILON_US || (row.predictedUs ?? 0) > EPSILON_US);
  const scale = Math.max(stepUs, predicted === undefined ? 0 : total(predicted));
  const isOpen = (key: ClassKey, us: number): boolean => asked[key] ?? us >= OPEN_FROM * stepUs;
  const toggle = (key: ClassKey) => onHighlight(highlight === key ? undefined : key);
  return (
    <section className="panel ledger" aria-labelledby="ledger-title">
      <div className="panel-head">
        <h2 id="ledger-title">{t`Where a step goes`}</h2>
        <span className="note">{t(TEXT.mean(steps, leftOut))}</span>
      </div>
      <div className="stack-bar" aria-hidden="true" style={{ width: `${(100 * stepUs) / scale}%` }}>
        {shown.map((row) => (
          <span
            key={row.key}
            title={t`${row.label}: ${formatMicros(row.us)}`}
            data-dim={highlight !== undefined && highlight !== row.key ? '' : undefined}
            style={{ flex: `${row.us} 0 0`, background: hatchBackground(row.key) }}
            onClick={() => toggle(row.key)}
          />
        ))}
      </div>
      {predicted !== undefined && (
        <div className="stack-bar thin" aria-hidden="true" style={{ width: `${(100 * total(predicted)) / scale}%` }}>
          {shown.map((row) => (
            <span
              key={row.key}
              title={t`${row.label}, predicted: ${formatMicros(row.predictedUs ?? 0)}`}
              style={{ flex: `${row.predictedUs ?? 0} 0 0`, background: hatchBackground(row.key) }}
            />
          ))}
        </div>
      )}
      <table className="ledger-table">
        <thead>
          <tr>
            <th scope="col">{t`Class`}</th>
            <th scope="col" className="number">
              {t`Per step`}
            </th>
            <th scope="col" className="number">
              {t`Share`}
            </th>
            {predicted !== undefined ? (
              <th scope="col" className="number">
                {t`Predicted`}
              </th>
            ) : (
              <th scope="col" className="number">
                {t`Gain if removed`}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Fragment key={row.key}>
              <tr data-on={highlight === row.key ? '' : undefined} onClick={() => toggle(row.key)}>
                <td>
                  <button
                    type="button"
                    className="class-button"
                    aria-pressed={highlight === row.key}
                    title={t(asWords(row.meaning))}
                    onClick={(event) => {
                      event.stopPropagation();
                      if (highlight === row.key) onNextPiece(row.key);
                      else onHighlight(row.key);
                    }}
                  >
                    <span className="swatch" style={{ background: hatchBackground(row.key) }} />
                    {row.label}
                  </button>
                  {parts[row.key] !== undefined && (
                    <button
                      type="button"
                      className="parts-button"
                      aria-expanded={isOpen(row.key, row.us)}
                      aria-label={t`Parts of ${row.lowLabel}`}
                      onClick={(event) => {
                        event.stopPropagation();
                        setAsked({ ...asked, [row.key]: !isOpen(row.key, row.us) });
                      }}
                    >
                      {isOpen(row.key, row.us) ? '▾' : '▸'}
                    </button>
                  )}
                </td>
                <td className="number">{formatMicros(row.us)}</td>
                <td className="number">{t(formatPercent(row.us / stepUs))}</td>
                <td className="number">
                  {row.predictedUs !== undefined ? (
                    <Changed before={row.us} after={row.predictedUs} />
                  ) : (
                    <Gain us={gains[row.key]} />
                  )}
                </td>
              </tr>
              {isOpen(row.key, row.us) &&
                (parts[row.key] ?? []).map((part) => (
                  <tr key={part.key} className="part-row" onClick={() => onNextPiece(row.key, part)}>
                    <td>
                      <button type="button" className="class-button" title={t(asWords(part.meaning))}>
                        {t(asWords(part.label))}
                      </button>
                    </td>
                    <td className="number">{formatMicros(part.us)}</td>
                    <td className="number">{t(formatPercent(part.us / stepUs))}</td>
                    <td className="number">
                      {part.predictedUs !== undefined && <Changed before={part.us} after={part.predictedUs} />}
                    </td>
                  </tr>
                ))}
            </Fragment>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>
              {t`Sum`} <span className="note">{t`= the step, nothing left over`}</span>
            </td>
            <td className="number">{formatMicros(stepUs)}</td>
            <td className="number">{t(formatPercent(1))}</td>
            <td className="number">
              {predicted !== undefined && <Changed before={stepUs} after={total(predicted)} />}
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function Gain({ us }: { readonly us: number | undefined }) {
  return us === undefined ? <span className="note">–</span> : <span>{formatMicros(Math.max(0, us))}</span>;
}

function Changed({ before, after }: { readonly before: number; readonly after: number }) {
  const change = after - before;
  const tone = Math.abs(change) < before * 0.005 ? undefined : change < 0 ? 'delta-good' : 'delta-bad';
  return <span className={tone}>{formatMicros(after)}</span>;
}
