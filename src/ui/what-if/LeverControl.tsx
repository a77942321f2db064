import { useEffect, useRef } from 'react';
import { Button, Label, Slider, SliderThumb, SliderTrack, Switch } from 'react-aria-components';
import { formatMicros } from '../../base/format.ts';
import { type LeverView } from '../../app/what-if-selectors.ts';
import { hatchBackground } from '../class-style.ts';
import { Fold } from '../Fold.tsx';
import { GainCurve } from '../GainCurve.tsx';
import { endsOf, keyStep, positionOf, SLIDER_END, spokenOf, valueAt, wordsOf } from '../lever-scale.ts';
import { TypedValue } from './TypedValue.tsx';

const SAY = {
  reset: 'Reset',
  resetOf: (label: string) => `Reset ${label}`,
  typed: (label: string) => `${label}, typed value`,
  predicted: (step: string) => `, predicted step ${step}`,
  off: 'off',
  bestGives: (best: string, step: string) => `${best}: ${step}`,
  bestAt: (most: string, best: string, step: string) => `${most} (${best}: ${step})`,
  how: 'How it is worked out',
  formula: 'Formula',
  evidence: 'Rests on',
  uncertainty: 'How sure',
  note: 'On this trace',
  then: 'Then binds',
};

export interface LeverControlProps {
  readonly lever: LeverView;
  /** undefined where the lever is not moved. */
  readonly value: number | undefined;
  readonly predictedUs: number | undefined;
  /** Whether the next bottleneck is said beside the lever, not in its fold. */
  readonly saysCrossover: boolean;
  readonly onMove: (key: LeverView['key'], value: number | undefined, commit: boolean) => void;
}

/** One lever: its name, its value in words and as a number, what the step is along it, and what it rests on. */
export function LeverControl(props: LeverControlProps) {
  const { lever } = props;
  if (!lever.available) return <LeverOff lever={lever} />;
  return lever.unit === 'switch' ? <LeverSwitch {...props} /> : <LeverSlider {...props} />;
}

function LeverOff({ lever }: { readonly lever: LeverView }) {
  return (
    <div className="lever lever-off" role="group" aria-label={`${lever.label}: ${SAY.off}`}>
      <div className="lever-head">
        <Name lever={lever} />
        <span className="lever-value">{SAY.off}</span>
      </div>
      <p className="lever-reason">{lever.reason}</p>
    </div>
  );
}

const spoken = ({ lever, value, predictedUs }: LeverControlProps): string =>
  `${lever.label}, ${spokenOf(lever, value ?? lever.neutral)}${predictedUs === undefined ? '' : SAY.predicted(formatMicros(predictedUs))}`;

function LeverSwitch(props: LeverControlProps) {
  const { lever, value, onMove } = props;
  return (
    <div className="lever">
      <Switch
        className="lever-switch"
        isSelected={value === 1}
        aria-label={spoken(props)}
        onChange={(on) => onMove(lever.key, on ? 1 : undefined, true)}
      >
        <Name lever={lever} />
        <span className="lever-value">{SAY.bestGives(wordsOf(lever, 1), formatMicros(lever.removedStepUs))}</span>
        <span className="switch-track" aria-hidden="true">
          <span className="switch-knob" />
        </span>
      </Switch>
      <LeverSmall lever={lever} saysCrossover={props.saysCrossover} />
    </div>
  );
}

function LeverSlider(props: LeverControlProps) {
  const { lever, value, onMove } = props;
  const shown = value ?? lever.neutral;
  const move = (to: number, commit: boolean): void => onMove(lever.key, to === lever.neutral ? undefined : to, commit);
  const input = useRef<HTMLInputElement>(null);
  const words = spokenOf(lever, shown);
  useEffect(() => input.current?.setAttribute('aria-valuetext', words));
  const [least, most] = endsOf(lever);
  const neutralLeft = lever.neutral === undefined ? undefined : (100 * positionOf(lever, lever.neutral)) / SLIDER_END;
  const middle = neutralLeft !== undefined && neutralLeft > 12 && neutralLeft < 75;
  return (
    <Slider
      className="lever"
      minValue={0}
      maxValue={SLIDER_END}
      step={keyStep(lever)}
      value={positionOf(lever, shown ?? lever.min)}
      onChange={(position) => move(valueAt(lever, position), false)}
      onChangeEnd={(position) => move(valueAt(lever, position), true)}
    >
      <div className="lever-head">
        <Label>
          <Name lever={lever} />
        </Label>
        <span className="lever-value">{wordsOf(lever, shown)}</span>
        <TypedValue scale={lever} value={shown} label={SAY.typed(lever.label)} onValue={(typed) => move(typed, true)} />
        {value !== undefined && (
          <Button
            className="button quiet"
            onPress={() => onMove(lever.key, undefined, true)}
            aria-label={SAY.resetOf(lever.label)}
          >
            {SAY.reset}
          </Button>
        )}
      </div>
      <GainCurve scale={lever} points={lever.curve} value={shown} knee={lever.crossover?.factor} />
      <SliderTrack className="slider-track">
        {neutralLeft !== undefined && <span className="slider-unchanged" style={{ left: `${neutralLeft}%` }} />}
        <SliderThumb className="slider-thumb" inputRef={input} aria-label={spoken(props)} />
      </SliderTrack>
      <div className="slider-ends" aria-hidden="true">
        <span>{least}</span>
        {middle && (
          <span className="slider-neutral" style={{ left: `${neutralLeft}%` }}>
            {wordsOf(lever, lever.neutral)}
          </span>
        )}
        <span>{bestWords(lever, most)}</span>
      </div>
      <LeverSmall lever={lever} saysCrossover={props.saysCrossover} />
    </Slider>
  );
}

/** The right end, with the step where the lever gains most, there or elsewhere. */
function bestWords(lever: LeverView, most: string): string {
  const step = formatMicros(lever.removedStepUs);
  if (positionOf(lever, lever.best) === SLIDER_END) return SAY.bestGives(most, step);
  return SAY.bestAt(most, wordsOf(lever, lever.best), step);
}

const Name = ({ lever }: { readonly lever: LeverView }) => (
  <span className="lever-name">
    <span className="swatch" style={{ background: hatchBackground(lever.tint) }} />
    {lever.label}
  </span>
);

/** What is small: the caution, where the next bottleneck takes over, and behind a fold what it rests on. */
function LeverSmall({ lever, saysCrossover }: Pick<LeverControlProps, 'lever' | 'saysCrossover'>) {
  const rows = [
    [SAY.formula, lever.formula],
    [SAY.evidence, lever.evidence],
    [SAY.uncertainty, lever.uncertainty],
    [SAY.note, lever.note],
    [SAY.then, saysCrossover ? undefined : lever.crossover?.sentence],
  ] as const;
  return (
    <>
      {saysCrossover && lever.crossover !== undefined && <p className="lever-note">{lever.crossover.sentence}</p>}
      {lever.reason !== undefined && <p className="lever-note caution">{lever.reason}</p>}
      <Fold title={SAY.how}>
        <dl>
          {rows.map(([name, text]) =>
            text === undefined ? null : (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{text}</dd>
              </div>
            ),
          )}
        </dl>
      </Fold>
    </>
  );
}
