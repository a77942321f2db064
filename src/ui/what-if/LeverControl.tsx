import { useEffect, useRef } from 'react';
import { Button, Label, Slider, SliderThumb, SliderTrack, Switch } from 'react-aria-components';
import { formatMicros } from '../../base/format.ts';
import { asWords, type Said, say, type Words } from '../../base/say.ts';
import { type LeverView } from '../../app/what-if-selectors.ts';
import { hatchBackground } from '../class-style.ts';
import { Fold } from '../Fold.tsx';
import { GainCurve } from '../GainCurve.tsx';
import { endsOf, keyStep, positionOf, SLIDER_END, spokenOf, valueAt, wordsOf } from '../lever-scale.ts';
import { useWords } from '../use-words.tsx';
import { LeverScope } from './LeverScope.tsx';
import { TypedValue } from './TypedValue.tsx';

const SAY = {
  reset: say`Reset`,
  resetOf: (label: Words): Said => say`Reset ${label}`,
  typed: (label: Words): Said => say`${label}, typed value`,
  off: say`off`,
  isOff: (label: Words): Said => say`${label}: off`,
  bestGives: (best: Words, step: string): Said => say`${best}: ${step}`,
  bestAt: (most: Words, best: Words, step: string): Said => say`${most} (${best}: ${step})`,
  how: say`How it is worked out`,
  formula: say`Formula`,
  evidence: say`Rests on`,
  uncertainty: say`How sure`,
  note: say`On this trace`,
  then: say`Then binds`,
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
  const t = useWords();
  return (
    <div className="lever lever-off" role="group" aria-label={t(SAY.isOff(labelOf(lever)))}>
      <div className="lever-head">
        <Name lever={lever} />
        <span className="lever-value">{t(SAY.off)}</span>
      </div>
      {lever.reason !== undefined && <p className="lever-reason">{t(lever.reason)}</p>}
    </div>
  );
}

const labelOf = ({ label }: LeverView): Said => asWords(label);

/** The value of a slider for a screen reader, which says the lever's name before it. */
function spoken({ lever, value, predictedUs }: LeverControlProps): Words {
  const words = spokenOf(lever, value ?? lever.neutral);
  return predictedUs === undefined ? words : say`${words}, predicted step ${formatMicros(predictedUs)}`;
}

function LeverSwitch(props: LeverControlProps) {
  const { lever, value, onMove } = props;
  const t = useWords();
  return (
    <div className="lever">
      <Switch
        className="lever-switch"
        isSelected={value === 1}
        aria-label={t(labelOf(lever))}
        onChange={(on) => onMove(lever.key, on ? 1 : undefined, true)}
      >
        <Name lever={lever} />
        <span className="lever-value">{t(SAY.bestGives(wordsOf(lever, 1), formatMicros(lever.removedStepUs)))}</span>
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
  const t = useWords();
  const shown = value ?? lever.neutral;
  const move = (to: number, commit: boolean): void => onMove(lever.key, to === lever.neutral ? undefined : to, commit);
  const input = useRef<HTMLInputElement>(null);
  const words = t(spoken(props));
  useEffect(() => input.current?.setAttribute('aria-valuetext', words));
  const [least, most] = endsOf(lever);
  const neutralLeft = lever.neutral === undefined ? undefined : (100 * positionOf(lever, lever.neutral)) / SLIDER_END;
  const isBestLast = positionOf(lever, lever.best) === SLIDER_END;
  const middle = neutralLeft !== undefined && isBestLast && neutralLeft > 12 && neutralLeft < 75;
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
        <span className="lever-value">{t(wordsOf(lever, shown))}</span>
        <TypedValue
          scale={lever}
          value={shown}
          label={t(SAY.typed(labelOf(lever)))}
          onValue={(typed) => move(typed, true)}
        />
        {value !== undefined && (
          <Button
            className="button quiet"
            onPress={() => onMove(lever.key, undefined, true)}
            aria-label={t(SAY.resetOf(labelOf(lever)))}
          >
            {t(SAY.reset)}
          </Button>
        )}
      </div>
      {lever.idle === undefined && (
        <GainCurve scale={lever} points={lever.curve} value={shown} knee={lever.crossover?.factor} />
      )}
      <SliderTrack className="slider-track">
        {neutralLeft !== undefined && <span className="slider-unchanged" style={{ left: `${neutralLeft}%` }} />}
        <SliderThumb className="slider-thumb" inputRef={input} />
      </SliderTrack>
      <div className="slider-ends" aria-hidden="true">
        <span>{t(least)}</span>
        {middle && (
          <span className="slider-neutral" style={{ left: `${neutralLeft}%` }}>
            {t(wordsOf(lever, lever.neutral))}
          </span>
        )}
        <span>{t(bestWords(lever, most))}</span>
      </div>
      <LeverSmall lever={lever} saysCrossover={props.saysCrossover} />
    </Slider>
  );
}

/** The right end, with the step where the lever gains most, there or elsewhere. */
function bestWords(lever: LeverView, most: Words): Said {
  const step = formatMicros(lever.removedStepUs);
  if (positionOf(lever, lever.best) === SLIDER_END) return SAY.bestGives(most, step);
  return SAY.bestAt(most, wordsOf(lever, lever.best), step);
}

function Name({ lever }: { readonly lever: LeverView }) {
  const t = useWords();
  return (
    <span className="lever-name">
      <span className="swatch" style={{ background: hatchBackground(lever.tint) }} />
      {t(labelOf(lever))}
    </span>
  );
}

/** What is small: the caution, where the next bottleneck takes over, and behind a fold what it rests on. */
function LeverSmall({ lever, saysCrossover }: Pick<LeverControlProps, 'lever' | 'saysCrossover'>) {
  const t = useWords();
  const rows = [
    [SAY.formula, asWords(lever.formula)],
    [SAY.evidence, asWords(lever.evidence)],
    [SAY.uncertainty, asWords(lever.uncertainty)],
    [SAY.note, lever.note],
    [SAY.then, saysCrossover ? undefined : lever.crossover?.sentence],
  ] as const;
  return (
    <>
      {lever.idle !== undefined && <p className="lever-note">{t(lever.idle)}</p>}
      {saysCrossover && lever.crossover !== undefined && <p className="lever-note">{t(lever.crossover.sentence)}</p>}
      {lever.reason !== undefined && <p className="lever-note caution">{t(lever.reason)}</p>}
      <LeverScope lever={lever} />
      <Fold title={t(SAY.how)}>
        <dl>
          {rows.map(([name, text]) =>
            text === undefined ? null : (
              <div key={name.message}>
                <dt>{t(name)}</dt>
                <dd>{t(text)}</dd>
              </div>
            ),
          )}
        </dl>
      </Fold>
    </>
  );
}
