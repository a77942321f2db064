import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import { frontLevers, gainMost } from '../app/front-levers.ts';
import { type Said, say } from '../base/say.ts';
import { type LeverView, type WhatIf } from '../app/what-if-selectors.ts';
import { type LeverKey } from '../replay/levers.ts';
import { type ReplayGate, type Scenario } from '../replay/scenario.ts';
import { Later } from './Later.tsx';
import { AccountPanel } from './what-if/AccountPanel.tsx';
import { AttributionTable } from './what-if/AttributionTable.tsx';
import { DidItWork } from './what-if/DidItWork.tsx';
import { Forecast } from './what-if/Forecast.tsx';
import { GivenPanel } from './what-if/GivenPanel.tsx';
import { LeverControl } from './what-if/LeverControl.tsx';
import { Presets } from './what-if/Presets.tsx';
import { useWords } from './use-words.tsx';

const SAY = {
  title: say`What if it were faster?`,
  resetAll: say`Reset all`,
  preparing: say`Preparing the replay…`,
  more: (count: number): Said => (count === 1 ? say`1 more lever` : say`${count} more levers`),
  fewer: say`Fewer levers`,
  idle: (count: number): Said =>
    count === 1 ? say`1 lever changes nothing here alone` : say`${count} levers change nothing here alone`,
  off: (count: number): Said =>
    count === 1 ? say`1 lever has nothing to act on here` : say`${count} levers have nothing to act on here`,
};

export interface WhatIfPanelProps {
  /** undefined while the replay is being prepared. */
  readonly gate: ReplayGate | undefined;
  readonly whatIf: WhatIf;
  readonly scenario: Scenario;
  readonly onMove: (key: LeverKey, value: number | undefined, commit: boolean) => void;
  readonly onReset: () => void;
}

const NO_LEVERS: ReadonlySet<LeverKey> = new Set();

/** Levers that replay the trace: its own error first, then measured -> predicted, then the levers: few, the rest on demand. */
export function WhatIfPanel({ gate, whatIf, scenario, onMove, onReset }: WhatIfPanelProps) {
  const t = useWords();
  const [open, setOpen] = useState(false);
  const [seen, setSeen] = useState(NO_LEVERS);
  const { levers, measuredStepUs } = whatIf;
  const movedLevers = levers.filter(({ key }) => scenario.levers[key] !== undefined).map(({ key }) => key);
  const moved = movedLevers.length > 0;
  // A lever that was moved stays where it is when it is put back: it must not vanish from under the pointer.
  if (!open && movedLevers.some((key) => !seen.has(key))) setSeen(new Set([...seen, ...movedLevers]));
  const front = frontLevers(levers, measuredStepUs, seen);
  const [first] = gainMost(levers, measuredStepUs);
  const rest = levers.filter((lever) => !front.includes(lever));
  const off = rest.filter((lever) => !lever.available);
  const idle = rest.filter((lever) => lever.available && lever.idle !== undefined);
  const control = (lever: LeverView) => (
    <Later key={lever.key} place={<div className="lever lever-place" />}>
      <LeverControl
        lever={lever}
        value={scenario.levers[lever.key]}
        predictedUs={moved ? whatIf.predictedStepUs : undefined}
        saysCrossover={lever === first || scenario.levers[lever.key] !== undefined}
        onMove={onMove}
      />
    </Later>
  );
  return (
    <Frame
      besideTitle={
        moved && (
          <Button className="button quiet small" onPress={onReset}>
            {t(SAY.resetAll)}
          </Button>
        )
      }
    >
      <Forecast gate={gate} whatIf={whatIf} moved={moved} />
      {gate === undefined ? <LeverPlaces /> : <Presets whatIf={whatIf} scenario={scenario} />}
      {front.map(control)}
      {rest.length > 0 && (
        <Button
          className="button quiet small levers-more"
          aria-expanded={open}
          onPress={() => {
            setOpen(!open);
            if (open) setSeen(new Set(movedLevers));
          }}
        >
          {t(open ? SAY.fewer : SAY.more(rest.length))}
        </Button>
      )}
      {open && rest.filter((lever) => lever.available && lever.idle === undefined).map(control)}
      {open && idle.length > 0 && (
        <details className="levers-off">
          <summary>{t(SAY.idle(idle.length))}</summary>
          {idle.map(control)}
        </details>
      )}
      {open && off.length > 0 && (
        <details className="levers-off">
          <summary>{t(SAY.off(off.length))}</summary>
          {off.map(control)}
        </details>
      )}
      {gate !== undefined && <AttributionTable levers={levers} />}
      {gate !== undefined && <GivenPanel scenario={scenario} />}
      <AccountPanel />
      <DidItWork />
    </Frame>
  );
}

/** The panel before its turn has come. */
export function WhatIfPlace() {
  const t = useWords();
  return (
    <Frame>
      <p className="note">{t(SAY.preparing)}</p>
      <LeverPlaces />
    </Frame>
  );
}

function Frame({ besideTitle, children }: { readonly besideTitle?: ReactNode; readonly children: ReactNode }) {
  const t = useWords();
  return (
    <section className="panel what-if" aria-labelledby="whatif-title">
      <div className="panel-head">
        <h2 id="whatif-title">{t(SAY.title)}</h2>
        {besideTitle}
      </div>
      {children}
    </section>
  );
}

const LeverPlaces = () => ['data', 'compute', 'communication'].map((few) => <div key={few} className="lever-place" />);
