import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type Compared, namesOf } from '../../app/compare-selectors.ts';
import { formatCount, formatMicros } from '../../base/format.ts';
import { say } from '../../base/say.ts';
import { type ClassKey } from '../../ledger/classes.ts';
import { type Comparison } from '../../ledger/compare.ts';
import { hatchBackground } from '../class-style.ts';
import { useActions } from '../use-app.ts';
import { useWords } from '../use-words.tsx';
import { Change } from './Change.tsx';

const AT_A_TIME = 10;

const SAY = {
  step: say`in the step`,
  device: say`on the device`,
  host: say`on the host`,
  about: {
    step: say`What the time of a step rests on: kernel, copy, call. Changes add up to that of the step.`,
    device: say`Kernels and copies, each whole: what runs at once counts each.`,
    host: say`Calls, each less the calls inside it.`,
  },
};

type Kind = 'step' | 'device' | 'host';
const KINDS: readonly Kind[] = ['step', 'device', 'host'];

interface Row {
  readonly name: string;
  readonly class: ClassKey | undefined;
  readonly beforeUs: number;
  readonly afterUs: number;
  readonly deltaUs: number;
  /** Times a step; undefined where it is not events that are counted. */
  readonly counts: readonly [before: number, after: number] | undefined;
}

const rowsOf = (kind: Kind, compared: Compared, { movers }: Comparison): readonly Row[] =>
  kind === 'step'
    ? movers.map((row) => ({ ...row, counts: undefined }))
    : namesOf(compared, kind).map((row) => ({
        ...row,
        class: undefined,
        counts: [row.beforeCount, row.afterCount] as const,
      }));

/** Names whose time a step changed most. A name looks itself up in the timeline. */
export function Movers({ compared, comparison }: { readonly compared: Compared; readonly comparison: Comparison }) {
  const t = useWords();
  const { changeView } = useActions();
  const [kind, setKind] = useState<Kind>('step');
  const [shown, setShown] = useState(AT_A_TIME);
  const rows = rowsOf(kind, compared, comparison);
  const counted = kind !== 'step';
  return (
    <div className="compare-movers">
      <div className="row">
        <h3>{t`What moved most`}</h3>
        <div className="row" role="group" aria-label={t`What moved most`}>
          {KINDS.map((key) => (
            <button
              key={key}
              type="button"
              className="choice"
              aria-pressed={kind === key}
              onClick={() => {
                setKind(key);
                setShown(AT_A_TIME);
              }}
            >
              {t(SAY[key])}
            </button>
          ))}
        </div>
      </div>
      <p className="note">{t(SAY.about[kind])}</p>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={t`What moved most, by name`}>
        <table className="compare-table">
          <thead>
            <tr>
              <th scope="col">{t`Name`}</th>
              <th scope="col" className="number">
                A
              </th>
              <th scope="col" className="number">
                B
              </th>
              <th scope="col" className="number">
                {t`Change`}
              </th>
              {counted && (
                <th scope="col" className="number">
                  {t`Times, A → B`}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((row) => (
              <tr key={`${row.class ?? ''} ${row.name}`}>
                <th scope="row">
                  <span className="mover">
                    {row.class !== undefined && (
                      <span className="swatch" style={{ background: hatchBackground(row.class) }} />
                    )}
                    {row.name === '' ? (
                      <span className="note">{t`no event`}</span>
                    ) : (
                      <button
                        type="button"
                        className="event-link"
                        title={row.name}
                        onClick={() => changeView({ search: row.name }, 'push')}
                      >
                        {row.name}
                      </button>
                    )}
                    {row.beforeUs === 0 && row.afterUs > 0 && <span className="chip">{t`new`}</span>}
                    {row.afterUs === 0 && row.beforeUs > 0 && <span className="chip">{t`gone`}</span>}
                  </span>
                </th>
                <td className="number">{row.beforeUs === 0 ? '–' : formatMicros(row.beforeUs)}</td>
                <td className="number">{row.afterUs === 0 ? '–' : formatMicros(row.afterUs)}</td>
                <td className="number">
                  <Change us={row.deltaUs} of={comparison.before.meanStepUs} />
                </td>
                {row.counts !== undefined && (
                  <td className="number">
                    {formatTimes(row.counts[0])} → {formatTimes(row.counts[1])}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length === 0 && <p className="note">{t`Nothing differs.`}</p>}
      {shown < rows.length && (
        <Button className="button quiet small" onPress={() => setShown((count) => count + 3 * AT_A_TIME)}>
          {t`Show more of ${formatCount(rows.length)}`}
        </Button>
      )}
    </div>
  );
}

/** Events a step: whole where they are. */
const formatTimes = (times: number): string => (Number.isInteger(times) ? formatCount(times) : times.toFixed(1));
