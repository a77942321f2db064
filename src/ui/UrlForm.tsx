import { Suspense, useState } from 'react';
import { Button } from 'react-aria-components';
import { useWords } from './use-words.tsx';
import { fetched } from './fetched.tsx';

const UrlDialog = fetched(async () => (await import('./UrlDialog.tsx')).UrlDialog);

/** "Open a URL…", with its dialog fetched when it is asked for. */
export function UrlForm() {
  const t = useWords();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button className="button large" onPress={() => setAsking(true)}>{t`Open a URL…`}</Button>
      <Suspense>{asking && <UrlDialog open onOpenChange={setAsking} />}</Suspense>
    </>
  );
}
