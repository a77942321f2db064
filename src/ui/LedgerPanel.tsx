import { at } from '../base/at.ts';
import { formatCount, formatMicros, formatPercent } from '../base/format.ts';
import { type ClassKey } from '../ledger/classes.ts';
import { hatchBackground } from './class-style.ts';

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
  readonly steps: number;
  readonly highlight: ClassKey | undefined;
  readonly onHighlight: (key: ClassKey | undefined) => void;
  readonly onNextPiece: (key: ClassKey) => void;
}

const total = (times: Float64Array): number => times.reduce((sum, time) => sum + time, 0);
const EPSILON_US = 0.0005;

/** Where the step goes: a stacked bar, and its table twin with the sum check. */
export function LedgerPanel(props: LedgerPanelProps) {
  const { classes, measured, predicted, gains, steps, highlight, onHighlight, onNextPiece } = props;
  const stepUs = total(measured);
  const shown = classes
    .map((row, code) => ({
      ...row,
      us: at(measured, code),
      predictedUs: predicted === undefined ? undefined : at(predicted, code),
    }))
    .filter((row) => row.us > EPSILON_US || (row.predictedUs ?? 0) > EPSILON_US);
  const scale = Math.max(stepUs, predicted === undefined ? 0 : total(predicted));
  const toggle = (key: ClassKey) => onHighlight(highlight === key ? undefined : key);
  return (
    <section className="panel" aria-labelledby="ledger-title">
      <div className="panel-head">
        <h2 id="ledger-title">Where a step goes</h2>
        <span className="note">{steps === 1 ? '1 step' : `mean of ${formatCount(steps)} steps`}</span>
      </div>
      <div className="stack-bar" aria-hidden="true" style={{ width: `${(100 * stepUs) / scale}%` }}>
        {shown.map((row) => (
          <span
            key={row.key}
            title={`${row.label}: ${formatMicros(row.us)}`}
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
              title={`${row.label}, predicted: ${formatMicros(row.predictedUs ?? 0)}`}
              style={{ flex: `${row.predictedUs ?? 0} 0 0`, background: hatchBackground(row.key) }}
            />
          ))}
        </div>
      )}
      <table className="ledger-table">
        <thead>
          <tr>
            <th scope="col">Class</th>
            <th scope="col" className="number">
              Per step
            </th>
            <th scope="col" className="number">
              Share
            </th>
            {predicted !== undefined ? (
              <th scope="col" className="number">
                Predicted
              </th>
            ) : (
              <th scope="col" className="number">
                Gain if removed
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.key} data-on={highlight === row.key ? '' : undefined} onClick={() => toggle(row.key)}>
              <td>
                <button
                  type="button"
                  className="class-button"
                  aria-pressed={highlight === row.key}
                  title={row.meaning}
                  onClick={(event) => {
                    event.stopPropagation();
                    if (highlight === row.key) onNextPiece(row.key);
                    else onHighlight(row.key);
                  }}
                >
                  <span className="swatch" style={{ background: hatchBackground(row.key) }} />
                  {row.label}
                </button>
              </td>
              <td className="number">{formatMicros(row.us)}</td>
              <td className="number">{formatPercent(row.us / stepUs)}</td>
              <td className="number">
                {row.predictedUs !== undefined ? (
                  <Changed before={row.us} after={row.predictedUs} />
                ) : (
                  <Gain us={gains[row.key]} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>
              Sum <span className="note">= the step, nothing left over</span>
            </td>
            <td className="number">{formatMicros(stepUs)}</td>
            <td className="number">{formatPercent(1)}</td>
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
