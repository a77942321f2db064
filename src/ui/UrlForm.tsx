import { lazy, Suspense, useState } from 'react';
import { Button } from 'react-aria-components';
import { useWords } from './use-words.tsx';

const UrlDialog = lazy(() => import('./UrlDialog.tsx').then((room) => ({ default: room.UrlDialog })));

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
