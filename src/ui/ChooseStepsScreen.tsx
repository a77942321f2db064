import { useState } from 'react';
import { Button, Checkbox, CheckboxGroup, Input, Label, NumberField, ProgressBar } from 'react-aria-components';
import { chosenTotal, firstChoice, type OutlineRow, outlineRows } from '../app/outline-rows.ts';
import { type ChoosingSession } from '../app/session.ts';
import { type Said, say, sayList } from '../base/say.ts';
import { formatBytes, formatCount, formatMicros, formatPercent } from '../base/format.ts';
import { type TraceOutline } from '../engine/protocol.ts';
import { useActions } from './use-app.ts';
import { useWords } from './use-words.tsx';

const ROWS_AT_A_TIME = 200;

type Noun = TraceOutline['noun'];
const countedNoun = (noun: Noun, count: number): Said => {
  if (noun === 'step') return count === 1 ? say`1 step` : say`${formatCount(count)} steps`;
  return count === 1 ? say`1 part` : say`${formatCount(count)} parts`;
};
const TEXT = {
  title: (noun: Noun): Said => (noun === 'step' ? say`Choose the steps to load` : say`Choose the parts to load`),
  facts: ({ events, textBytes, ranks, noun }: TraceOutline, steps: number): Said => {
    const text = say`${formatCount(events)} events in ${formatBytes(textBytes)} of text`;
    const counts = countedNoun(noun, steps);
    return ranks.length > 1 ? say`${text}, ${counts}, ${ranks.length} ranks.` : say`${text}, ${counts}.`;
  },
  from: (noun: Noun): Said => (noun === 'step' ? say`From step` : say`From part`),
  to: (noun: Noun): Said => (noun === 'step' ? say`to step` : say`to part`),
  total: (noun: Noun, { steps, durationUs, events, bytes, share }: ReturnType<typeof chosenTotal>): Said =>
    say`${countedNoun(noun, steps)}, ${formatMicros(durationUs)}, about ${formatCount(events)} events in ${formatBytes(bytes)} (${formatPercent(share)}).`,
  load: (noun: Noun, first: number, last: number): Said => {
    if (noun === 'step') return first === last ? say`Load step ${first}` : say`Load steps ${first} to ${last}`;
    return first === last ? say`Load part ${first}` : say`Load parts ${first} to ${last}`;
  },
};

/** The steps of a trace before it is loaded: which of them, and which ranks, are to be. */
export function ChooseStepsScreen({ session }: { readonly session: ChoosingSession }) {
  const { outline } = session;
  return (
    <main className="centred choose">
      {outline === undefined ? <Listing session={session} /> : <Chooser session={session} outline={outline} />}
    </main>
  );
}

function Listing({ session }: { readonly session: ChoosingSession }) {
  const { cancel } = useActions();
  const t = useWords();
  const { bytesRead, bytesTotal } = session.progress;
  const share = bytesTotal > 0 ? Math.min(1, bytesRead / bytesTotal) : 0;
  return (
    <section className="panel card stack">
      <h1 className="card-title">
        <span role="status">{t`Looking through the trace for its steps`}</span>
      </h1>
      <ProgressBar value={share * 100} aria-label={t`Looking through the trace for its steps`} className="progress">
        <div className="progress-track">
          <div className="progress-fill" style={{ width: `${share * 100}%` }} />
        </div>
      </ProgressBar>
      <p>{bytesTotal > 0 && t`${formatBytes(bytesRead)} of ${formatBytes(bytesTotal)}`}</p>
      <div className="row end">
        <Button className="button" onPress={cancel} autoFocus>
          {t`Cancel`}
        </Button>
      </div>
    </section>
  );
}

