import { useDeferredValue } from 'react';
import { Button } from 'react-aria-components';
import { selectRangeFacts } from '../../app/range-selectors.ts';
import { asWords, inEnglish, say } from '../../base/say.ts';
import { formatMicros, formatPercent } from '../../base/format.ts';
import { formatInstant } from '../../base/format-instant.ts';
import { hatchBackground } from '../class-style.ts';
import { useActions, useApp, useAppStore } from '../use-app.ts';
import { useWords } from '../use-words.tsx';

const LONGEST = { device: say`Longest device work`, host: say`Longest host calls` };

/** What the marked stretch of time holds: duration, busy share, classes and top names. Nothing where none is marked. */
export function RangePanel() {
  const t = useWords();
  const store = useAppStore();
  const { changeView } = useActions();
  const range = useDeferredValue(useApp((state) => state.view.range));
  const rank = useApp((state) => state.view.rank);
  const unit = useApp((state) => state.view.timeUnit);
  const facts = rank >= 0 ? selectRangeFacts(store.getState(), range) : undefined;
  if (facts === undefined) return null;
  const { durationUs, deviceUs, classes, names, namesOf, window } = facts;
  return (
    <section className="range-panel" aria-label={t`Marked range`}>
      <dl>
        <dt>{t`Duration`}</dt>
        <dd>{formatMicros(durationUs, unit)}</dd>
        <dt>{t`From`}</dt>
        <dd>{formatInstant(window.start, durationUs, unit)}</dd>
        <dt>{t`To`}</dt>
        <dd>{formatInstant(window.end, durationUs, unit)}</dd>
        <dt>{t`Device busy`}</dt>
        <dd>{t(formatPercent(deviceUs / durationUs))}</dd>
      </dl>
      <table>
        <caption>{t`Where its time goes`}</caption>
        <thead>
          <tr>
            <th scope="col">{t`Class`}</th>
            <th scope="col">{t`Time`}</th>
            <th scope="col">{t`Share`}</th>
          </tr>
        </thead>
        <tbody>
          {classes.map(({ key, label, us }) => (
            <tr key={key}>
              <th scope="row">
                <span className="swatch" style={{ background: hatchBackground(key) }} /> {t(asWords(label))}
              </th>
              <td>{formatMicros(us, unit)}</td>
              <td>{t(formatPercent(us / durationUs))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table>
        <caption>{t(LONGEST[namesOf])}</caption>
        <thead>
          <tr>
            <th scope="col">{t`Name`}</th>
            <th scope="col">{t`Time`}</th>
            <th scope="col">{t`Count`}</th>
          </tr>
        </thead>
        <tbody>
          {names.map(({ name, us, count }) => (
            <tr key={inEnglish(name)}>
              <th scope="row" className="name-cell" title={t(name)}>
                {t(name)}
              </th>
              <td>{formatMicros(us, unit)}</td>
              <td>{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="range-hands">
        <Button className="button" onPress={() => changeView({ window }, 'push')}>
          {t`Zoom to it`}
        </Button>
        <Button
          className="button quiet"
          aria-label={t`Clear the range`}
          onPress={() => changeView({ range: undefined }, 'push')}
        >
          ×
        </Button>
      </div>
    </section>
  );
}
