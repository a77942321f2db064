import { Button, Label, Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import { formatMicros } from '../base/format.ts';
import { type LeverView, type WhatIf } from '../app/what-if-selectors.ts';
import { type LeverKey, type ReplayGate, type Scenario } from '../replay/scenario.ts';
import { GainCurve } from './GainCurve.tsx';
import { hatchBackground } from './class-style.ts';
import { factorOf, positionOf, SLIDER_END, UNCHANGED, wordsOf } from './lever-scale.ts';

export interface WhatIfPanelProps {
  /** undefined while the replay is being prepared. */
  readonly gate: ReplayGate | undefined;
  readonly whatIf: WhatIf;
  readonly scenario: Scenario;
  readonly onMove: (key: LeverKey, factor: number, commit: boolean) => void;
  readonly onReset: () => void;
}

const TRUST = { green: 'good', amber: 'warn', locked: 'bad' } as const;

/** Sliders that replay the trace: its own error first, then measured -> predicted. */
export function WhatIfPanel(props: WhatIfPanelProps) {
  const { gate, whatIf, scenario, onMove, onReset } = props;
  const { measuredStepUs, predictedStepUs, levers } = whatIf;
  const moved = Object.keys(scenario.levers).length > 0;
  const predicted = moved ? predictedStepUs : undefined;
  return (
    <section className="panel" aria-labelledby="whatif-title">
      <div className="panel-head">
        <h2 id="whatif-title">What if it were faster?</h2>
        {moved && (
          <Button className="button quiet small" onPress={onReset}>
            Reset all
          </Button>
        )}
      </div>
      {gate === undefined ? <p className="note">Preparing the replay…</p> : <GateNote gate={gate} />}
      <div className="predicted" aria-live="polite">
        <span className="predicted-value">
          {formatMicros(measuredStepUs)}
          {predicted !== undefined && <> → {formatMicros(predicted)}</>}
        </span>
        <span className="note">
          {predicted !== undefined
            ? `predicted median step, ${(measuredStepUs / predicted).toFixed(2)}× the speed${gate?.trust === 'locked' ? ' (only indicative)' : ''}`
            : 'median step as measured; move a slider'}
        </span>
      </div>
      {levers.map((lever) => (
        <Lever
          key={lever.key}
          lever={lever}
          label={lever.label}
          factor={scenario.levers[lever.key] ?? 1}
          predictedUs={predicted}
          onMove={onMove}
        />
      ))}
    </section>
  );
}

function GateNote({ gate }: { readonly gate: ReplayGate }) {
  return (
    <p className="note">
      Replay error on the unchanged run{' '}
      <span className={`chip ${TRUST[gate.trust]}`} title={gate.reason}>
        {signedPercent(gate.explainedErrorPercent)}
      </span>{' '}
      with unexplained delays dropped.{gate.trust !== 'green' && ` ${gate.reason}`}
    </p>
  );
}

function signedPercent(percent: number): string {
  const digits = Math.abs(percent).toFixed(1);
  const sign = Number(digits) === 0 ? '' : percent > 0 ? '+' : '−';
  return `${sign}${digits}\u202f%`;
}

interface LeverProps {
  readonly lever: LeverView;
  readonly label: string;
  readonly factor: number;
  readonly predictedUs: number | undefined;
  readonly onMove: WhatIfPanelProps['onMove'];
}

function Lever({ lever, label, factor, predictedUs, onMove }: LeverProps) {
  const words = wordsOf(factor);
  const spoken = predictedUs === undefined ? words : `${words}, predicted step ${formatMicros(predictedUs)}`;
  return (
    <Slider
      className="lever"
      minValue={0}
      maxValue={SLIDER_END}
      step={1}
      value={positionOf(factor)}
      isDisabled={!lever.available}
      onChange={(position) => onMove(lever.key, factorOf(position), false)}
      onChangeEnd={(position) => onMove(lever.key, factorOf(position), true)}
    >
      <div className="lever-head">
        <Label>
          <span className="swatch" style={{ background: hatchBackground(lever.tint) }} />
          {label}
        </Label>
        <span className="lever-value">{lever.available ? words : lever.reason}</span>
        {factor !== 1 && (
          <Button className="button quiet" onPress={() => onMove(lever.key, 1, true)} aria-label={`Reset ${label}`}>
            Reset
          </Button>
        )}
      </div>
      {lever.available && <GainCurve points={lever.curve} factor={factor} />}
      <SliderTrack className="slider-track">
        <span className="slider-unchanged" style={{ left: `${(100 * UNCHANGED) / SLIDER_END}%` }} />
        <SliderThumb className="slider-thumb" aria-label={`${label}: ${spoken}`} />
      </SliderTrack>
      {lever.available && (
        <div className="slider-ends" aria-hidden="true">
          <span>4× slower</span>
          <span style={{ left: `${(100 * UNCHANGED) / SLIDER_END}%` }}>as measured</span>
          <span>cost removed: {formatMicros(lever.removedStepUs)}</span>
        </div>
      )}
    </Slider>
  );
}
