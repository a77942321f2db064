import { labelOfClass } from '../../app/chart-selectors.ts';
import { formatMicros } from '../../base/format.ts';
import { type ClassDelta, type Comparison } from '../../ledger/compare.ts';
import { hatchBackground } from '../class-style.ts';
import { useWords } from '../use-words.tsx';
import { Change, DeltaBar } from './Change.tsx';

const EPSILON_US = 0.0005;

/** Two ledgers, one over the other on one scale, and the change of each class; changes add up to that of the step. */
export function ClassChanges({ comparison }: { readonly comparison: Comparison }) {
  const t = useWords();
  const { before, after, deltaUs } = comparison;
  const rows = comparison.classes.filter(({ beforeUs, afterUs }) => beforeUs > EPSILON_US || afterUs > EPSILON_US);
  const most = Math.max(...rows.map((row) => Math.abs(row.deltaUs)), 0);
  const longest = Math.max(before.meanStepUs, after.meanStepUs);
  const bar = (letter: 'A' | 'B', stepUs: number, time: (row: ClassDelta) => number) => (
    <div className="compare-bar" aria-hidden="true">
      <span className="run-letter" data-run={letter}>
        {letter}
      </span>
      <div className="stack-bar" style={{ width: `${longest > 0 ? (100 * stepUs) / longest : 0}%` }}>
        {rows.map((row) => (
          <span
            key={row.class}
            title={t`${labelOfClass(row.class)}: ${formatMicros(time(row))}`}
            style={{ flex: `${time(row)} 0 0`, background: hatchBackground(row.class) }}
          />
        ))}
      </div>
    </div>
  );
  return (
    <div className="compare-classes">
      <div className="compare-bars">
        {bar('A', before.meanStepUs, (row) => row.beforeUs)}
        {bar('B', after.meanStepUs, (row) => row.afterUs)}
      </div>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={t`Both ledgers, class by class`}>
        <table className="compare-table">
          <thead>
            <tr>
              <th scope="col">{t`Class`}</th>
              <th scope="col" className="number">
                A
              </th>
              <th scope="col" className="number">
                B
              </th>
              <th scope="col" className="number">
                {t`Change`}
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.class}>
                <th scope="row">
                  <span className="swatch" style={{ background: hatchBackground(row.class) }} />{' '}
                  {t(labelOfClass(row.class))}
                </th>
                <td className="number">{formatMicros(row.beforeUs)}</td>
                <td className="number">{formatMicros(row.afterUs)}</td>
                <td className="number">
                  <Change us={row.deltaUs} of={before.meanStepUs} />
                </td>
                <td className="delta-cell">
                  <DeltaBar us={row.deltaUs} most={most} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">
                {t`Sum`} <span className="note">{t`= the step, nothing left over`}</span>
              </th>
              <td className="number">{formatMicros(before.meanStepUs)}</td>
              <td className="number">{formatMicros(after.meanStepUs)}</td>
              <td className="number">
                <Change us={deltaUs} of={before.meanStepUs} />
              </td>
              <td />
            </tr>
          </tfoot>
        </table>
      </div>
    </div>
  );
}
