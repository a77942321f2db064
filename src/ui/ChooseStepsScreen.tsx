import { useState } from 'react';
import { Button, Checkbox, CheckboxGroup, Input, Label, NumberField, ProgressBar } from 'react-aria-components';
import { chosenTotal, firstChoice, type OutlineRow, outlineRows } from '../app/outline-rows.ts';
import { type ChoosingSession } from '../app/session.ts';
import { formatBytes, formatCount, formatMicros, formatPercent } from '../base/format.ts';
import { type TraceOutline } from '../engine/protocol.ts';
import { useActions } from './use-app.ts';
import { useWords } from './use-words.tsx';

const ROWS_AT_A_TIME = 200;

type Noun = TraceOutline['noun'];
const plural = (noun: Noun, count: number): string => (count === 1 ? noun : `${noun}s`);
const TEXT = {
  title: (noun: Noun) => `Choose the ${noun}s to load`,
  listing: 'Looking through the trace for its steps',
  read: (read: number, total: number) => `${formatBytes(read)} of ${formatBytes(total)}`,
  facts: ({ events, textBytes, ranks, noun }: TraceOutline, steps: number) =>
    `${formatCount(events)} events in ${formatBytes(textBytes)} of text, ${formatCount(steps)} ${plural(noun, steps)}${ranks.length > 1 ? `, ${ranks.length} ranks` : ''}.`,
  found: (from: string) => `Found by: ${from}.`,
  ranks: 'Ranks',
  allRanks: 'All',
  noRanks: 'None',
  from: (noun: Noun) => `From ${noun}`,
  to: (noun: Noun) => `to ${noun}`,
  pick: 'Choose a row, then another with Shift, for all between them.',
  table: 'Steps of the trace',
  columns: { duration: 'Duration', share: 'Share of the text', events: 'Events' },
  more: (count: number) => `Show more of ${formatCount(count)}`,
  total: (noun: Noun, { steps, durationUs, events, bytes, share }: ReturnType<typeof chosenTotal>) =>
    `${formatCount(steps)} ${plural(noun, steps)}, ${formatMicros(durationUs)}, about ${formatCount(events)} events in ${formatBytes(bytes)} (${formatPercent(share)}).`,
  load: (noun: Noun, first: number, last: number) =>
    first === last ? `Load ${noun} ${first}` : `Load ${noun}s ${first} to ${last}`,
  all: 'Load all',
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
    <section className="panel card stack" aria-live="polite">
      <h1 className="card-title">{TEXT.listing}</h1>
      <ProgressBar value={share * 100} aria-label={TEXT.listing} className="progress">
        <div className="progress-track">
          <div className="progress-fill" style={{ width: `${share * 100}%` }} />
        </div>
      </ProgressBar>
      <p>{bytesTotal > 0 && TEXT.read(bytesRead, bytesTotal)}</p>
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
        <p className="note">{session.names.map((name) => t(name)).join(', ')}</p>
        <h1 className="card-title" id="choose-title">
          {TEXT.title(noun)}
        </h1>
        <p>{TEXT.facts(outline, every.length)}</p>
        <p className="note">{TEXT.found(outline.ranks[0]?.from ?? '')}</p>
      </div>
      {all.length > 1 && (
        <CheckboxGroup
          className="choose-ranks"
          value={ranks.map(String)}
          onChange={(chosen) => setRanks(chosen.map(Number))}
        >
          <Label>{TEXT.ranks}</Label>
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
              {ranks.length > 0 ? TEXT.noRanks : TEXT.allRanks}
            </Button>
          </span>
        </CheckboxGroup>
      )}
      <div className="row choose-range">
        <NumberBox
          label={TEXT.from(noun)}
          value={range.first}
          onChange={(first) => setRange(ordered(first, range.last))}
        />
        <NumberBox label={TEXT.to(noun)} value={range.last} onChange={(last) => setRange(ordered(range.first, last))} />
      </div>
      <StepTable rows={every} noun={noun} range={range} onRange={setRange} />
      <p aria-live="polite">{TEXT.total(noun, total)}</p>
      <div className="row">
        <Button className="button primary" onPress={load} isDisabled={total.steps === 0} autoFocus>
          {TEXT.load(noun, range.first, range.last)}
        </Button>
        <Button className="button" onPress={() => loadPart(undefined)}>
          {TEXT.all}
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
  const [shown, setShown] = useState(ROWS_AT_A_TIME);
  const pick = (number: number, extend: boolean) =>
    onRange(extend ? ordered(range.first, number) : ordered(number, number));
  return (
    <div>
      <p className="note">{TEXT.pick}</p>
      <div className="choose-table" tabIndex={0} role="region" aria-label={TEXT.table}>
        <table>
          <thead>
            <tr>
              <th scope="col">{noun === 'step' ? 'Step' : 'Part'}</th>
              <th scope="col" className="number">
                {TEXT.columns.duration}
              </th>
              <th scope="col" className="number">
                {TEXT.columns.share}
              </th>
              <th scope="col" className="number">
                {TEXT.columns.events}
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
                  <td className="number">{formatPercent(row.share)}</td>
                  <td className="number">{formatCount(row.events)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {shown < rows.length && (
        <Button className="button small" onPress={() => setShown((count) => count + ROWS_AT_A_TIME)}>
          {TEXT.more(rows.length)}
        </Button>
      )}
    </div>
  );
}
