import { useEffect, useState } from 'react';
import { asWords } from '../../base/say.ts';
import { formatMicros, formatPercent } from '../../base/format.ts';
import { selectAttributing } from '../../app/attributing.ts';
import { type LeverView } from '../../app/what-if-selectors.ts';
import { hatchBackground } from '../class-style.ts';
import { useActions, useApp } from '../use-app.ts';
import { useWords } from '../use-words.tsx';

/** Remove-one, add-one and Shapley's share of each class; asked for when unfolded. */
export function AttributionTable({ levers }: { readonly levers: readonly LeverView[] }) {
  const t = useWords();
  const [open, setOpen] = useState(false);
  const { attribute } = useActions();
  const attributing = useApp(selectAttributing);
  useEffect(() => {
    if (open && attributing.kind === 'none') attribute();
  }, [open, attributing, attribute]);
  return (
    <details className="lever-how" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t`What the step waits for`}</summary>
      <div aria-live="polite">
        {attributing.kind === 'asked' && <p className="note">{t`Replaying every combination…`}</p>}
        {attributing.kind === 'failed' && <p className="lever-note caution">{t(attributing.failure.userMessage)}</p>}
      </div>
      {attributing.kind === 'told' && (
        <div className="scroll-x" tabIndex={0} role="group" aria-label={t`What the step waits for`}>
          <table className="verify-table">
            <thead>
              <tr>
                {[t`Lever`, t`Without it`, t`Only it`, t`Its share`, t`10 % less gives`].map((text, column) => (
                  <th scope="col" key={text} className={column === 0 ? undefined : 'number'}>
                    {text}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {attributing.attribution.classes.map((row) => (
                <tr key={row.lever}>
                  <th scope="row">
                    <span
                      className="swatch"
                      style={{
                        background: hatchBackground(levers.find(({ key }) => key === row.lever)?.tint ?? 'unknown'),
                      }}
                    />{' '}
                    {t(asWords(row.label))}
                  </th>
                  <td className="number">{formatMicros(row.removeOneUs)}</td>
                  <td className="number">{formatMicros(row.addOneUs)}</td>
                  <td className="number">{formatMicros(row.shapleyUs)}</td>
                  <td className="number">{t(formatPercent(0.1 * row.slope))}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="note">
            {t`With all of these removed, ${formatMicros(attributing.attribution.restUs)} of ${formatMicros(attributing.attribution.stepUs)} remain. "Without it": what removing this one alone gains; too little where two run side by side. "Only it": what this one costs when it alone is left; too much. Its share: Shapley's, the mean over all orders; the shares add up.`}
          </p>
        </div>
      )}
    </details>
  );
}
