import { Suspense, useState } from 'react';
import { Button } from 'react-aria-components';
import { asWords, type Said, say } from '../../base/say.ts';
import { type WhatIf } from '../../app/what-if-selectors.ts';
import { type Scenario } from '../../replay/scenario.ts';
import { useActions } from '../use-app.ts';
import { SentenceGap, useWords } from '../use-words.tsx';
import type { Chosen } from './PresetsDialog.tsx';
import { fetched } from '../fetched.tsx';

const PresetsDialog = fetched(async () => (await import('./PresetsDialog.tsx')).PresetsDialog);

const SAY = {
  open: say`Presets: what would … do here?`,
  tried: (title: Said, times: string): Said =>
    say`As ${title} would: the replay predicts ${times} times the speed here.`,
  reported: (text: Said): Said => say`Reported, on other jobs: ${text}.`,
  nothingReported: say`Nothing is reported end to end.`,
};

/** The way into fixes and systems, and after one was tried its prediction beside what is reported of it. */
export function Presets({ whatIf, scenario }: { readonly whatIf: WhatIf; readonly scenario: Scenario }) {
  const t = useWords();
  const { changeView } = useActions();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<Chosen>();
  const inForce = chosen !== undefined && sameLevers(chosen.levers, scenario.levers) ? chosen : undefined;
  const { measuredStepUs, predictedStepUs } = whatIf;
  return (
    <div className="presets">
      <Button className="button small" onPress={() => setOpen(true)}>
        {t(SAY.open)}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <PresetsDialog
            levers={whatIf.levers}
            onClose={() => setOpen(false)}
            onChoose={(next) => {
              setChosen(next);
              setOpen(false);
              changeView({ scenario: { ...scenario, levers: next.levers } }, 'push');
            }}
          />
        </Suspense>
      )}
      {inForce !== undefined && predictedStepUs !== undefined && (
        <p className="forecast-range">
          {t(SAY.tried(asWords(inForce.choice.title), (measuredStepUs / predictedStepUs).toFixed(2)))}
          <SentenceGap />
          {inForce.choice.published === undefined
            ? inForce.choice.key.startsWith('system/') && t(SAY.nothingReported)
            : t(SAY.reported(asWords(inForce.choice.published.text)))}
        </p>
      )}
    </div>
  );
}

const sameLevers = (one: Scenario['levers'], other: Scenario['levers']): boolean => {
  const keys = [...Object.keys(one), ...Object.keys(other)];
  const left: Readonly<Record<string, number>> = one;
  const right: Readonly<Record<string, number>> = other;
  return keys.every((key) => left[key] === right[key]);
};
