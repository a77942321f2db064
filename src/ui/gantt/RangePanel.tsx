import { useDeferredValue } from 'react';
import { Button } from 'react-aria-components';
import { selectRangeFacts } from '../../app/range-selectors.ts';
import { formatMicros, formatPercent } from '../../base/format.ts';
import { formatInstant } from '../../base/format-instant.ts';
import { hatchBackground } from '../class-style.ts';
import { useActions, useApp, useAppStore } from '../use-app.ts';

const WORDS = {
  title: 'Marked range',
  close: 'Clear the range',
  zoom: 'Zoom to it',
  duration: 'Duration',
  from: 'From',
  to: 'To',
  busy: 'Device busy',
  classes: 'Where its time goes',
  names: { device: 'Longest device work', host: 'Longest host calls' },
  headings: { class: 'Class', name: 'Name', time: 'Time', share: 'Share', count: 'Count' },
};

/** What the marked stretch of time holds: duration, busy share, classes and top names. Nothing where none is marked. */
export function RangePanel() {
  const store = useAppStore();
  const { changeView } = useActions();
  const range = useDeferredValue(useApp((state) => state.view.range));
  const rank = useApp((state) => state.view.rank);
  const facts = rank >= 0 ? selectRangeFacts(store.getState(), range) : undefined;
  if (facts === undefined) return null;
  const { durationUs, deviceUs, classes, names, namesOf, window } = facts;
  return (
    <section className="range-panel" aria-label={WORDS.title}>
      <dl>
        <dt>{WORDS.duration}</dt>
        <dd>{formatMicros(durationUs)}</dd>
        <dt>{WORDS.from}</dt>
        <dd>{formatInstant(window.start, durationUs)}</dd>
        <dt>{WORDS.to}</dt>
        <dd>{formatInstant(window.end, durationUs)}</dd>
        <dt>{WORDS.busy}</dt>
        <dd>{formatPercent(deviceUs / durationUs)}</dd>
      </dl>
      <table>
        <caption>{WORDS.classes}</caption>
        <thead>
          <tr>
            <th scope="col">{WORDS.headings.class}</th>
            <th scope="col">{WORDS.headings.time}</th>
            <th scope="col">{WORDS.headings.share}</th>
          </tr>
        </thead>
        <tbody>
          {classes.map(({ key, label, us }) => (
            <tr key={key}>
              <th scope="row">
                <span className="swatch" style={{ background: hatchBackground(key) }} /> {label}
              </th>
              <td>{formatMicros(us)}</td>
              <td>{formatPercent(us / durationUs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table>
        <caption>{WORDS.names[namesOf]}</caption>
        <thead>
          <tr>
            <th scope="col">{WORDS.headings.name}</th>
            <th scope="col">{WORDS.headings.time}</th>
            <th scope="col">{WORDS.headings.count}</th>
          </tr>
        </thead>
        <tbody>
          {names.map(({ name, us, count }) => (
            <tr key={name}>
              <th scope="row" className="name-cell" title={name}>
                {name}
              </th>
              <td>{formatMicros(us)}</td>
              <td>{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="range-hands">
        <Button className="button" onPress={() => changeView({ window }, 'push')}>
          {WORDS.zoom}
        </Button>
        <Button
          className="button quiet"
          aria-label={WORDS.close}
          onPress={() => changeView({ range: undefined }, 'push')}
        >
          ×
        </Button>
      </div>
    </section>
  );
}
