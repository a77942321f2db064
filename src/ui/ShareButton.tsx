import { Suspense, useState } from 'react';
import { Button } from 'react-aria-components';
import { type CopiedLink } from '../app/app-state.ts';
import { useActions } from './use-app.ts';
import { useWords } from './use-words.tsx';
import { fetched } from './fetched.tsx';

const ShareDialog = fetched(async () => (await import('./ShareDialog.tsx')).ShareDialog);

/** Copies the link at once, as browsers allow only while a press is fresh; the dialog that tells so is fetched beside. */
export function ShareButton() {
  const { copyLink } = useActions();
  const t = useWords();
  const [first, setFirst] = useState<CopiedLink>();
  return (
    <>
      <Button className="button primary" onPress={() => void copyLink().then(setFirst)}>
        {t`Copy link`}
      </Button>
      <Suspense>
        {first !== undefined && <ShareDialog first={first} onOpenChange={(open) => !open && setFirst(undefined)} />}
      </Suspense>
    </>
  );
}
