import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type LeverView, type WhatIf } from '../app/what-if-selectors.ts';
import { type LeverKey } from '../replay/levers.ts';
import { type ReplayGate, type Scenario } from '../replay/scenario.ts';
import { AccountPanel } from './what-if/AccountPanel.tsx';
import { AttributionTable } from './what-if/AttributionTable.tsx';
import { DidItWork } from './what-if/DidItWork.tsx';
import { Forecast } from './what-if/Forecast.tsx';
import { GivenPanel } from './what-if/GivenPanel.tsx';
import { LeverControl } from './what-if/LeverControl.tsx';
import { Presets } from './what-if/Presets.tsx';

const SAY = {
  title: 'What if it were faster?',
  resetAll: 'Reset all',
  more: (count: number, moved: number) =>
    `${count} more levers${moved === 0 ? '' : moved === 1 ? ', 1 of them moved' : `, ${moved} of them moved`}`,
  fewer: 'Fewer levers',
  off: (count: number) => `${count} ${count === 1 ? 'lever has' : 'levers have'} nothing to act on here`,
};

export interface WhatIfPanelProps {
  /** undefined while the replay is being prepared. */
  readonly gate: ReplayGate | undefined;
  readonly whatIf: WhatIf;
  readonly scenario: Scenario;
  readonly onMove: (key: LeverKey, value: number | undefined, commit: boolean) => void;
  readonly onReset: () => void;
}

/** Levers that replay the trace: its own error first, then measured -> predicted, then the levers: few, the rest on demand. */
export function WhatIfPanel({ gate, whatIf, scenario, onMove, onReset }: WhatIfPanelProps) {
  const [open, setOpen] = useState(false);
  const { levers } = whatIf;
  const moved = Object.keys(scenario.levers).length > 0;
  const few = levers.filter((lever) => lever.few);
  const more = levers.filter((lever) => !lever.few && lever.available);
  const off = levers.filter((lever) => !lever.few && !lever.available);
  const movedMore = more.filter((lever) => scenario.levers[lever.key] !== undefined).length;
  const control = (lever: LeverView) => (
    <LeverControl
      key={lever.key}
      lever={lever}
      value={scenario.levers[lever.key]}
      predictedUs={moved ? whatIf.predictedStepUs : undefined}
      onMove={onMove}
    />
  );
  return (
    <section className="panel what-if" aria-labelledby="whatif-title">
      <div className="panel-head">
        <h2 id="whatif-title">{SAY.title}</h2>
        {moved && (
          <Button className="button quiet small" onPress={onReset}>
            {SAY.resetAll}
          </Button>
        )}
      </div>
      <Forecast gate={gate} whatIf={whatIf} moved={moved} />
      {gate !== undefined && <Presets whatIf={whatIf} scenario={scenario} />}
      {few.map(control)}
      {more.length + off.length > 0 && (
        <Button className="button quiet small levers-more" aria-expanded={open} onPress={() => setOpen(!open)}>
          {open ? SAY.fewer : SAY.more(more.length + off.length, movedMore)}
        </Button>
      )}
      {open && more.map(control)}
      {open && off.length > 0 && (
        <details className="levers-off">
          <summary>{SAY.off(off.length)}</summary>
          {off.map(control)}
        </details>
      )}
      {gate !== undefined && <AttributionTable levers={levers} />}
      {gate !== undefined && <GivenPanel scenario={scenario} />}
      <AccountPanel />
      <DidItWork />
    </section>
  );
}
