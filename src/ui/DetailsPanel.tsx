import { memo } from 'react';
import { Button } from 'react-aria-components';
import { describeSelection, nextAlike, type EventLink } from '../app/describe-selection.ts';
import { selectAndReveal } from '../app/move.ts';
import { selectBounds } from '../app/selectors.ts';
import { selectionOfEvent } from '../app/navigate.ts';
import { asWords } from '../base/say.ts';
import { visibleText } from '../base/visible-text.ts';
import { formatMicros, formatPercent } from '../base/format.ts';
import { formatInstant } from '../base/format-instant.ts';
import { fitWindow } from '../view/zoom.ts';
import { hatchBackground } from './class-style.ts';
import { useActions, useApp, useAppStore } from './use-app.ts';
import { useWords } from './use-words.tsx';

const MOST_ARGUMENTS_SHOWN = 20_000;

/** What is selected: times, class, why this class with links to the events it rests on, and its arguments. */
export const DetailsPanel = memo(function DetailsPanel() {
  const t = useWords();
  const said = useApp(describeSelection);
  const details = useApp((state) => state.details);
  const store = useAppStore();
  const unit = useApp((state) => state.view.timeUnit);
  const { select, changeView } = useActions();
  if (said === undefined) {
    return (
      <aside className="panel details" aria-label={t`Details`}>
        <h2>{t`Details`}</h2>
        <p className="note">
          {t`Click a mark in the timeline, or a class in the ledger, to see what it is and why it has its class.`}
        </p>
      </aside>
    );
  }
  return (
    <aside className="panel details" aria-label={t`Details`}>
      <div className="panel-head">
        <h2>{t(said.title)}</h2>
        <Button className="button quiet" onPress={() => select(undefined)} aria-label={t`Clear the selection`}>
          ×
        </Button>
      </div>
      <dl>
        <dt>{t`Duration`}</dt>
        <dd>{formatMicros(said.durationUs, unit)}</dd>
        <dt>{t`Start`}</dt>
        <dd>{formatInstant(said.window.start, said.durationUs, unit)}</dd>
        <dt>{t`Where`}</dt>
        <dd>{t(said.lane)}</dd>
        {said.step !== undefined && (
          <>
            <dt>{t`Step`}</dt>
            <dd>{said.step}</dd>
          </>
        )}
        {said.class !== undefined && (
          <>
            <dt>{t`Class`}</dt>
            <dd>
              <span className="swatch" style={{ background: hatchBackground(said.class.key) }} />{' '}
              {t(asWords(said.class.label))}
              {said.part !== undefined && (
                <span className="note"> {t`${asWords(said.part.label)}: ${asWords(said.part.meaning)}`}</span>
              )}
            </dd>
          </>
        )}
        {said.collective?.rows.map((row) => (
          <Pair key={row.label.message} name={t(row.label)} value={t(row.text)} />
        ))}
      </dl>
      <div>
        <h3 className="details-sub">{t`Why this class`}</h3>
        <p>{t(said.why)}</p>
        {said.links.length > 0 && (
          <ul className="diagnostics">
            {said.links.map((link) => (
              <li key={`${link.role.message}${link.event}`}>
                <span className="note">{t(link.role)}</span> <EventButton link={link} />
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="row">
        <Button
          className="button"
          onPress={() =>
            changeView(
              { window: said.durationUs > 0 ? said.window : fitWindow(said.window, selectBounds(store.getState())) },
              'push',
            )
          }
        >
          {t`Zoom to it`}
        </Button>
        <NextAlike direction={-1} />
        <NextAlike direction={1} />
      </div>
      {details.kind === 'loading' && <ReadingArguments share={details.share} />}
      {details.kind === 'failed' && <p className="note">{t(details.failure.userMessage)}</p>}
      {details.kind === 'text' && (
        <div>
          <h3 className="details-sub">{t`As written in the trace`}</h3>
          <Arguments text={details.text} />
        </div>
      )}
    </aside>
  );
});

/** A packed file is unpacked again up to the event: that can take seconds, so it says how far it is. */
function ReadingArguments({ share }: { readonly share: number | undefined }) {
  const t = useWords();
  const { stopDetails } = useActions();
  if (share === undefined) return <p className="note">{t`Reading its arguments…`}</p>;
  return (
    <div className="row">
      <p className="note">{t`Reading its arguments: the file is unpacked up to them, ${formatPercent(share)} done.`}</p>
      <Button className="button" onPress={stopDetails}>{t`Cancel`}</Button>
    </div>
  );
}

function EventButton({ link }: { readonly link: EventLink }) {
  const t = useWords();
  const store = useAppStore();
  return (
    <button
      type="button"
      className="event-link"
      onClick={() => selectAndReveal(store, selectionOfEvent(store.getState(), link.event))}
    >
      {t(link.name)}
    </button>
  );
}

function NextAlike({ direction }: { readonly direction: 1 | -1 }) {
  const t = useWords();
  const store = useAppStore();
  return (
    <Button
      className="button"
      aria-label={direction > 0 ? t`Next alike` : t`Previous alike`}
      onPress={() => selectAndReveal(store, nextAlike(store.getState(), direction))}
    >
      {direction > 0 ? t`Next ›` : t`‹ Previous`}
    </Button>
  );
}

/** The event's arguments as a list; its own text where they are no object. */
function Arguments({ text }: { readonly text: string }) {
  const pairs = argumentPairs(text);
  if (pairs === undefined) return <pre className="code">{visibleText(text.slice(0, MOST_ARGUMENTS_SHOWN))}</pre>;
  return (
    <dl>
      {pairs.map(([key, value]) => (
        <Pair key={key} name={key} value={value} />
      ))}
    </dl>
  );
}

const Pair = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <>
    <dt>{visibleText(name)}</dt>
    <dd>{visibleText(value.length > 600 ? `${value.slice(0, 600)}…` : value)}</dd>
  </>
);

function argumentPairs(text: string): readonly (readonly [string, string])[] | undefined {
  try {
    const event: unknown = JSON.parse(text);
    if (typeof event !== 'object' || event === null) return undefined;
    const {
      name: _name,
      ph: _ph,
      ts: _ts,
      dur: _dur,
      args,
      attr,
      ...rest
    } = Object.assign({ name: 0, ph: 0, ts: 0, dur: 0, args: undefined, attr: undefined }, event);
    const inner: unknown = args ?? attr;
    const all = { ...rest, ...(typeof inner === 'object' && inner !== null ? inner : {}) };
    return Object.entries(all).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]);
  } catch {
    return undefined;
  }
}
