import { Suspense, useRef } from 'react';
import { CLASS_ROWS } from '../app/chart-selectors.ts';
import { selectIsComparing } from '../app/compare-selectors.ts';
import { selectAndReveal } from '../app/move.ts';
import { nextPiece } from '../app/navigate.ts';
import { type ReadySession } from '../app/session.ts';
import { selectVerdict } from '../app/selectors.ts';
import { selectLedgerTotals } from '../app/step-selectors.ts';
import { selectWhatIf } from '../app/what-if-selectors.ts';
import { DetailsPanel } from './DetailsPanel.tsx';
import { FindingsPanel } from './FindingsPanel.tsx';
import { GanttPanel } from './gantt/GanttPanel.tsx';
import { Later } from './Later.tsx';
import { LedgerPanel } from './LedgerPanel.tsx';
import { Notices } from './Notices.tsx';
import { PartBanner } from './PartBanner.tsx';
import { ReadingBanner } from './ReadingBanner.tsx';
import { RanksPanel } from './RanksPanel.tsx';
import { RankPicker } from './RankPicker.tsx';
import { StepsPanel } from './StepsPanel.tsx';
import { useActions, useApp, useAppStore } from './use-app.ts';
import { useDeskTop } from './use-desk-top.ts';
import { VerdictPanel } from './VerdictPanel.tsx';
import { WhatIfPanel, WhatIfPlace } from './WhatIfPanel.tsx';
import { fetched } from './fetched.tsx';

const ComparePanel = fetched(async () => (await import('./compare/ComparePanel.tsx')).ComparePanel);

export interface TraceScreenProps {
  readonly session: ReadySession;
  readonly detailsOpen: boolean;
  readonly run: (command: string) => void;
  /** The chart has been drawn; the figures above it stand by then. */
  readonly onPicture: (isWhole: boolean) => void;
}

/**
 * Where does my step go, why, and what would I gain: the page with a trace open, top to bottom. Mounted in stages, each a
 * short task: verdict and ledger, the timeline, then the rest.
 */
export function TraceScreen({ session, detailsOpen, run, onPicture }: TraceScreenProps) {
  const store = useAppStore();
  const { setLever, resetLevers, highlight } = useActions();
  const verdict = useApp(selectVerdict);
  const totals = useApp(selectLedgerTotals);
  const whatIf = useApp(selectWhatIf);
  const lit = useApp((state) => state.view.highlight);
  const scenario = useApp((state) => state.view.scenario);
  const isComparing = useApp(selectIsComparing);
  const { opened, replay } = session;
  const desk = useRef<HTMLDivElement>(null);
  useDeskTop(desk);
  return (
    <main className="trace">
      <Notices />
      {session.reading !== undefined && <ReadingBanner reading={session.reading} />}
      {opened.timeline.part !== undefined && <PartBanner part={opened.timeline.part} />}
      {verdict !== undefined && <VerdictPanel verdict={verdict} diagnostics={opened.timeline.diagnostics} />}
      {opened.timeline.ranks.length > 1 && <RankPicker ranks={opened.timeline.ranks} />}
      <Suspense>{isComparing && <ComparePanel onChoose={() => run('compare')} />}</Suspense>
      <div ref={desk} className="desk" data-details={detailsOpen}>
        {totals !== undefined && (
          <LedgerPanel
            classes={CLASS_ROWS}
            measured={totals.measured}
            predicted={totals.predicted}
            gains={totals.gains}
            parts={totals.parts}
            steps={totals.steps}
            leftOut={totals.leftOut}
            highlight={lit}
            onHighlight={highlight}
            onNextPiece={(key, part) => selectAndReveal(store, nextPiece(store.getState(), key, 1, part?.key))}
          />
        )}
        {whatIf !== undefined && (
          <Later place={<WhatIfPlace />}>
            <WhatIfPanel
              gate={replay?.gate}
              whatIf={whatIf}
              scenario={scenario}
              onMove={(key, factor, commit) => setLever(key, factor, { commit })}
              onReset={resetLevers}
            />
          </Later>
        )}
        <Later turn="soon" place={<div className="panel steps steps-place" />}>
          <StepsPanel classCount={CLASS_ROWS.length} />
        </Later>
        <Later turn="soon" place={<div className="panel gantt gantt-place" />}>
          <GanttPanel session={session} run={run} onPicture={onPicture} />
        </Later>
        {detailsOpen && (
          <Later place={<div className="panel details" />}>
            <DetailsPanel />
          </Later>
        )}
        <Later place={null}>
          <FindingsPanel />
        </Later>
        {opened.runRanks !== undefined && (
          <Later place={null}>
            <RanksPanel opened={opened} />
          </Later>
        )}
      </div>
    </main>
  );
}
