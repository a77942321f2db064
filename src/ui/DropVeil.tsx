import { Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { type NamedBlob, readBlobs } from '../app/sources.ts';
import { areAwaited, selectBeside } from '../app/beside.ts';
import { droppedFiles } from './dropped-files.ts';
import { namedBlobs } from './OpenFiles.tsx';
import { useActions, useAppStore } from './use-app.ts';
import { useWords } from './use-words.tsx';
import { fetched } from './fetched.tsx';

const DropQuestion = fetched(async () => (await import('./compare/DropQuestion.tsx')).DropQuestion);

/** True over a place that takes a second run, which lies under the veil. */
const isBeside = ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): boolean =>
  document.elementsFromPoint(clientX, clientY).some((element) => element.closest('[data-drop=compare]') !== null);

/**
 * Makes the whole window a drop zone, for files and folders, and says so while something is dragged over it. Pasted text opens too.
 * While a trace is open it asks what the files are.
 */
export function DropVeil({ children }: { readonly children: ReactNode }) {
  const t = useWords();
  const { openFiles, compareWith } = useActions();
  const store = useAppStore();
  const [over, setOver] = useState(false);
  const [asked, setAsked] = useState<readonly NamedBlob[]>();
  const depth = useRef(0);
  const latest = useRef(0);
  const leave = () => {
    depth.current = 0;
    setOver(false);
  };
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const target = event.target;
      if (event.defaultPrevented || document.querySelector('[role="dialog"]') !== null) return;
      if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
      const files = namedBlobs(event.clipboardData?.files ?? []);
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (files.length > 0) take(files);
      else if (/^\s*[[{]/.test(text)) take([{ name: t`pasted text`, blob: new Blob([text]) }]);
    };
    // What is open is not replaced unasked.
    const take = (files: readonly NamedBlob[]) => {
      latest.current++;
      const { session } = store.getState();
      if (session.phase === 'ready' && session.reading === undefined) setAsked(files);
      else openFiles(files);
    };
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, [openFiles, store, t]);
  const open = async (transfer: DataTransfer, beside: boolean) => {
    const turn = ++latest.current;
    const files = await droppedFiles(transfer);
    // A large folder takes its time: what was dropped later counts.
    if (files.length === 0 || turn !== latest.current) return;
    const state = store.getState();
    const isOpen = state.session.phase === 'ready' && state.session.reading === undefined;
    if (isOpen && (beside || areAwaited(selectBeside(state), readBlobs(files)))) compareWith(files);
    else if (isOpen) setAsked(files);
    else openFiles(files);
  };
  return (
    <div
      className="app"
      onDragEnter={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        depth.current++;
        setOver(true);
      }}
      onDragLeave={() => {
        if (--depth.current <= 0) leave();
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        leave();
        void open(event.dataTransfer, isBeside(event));
      }}
    >
      {children}
      {over && <div className="drop-veil">{t`Drop to open`}</div>}
      <Suspense>
        {asked !== undefined && <DropQuestion files={asked} onAnswered={() => setAsked(undefined)} />}
      </Suspense>
    </div>
  );
}
