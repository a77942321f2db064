import { type Said, say } from '../../base/say.ts';
import { formatMicros } from '../../base/format.ts';
import { type WhatIf } from '../../app/what-if-selectors.ts';
import { type ReplayGate } from '../../replay/scenario.ts';
import { SentenceGap, useWords } from '../use-words.tsx';

const TRUST = { green: 'good', amber: 'warn', locked: 'bad' } as const;

const SAY = {
  predicted: (speed: string, locked: boolean): Said =>
    locked
      ? say`predicted median step, ${speed}× the speed (only indicative)`
      : say`predicted median step, ${speed}× the speed`,
  predictedMean: (speed: string, locked: boolean): Said =>
    locked
      ? say`predicted mean step, ${speed}× the speed (only indicative)`
      : say`predicted mean step, ${speed}× the speed`,
};

export interface ForecastProps {
  readonly gate: ReplayGate | undefined;
  readonly whatIf: WhatIf;
  readonly moved: boolean;
}

/** How far the replay is to be believed, then measured -> predicted with the range in which the truth is expected. */
export function Forecast({ gate, whatIf, moved }: ForecastProps) {
  const t = useWords();
  const { figure, measuredStepUs, band, bracket, lasting, notes } = whatIf;
  const isMean = figure === 'mean';
  const predicted = moved ? whatIf.predictedStepUs : undefined;
  const said = [band?.sentence, bracket?.sentence, lasting?.sentence, ...notes].flatMap((text) =>
    text === undefined ? [] : [t(text)],
  );
  const reasons = [...new Set(said)];
  return (
    <>
      {gate === undefined ? <p className="note">{t`Preparing the replay…`}</p> : <GateNote gate={gate} />}
      <div className="predicted" aria-live="polite">
        <span className="predicted-value">
          {formatMicros(measuredStepUs)}
          {predicted !== undefined && <> → {formatMicros(predicted)}</>}
        </span>
        <span className="note">
          {predicted === undefined
            ? isMean
              ? t`mean step as measured, since waits for the loader come in turns; move a lever`
              : t`median step as measured; move a lever`
            : t(
                (isMean ? SAY.predictedMean : SAY.predicted)(
                  (measuredStepUs / predicted).toFixed(2),
                  gate?.trust === 'locked',
                ),
              )}
        </span>
      </div>
      {predicted !== undefined && (band ?? bracket ?? lasting) !== undefined && (
        <p className="forecast-range">
          {band !== undefined && t`Expect ${formatMicros(band.lowUs)} to ${formatMicros(band.highUs)}.`}
          <SentenceGap />
          {bracket !== undefined && t(rangeOf(bracket.lockstepUs, bracket.frozenUs))}
          <SentenceGap />
          {lasting !== undefined &&
            t`A long run: ${formatMicros(lasting.recordedUs)} → ${formatMicros(lasting.predictedUs)}.`}
        </p>
      )}
      {predicted !== undefined && reasons.length > 0 && (
        <details className="lever-how">
          <summary>{t`Why this range`}</summary>
          <ul>
            {reasons.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

const rangeOf = (a: number, b: number): Said =>
  say`One rank of many: ${formatMicros(Math.min(a, b))} to ${formatMicros(Math.max(a, b))}.`;

function GateNote({ gate }: { readonly gate: ReplayGate }) {
  const t = useWords();
  return (
    <p className="note">
      {t`Replay error on the unchanged run`}{' '}
      <span className={`chip ${TRUST[gate.trust]}`} title={t(gate.reason)}>
        {t(signedPercent(gate.explainedErrorPercent))}
      </span>{' '}
      {t`with unexplained delays dropped.`}
      {gate.trust !== 'green' && (
        <>
          <SentenceGap />
          {t(gate.reason)}
        </>
      )}
    </p>
  );
}

function signedPercent(percent: number): string {
  const digits = Math.abs(percent).toFixed(1);
  const sign = Number(digits) === 0 ? '' : percent > 0 ? '+' : '−';
  return `${sign}${digits}\u202f%`;
}
