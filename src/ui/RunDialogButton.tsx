import { Suspense, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { selectOpened } from '../app/selectors.ts';
import { useApp } from './use-app.ts';
import { fetched } from './fetched.tsx';

const RunDialog = fetched(async () => (await import('./RunDialog.tsx')).RunDialog);

/** Opens the dialog in which the user says what the trace does not. */
export function RunDialogButton({ className, children }: { readonly className: string; readonly children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const timeline = useApp((state) => selectOpened(state)?.timeline);
  if (timeline === undefined) return null;
  return (
    <>
      <Button className={className} onPress={() => setOpen(true)}>
        {children}
      </Button>
      <Suspense>{open && <RunDialog timeline={timeline} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
