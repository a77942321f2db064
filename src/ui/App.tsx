import { Suspense, useEffect, useMemo, useState, type ReactNode } from 'react';
import { commandFor, COMMANDS, type CommandApi } from '../app/commands.ts';
import { keepsKey } from '../app/keys.ts';
import { describeOpened } from '../app/describe-opened.ts';
import { EXAMPLES } from '../app/examples.ts';
import { type Session } from '../app/session.ts';
import { assertNever } from '../base/assert.ts';
import { Bar } from './Bar.tsx';
import { EnclosedFooter } from './Enclosed.tsx';
import { DropVeil } from './DropVeil.tsx';
import { FailedScreen } from './FailedScreen.tsx';
import { FirstScreen } from './FirstScreen.tsx';
import { tellPicture } from './picture.ts';
import { pointerTime } from './gantt/pointer-time.ts';
import { LoadingScreen } from './LoadingScreen.tsx';
import { FileChooser, useChooseFiles } from './OpenFiles.tsx';
import { TraceScreenSoon, useTraceScreenAhead } from './TraceScreenSoon.tsx';
import { useApp, useAppStore } from './use-app.ts';
import { useTheme } from './use-theme.ts';
import { WordsProvider } from './use-words.tsx';
import { fetched } from './fetched.tsx';

/** What only a key press needs comes with it. */
const ChooseStepsScreen = fetched(async () => (await import('./ChooseStepsScreen.tsx')).ChooseStepsScreen);
const AwaitingScreen = fetched(async () => (await import('./AwaitingScreen.tsx')).AwaitingScreen);
const HelpDialog = fetched(async () => (await import('./HelpDialog.tsx')).HelpDialog);
const ExportDialog = fetched(async () => (await import('./export/ExportDialog.tsx')).ExportDialog);
const CompareDialog = fetched(async () => (await import('./compare/CompareDialog.tsx')).CompareDialog);
const NewerPage = fetched(async () => (await import('./NewerPage.tsx')).NewerPage);
const CommandPalette = fetched(async () => (await import('./CommandPalette.tsx')).CommandPalette);

/** The page. */
export function App() {
  useTheme();
  return (
    <WordsProvider>
      <FileChooser>
        <Page />
      </FileChooser>
    </WordsProvider>
  );
}

/** A bar, one screen for the phase of the session, and what lies above all screens. */
function Page() {
  const store = useAppStore();
  const session = useApp((state) => state.session);
  const enclosed = useApp((state) => state.enclosed);
  const newerPage = useApp((state) => state.newerPage);
  const chooseFiles = useChooseFiles();
  const [help, setHelp] = useState(false);
  const [palette, setPalette] = useState(false);
  const [exporting, setExporting] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const [detailsOpen, setDetailsOpen] = useState(() => matchMedia('(min-width: 1000px)').matches);
  const api: CommandApi = useMemo(
    () => ({
      store,
      pointerTime,
      focusSearch: () => document.querySelector<HTMLInputElement>('[data-search] input')?.focus(),
      findLane: () => document.querySelector<HTMLElement>('[data-find-lane]')?.click(),
      chooseFiles,
      chooseSecondRun: () => setChoosing(true),
      togglePalette: () => setPalette((open) => !open),
      toggleDetails: () => setDetailsOpen((open) => !open),
      toggleHelp: () => setHelp((open) => !open),
    }),
    [store, chooseFiles],
  );
  useKeys(api);
  useTraceScreenAhead();
  const run = (id: string) => COMMANDS.find((command) => command.id === id)?.run(api);
  return (
    <DropVeil>
      <Bar
        {...(session.phase === 'ready' ? describeOpened(session.opened.timeline) : {})}
        onHelp={() => setHelp(true)}
        onExport={() => setExporting(true)}
        onCompare={() => setChoosing(true)}
      />
      <Suspense>{newerPage !== undefined && <NewerPage goOver={newerPage} />}</Suspense>
      <Suspense>{screenOf(session, detailsOpen, run)}</Suspense>
      {enclosed !== undefined && <EnclosedFooter enclosed={enclosed} />}
      <Suspense>
        {help && <HelpDialog open onOpenChange={setHelp} />}
        {exporting && <ExportDialog open onOpenChange={setExporting} />}
        {choosing && <CompareDialog onOpenChange={setChoosing} />}
        {palette && <CommandPalette open onOpenChange={setPalette} api={api} />}
      </Suspense>
    </DropVeil>
  );
}

function screenOf(session: Session, detailsOpen: boolean, run: (command: string) => void): ReactNode {
  switch (session.phase) {
    case 'empty':
      return <FirstScreen examples={EXAMPLES} />;
    case 'loading':
      return <LoadingScreen session={session} />;
    case 'choosing':
      return <ChooseStepsScreen session={session} />;
    case 'awaiting-file':
      return <AwaitingScreen session={session} />;
    case 'failed':
      return <FailedScreen session={session} />;
    case 'ready':
      return <TraceScreenSoon session={session} detailsOpen={detailsOpen} run={run} onPicture={tellPicture} />;
    default:
      return assertNever(session);
  }
}

function useKeys(api: CommandApi): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('[role="dialog"]') !== null) return;
      const command = commandFor(event, api.store.getState(), keepsKey(event.target, event));
      if (command === undefined) return;
      event.preventDefault();
      command.run(api);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [api]);
}
