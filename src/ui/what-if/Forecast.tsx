import { formatMicros } from '../../base/format.ts';
import { type WhatIf } from '../../app/what-if-selectors.ts';
import { type ReplayGate } from '../../replay/scenario.ts';

const TRUST = { green: 'good', amber: 'warn', locked: 'bad' } as const;

const SAY = {
  preparing: 'Preparing the replay…',
  errorBefore: 'Replay error on the unchanged run',
  errorAfter: 'with unexplained delays dropped.',
  atRest: 'median step as measured; move a lever',
  predicted: (speed: string, locked: boolean) =>
    `predicted median step, ${speed}× the speed${locked ? ' (only indicative)' : ''}`,
  band: (low: string, high: string) => `Expect ${low} to ${high}.`,
  bracket: (low: string, high: string) => `One rank of many: ${low} to ${high}.`,
  why: 'Why this range',
};

export interface ForecastProps {
  readonly gate: ReplayGate | undefined;
  readonly whatIf: WhatIf;
  readonly moved: boolean;
}

/** How far the replay is to be believed, then measured -> predicted with the range in which the truth is expected. */
export function Forecast({ gate, whatIf, moved }: ForecastProps) {
  const { measuredStepUs, band, bracket, notes } = whatIf;
  const predicted = moved ? whatIf.predictedStepUs : undefined;
  const reasons = [...new Set([band?.sentence, bracket?.sentence, ...notes].filter((text) => text !== undefined))];
  return (
    <>
      {gate === undefined ? <p className="note">{SAY.preparing}</p> : <GateNote gate={gate} />}
      <div className="predicted" aria-live="polite">
        <span className="predicted-value">
          {formatMicros(measuredStepUs)}
          {predicted !== undefined && <> → {formatMicros(predicted)}</>}
        </span>
        <span className="note">
          {predicted === undefined
            ? SAY.atRest
            : SAY.predicted((measuredStepUs / predicted).toFixed(2), gate?.trust === 'locked')}
        </span>
      </div>
      {predicted !== undefined && (band !== undefined || bracket !== undefined) && (
        <p className="forecast-range">
          {band !== undefined && SAY.band(formatMicros(band.lowUs), formatMicros(band.highUs))}{' '}
          {bracket !== undefined && rangeOf(bracket.lockstepUs, bracket.frozenUs)}
        </p>
      )}
      {predicted !== undefined && reasons.length > 0 && (
        <details className="lever-how">
          <summary>{SAY.why}</summary>
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

const rangeOf = (a: number, b: number): string =>
  SAY.bracket(formatMicros(Math.min(a, b)), formatMicros(Math.max(a, b)));

function GateNote({ gate }: { readonly gate: ReplayGate }) {
  return (
    <p className="note">
      {SAY.errorBefore}{' '}
      <span className={`chip ${TRUST[gate.trust]}`} title={gate.reason}>
        {signedPercent(gate.explainedErrorPercent)}
      </span>{' '}
      {SAY.errorAfter}
      {gate.trust !== 'green' && ` ${gate.reason}`}
    </p>
  );
}

function signedPercent(percent: number): string {
  const digits = Math.abs(percent).toFixed(1);
  const sign = Number(digits) === 0 ? '' : percent > 0 ? '+' : '−';
  return `${sign}${digits}\u202f%`;
}
