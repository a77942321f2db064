import { useRef } from 'react';
import { Button } from 'react-aria-components';
import { type Said, say, type Words } from '../../base/say.ts';
import { formatMicros, formatPercent } from '../../base/format.ts';
import { selectBeside } from '../../app/beside.ts';
import { type Beside } from '../../app/beside-state.ts';
import { labelOfClass } from '../../app/chart-selectors.ts';
import { type Held, type Kept, selectHeld } from '../../app/verify-selectors.ts';
import { hatchBackground } from '../class-style.ts';
import { sayNames } from '../compare/say-names.ts';
import { namedBlobs } from '../OpenFiles.tsx';
import { useActions, useApp } from '../use-app.ts';
import { SentenceGap, useWords } from '../use-words.tsx';

const MOST_MOVERS = 8;

const SAY = {
  title: say`Did it work?`,
  ask: say`Record the run again after the fix and drop its trace here: promised and achieved, class by class.`,
  open: say`Open the trace after the fix…`,
  another: say`Another trace…`,
  stop: say`Cancel`,
  letGo: say`Close`,
  reading: (names: Words): Said => say`Reading ${names}…`,
  noPromise: say`No lever is moved, so nothing is promised. What changed stands above, under “Two runs compared”.`,
  notAlike: say`Not like for like:`,
  anyway: say`Compare anyway`,
  class: say`Class`,
  before: say`Before`,
  promised: say`Promised`,
  after: say`After`,
  change: say`Change`,
  miss: say`Off the promise`,
  mean: say`Mean step`,
  movers: say`What moved most`,
  noEvent: say`no event`,
  each: say`Means a step. Classes add up to the mean step.`,
  tableOf: (names: Words): Said => say`Before and after, ${names}`,
};

/** Holds the run recorded after a fix against the promise. Files dropped on it are the run after. */
export function DidItWork() {
  const t = useWords();
  const { compareWith, stopComparing } = useActions();
  const beside = useApp(selectBeside);
  const held = useApp(selectHeld);
  const input = useRef<HTMLInputElement>(null);
  return (
    <section className="did-it-work" aria-labelledby="did-it-work-title" data-drop="compare">
      <div className="panel-head">
        <h3 id="did-it-work-title">{t(SAY.title)}</h3>
        <Button className="button small" onPress={() => input.current?.click()}>
          {t(beside.kind === 'ready' ? SAY.another : SAY.open)}
        </Button>
        {beside.kind !== 'none' && (
          <Button className="button quiet small" onPress={stopComparing}>
            {t(beside.kind === 'loading' ? SAY.stop : SAY.letGo)}
          </Button>
        )}
        <input
          ref={input}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            compareWith(namedBlobs(event.target.files ?? []));
            event.target.value = '';
          }}
        />
      </div>
      <div aria-live="polite">
        <Status beside={beside} />
      </div>
      {held !== undefined && <Answer held={held} />}
    </section>
  );
}

function Status({ beside }: { readonly beside: Beside }) {
  const t = useWords();
  switch (beside.kind) {
    case 'none':
    case 'awaiting':
      return <p className="note">{t(SAY.ask)}</p>;
    case 'loading': {
      const { bytesRead = 0, bytesTotal = 0 } = beside.progress ?? {};
      const share = bytesTotal > 0 ? formatPercent(Math.min(bytesRead / bytesTotal, 1)) : '';
      return (
        <p className="note">
          {t(
            share === '' ? SAY.reading(sayNames(beside.names)) : say`${SAY.reading(sayNames(beside.names))}, ${share}`,
          )}
        </p>
      );
    }
    case 'failed':
      return (
        <p className="lever-note caution">
          {t(beside.failure.userMessage)}
          <SentenceGap />
          {beside.failure.hint !== undefined && t(beside.failure.hint)}
        </p>
      );
    case 'ready':
      return null;
  }
}

const signed = (us: number): string => `${us > 0 ? '+' : ''}${formatMicros(us)}`;

function Answer({ held }: { readonly held: Held }) {
  const t = useWords();
  const { setComparing } = useActions();
  const anyway = useApp(({ view }) => view.comparing.anyway);
  const { kept, names, refusals } = held;
  const isRefused = refusals.length > 0 && !anyway;
  if (kept === undefined) return <p className="note">{t(SAY.noPromise)}</p>;
  const { comparison, verification } = kept;
  const differences = refusals.map(({ kind, sentence }) => (
    <p className="lever-note caution" key={kind}>
      {t(SAY.notAlike)} {t(sentence)}
    </p>
  ));
  if (isRefused)
    return (
      <>
        {differences}
        <Button className="button small" onPress={() => setComparing({ anyway: true })}>
          {t(SAY.anyway)}
        </Button>
      </>
    );
  return (
    <>
      {differences}
      <ul className="verify-sentences">
        {verification.sentences.map((sentence) => (
          <li key={sentence.message}>{t(sentence)}</li>
        ))}
      </ul>
      <ClassTable names={names} kept={kept} />
      <details className="lever-how">
        <summary>{t(SAY.movers)}</summary>
        <div className="scroll-x" tabIndex={0} role="group" aria-label={t(SAY.movers)}>
          <table className="verify-table">
            <tbody>
              {comparison.movers.slice(0, MOST_MOVERS).map((row) => (
                <tr key={`${row.class} ${row.name}`}>
                  <td>
                    <span className="swatch" style={{ background: hatchBackground(row.class) }} />{' '}
                    {row.name === '' ? t(SAY.noEvent) : row.name}
                  </td>
                  <td className="number">{formatMicros(row.beforeUs)}</td>
                  <td className="number">{formatMicros(row.afterUs)}</td>
                  <td className="number">{signed(row.deltaUs)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}

function ClassTable({
  names,
  kept: { comparison, verification },
}: {
  readonly names: readonly Words[];
  readonly kept: Kept;
}) {
  const t = useWords();
  const rows = verification.classes.filter((row) => row.beforeUs + row.afterUs + row.promisedUs > 0);
  const mean = {
    beforeUs: comparison.before.meanStepUs,
    promisedUs: verification.promisedMeanUs,
    afterUs: comparison.after.meanStepUs,
    deltaUs: comparison.deltaUs,
    missUs: comparison.after.meanStepUs - verification.promisedMeanUs,
  };
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={t(SAY.tableOf(sayNames(names)))}>
      <table className="verify-table">
        <thead>
          <tr>
            {[SAY.class, SAY.before, SAY.promised, SAY.after, SAY.change, SAY.miss].map((text, column) => (
              <th scope="col" key={text.message} className={column === 0 ? undefined : 'number'}>
                {t(text)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.class}>
              <th scope="row">
                <span className="swatch" style={{ background: hatchBackground(row.class) }} />{' '}
                {t(labelOfClass(row.class))}
              </th>
              <Figures row={row} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t(SAY.mean)}</th>
            <Figures row={mean} />
          </tr>
        </tfoot>
      </table>
      <p className="note">{t(SAY.each)}</p>
    </div>
  );
}

interface RowFigures {
  readonly beforeUs: number;
  readonly promisedUs: number;
  readonly afterUs: number;
  readonly deltaUs: number;
  readonly missUs: number;
}

const Figures = ({ row }: { readonly row: RowFigures }) => (
  <>
    <td className="number">{formatMicros(row.beforeUs)}</td>
    <td className="number">{formatMicros(row.promisedUs)}</td>
    <td className="number">{formatMicros(row.afterUs)}</td>
    <td className="number">{signed(row.deltaUs)}</td>
    <td className="number">{signed(row.missUs)}</td>
  </>
);