function Chooser({ session, outline }: { readonly session: ChoosingSession; readonly outline: TraceOutline }) {
  const { cancel, loadPart } = useActions();
  const t = useWords();
  const { noun } = outline;
  const all = outline.ranks.map(({ rank }) => rank);
  const [ranks, setRanks] = useState<readonly number[]>(session.chosen?.ranks ?? all);
  const rows = outlineRows(outline, new Set(ranks));
  const every = outlineRows(outline, new Set(all));
  const [range, setRange] = useState(() => firstChoice(every, session.chosen?.steps));
  const total = chosenTotal(rows, range.first, range.last);
  const load = () =>
    loadPart({ steps: range, ...(ranks.length < all.length ? { ranks: [...ranks].sort((a, b) => a - b) } : {}) });
  return (
    <section className="panel card stack choose-card" aria-labelledby="choose-title">
      <div>
        <p className="note">{t(sayList(session.names))}</p>
        <h1 className="card-title" id="choose-title">
          {t(TEXT.title(noun))}
        </h1>
        <p>{t(TEXT.facts(outline, every.length))}</p>
        <p className="note">{t`Found by: ${outline.ranks[0]?.from ?? ''}.`}</p>
      </div>
      {all.length > 1 && (
        <CheckboxGroup
          className="choose-ranks"
          value={ranks.map(String)}
          onChange={(chosen) => setRanks(chosen.map(Number))}
        >
          <Label>{t`Ranks`}</Label>
          <span className="row">
            {outline.ranks.map(({ rank }) => (
              <Checkbox key={rank} value={String(rank)} className="choose-rank">
                {({ isSelected }) => (
                  <>
                    <span className="choose-box" aria-hidden="true">
                      {isSelected ? '✓' : ''}
                    </span>
                    {rank}
                  </>
                )}
              </Checkbox>
            ))}
            <Button className="button quiet small" onPress={() => setRanks(ranks.length > 0 ? [] : all)}>
              {ranks.length > 0 ? t`None` : t`All`}
            </Button>
          </span>
        </CheckboxGroup>
      )}
      <div className="row choose-range">
        <NumberBox
          label={t(TEXT.from(noun))}
          value={range.first}
          onChange={(first) => setRange({ first, last: Math.max(first, range.last) })}
        />
        <NumberBox
          label={t(TEXT.to(noun))}
          value={range.last}
          onChange={(last) => setRange({ first: Math.min(range.first, last), last })}
        />
      </div>
      <StepTable rows={every} noun={noun} range={range} onRange={setRange} />
      <p aria-live="polite">{t(TEXT.total(noun, total))}</p>
      <div className="row">
        <Button className="button primary" onPress={load} isDisabled={total.steps === 0} autoFocus>
          {t(TEXT.load(noun, range.first, range.last))}
        </Button>
        <Button className="button" onPress={() => loadPart(undefined)}>
          {t`Load all`}
        </Button>
        <Button className="button quiet" onPress={cancel}>
          {t`Cancel`}
        </Button>
      </div>
    </section>
  );
}

interface Range {
  readonly first: number;
  readonly last: number;
}

const ordered = (a: number, b: number): Range => ({ first: Math.min(a, b), last: Math.max(a, b) });

function NumberBox({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}) {
  return (
    <NumberField
      className="choose-number"
      value={value}
      minValue={0}
      formatOptions={{ useGrouping: false }}
      onChange={(next) => Number.isInteger(next) && onChange(next)}
    >
      <Label>{label}</Label>
      <Input />
    </NumberField>
  );
}

function StepTable({
  rows,
  noun,
  range,
  onRange,
}: {
  readonly rows: readonly OutlineRow[];
  readonly noun: Noun;
  readonly range: Range;
  readonly onRange: (range: Range) => void;
}) {
  const t = useWords();
  const [shown, setShown] = useState(ROWS_AT_A_TIME);
  const pick = (number: number, extend: boolean) =>
    onRange(extend ? ordered(range.first, number) : ordered(number, number));
  return (
    <div>
      <p className="note">{t`Choose a row, then another with Shift, for all between them.`}</p>
      <div className="choose-table" tabIndex={0} role="region" aria-label={t`Steps of the trace`}>
        <table>
          <thead>
            <tr>
              <th scope="col">{noun === 'step' ? t`Step` : t`Part`}</th>
              <th scope="col" className="number">
                {t`Duration`}
              </th>
              <th scope="col" className="number">
                {t`Share of the text`}
              </th>
              <th scope="col" className="number">
                {t`Events`}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((row) => {
              const isChosen = row.number >= range.first && row.number <= range.last;
              return (
                <tr key={row.number} className={isChosen ? 'chosen' : undefined}>
                  <td>
                    <button
                      type="button"
                      className="event-link"
                      aria-pressed={isChosen}
                      onClick={(event) => pick(row.number, event.shiftKey)}
                    >
                      {row.name}
                    </button>
                  </td>
                  <td className="number">{formatMicros(row.durationUs)}</td>
                  <td className="number">{t(formatPercent(row.share))}</td>
                  <td className="number">{formatCount(row.events)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {shown < rows.length && (
        <Button className="button small" onPress={() => setShown((count) => count + ROWS_AT_A_TIME)}>
          {t`Show more of ${formatCount(rows.length)}`}
        </Button>
      )}
    </div>
  );
}
