import { lazy, Suspense, useState } from 'react';
import { Button } from 'react-aria-components';
import { useWords } from './use-words.tsx';

const SettingsMenu = lazy(() => import('./SettingsMenu.tsx').then((room) => ({ default: room.SettingsMenu })));

/** "Settings", with its menu fetched when it is asked for. */
export function SettingsButton() {
  const t = useWords();
  const [asked, setAsked] = useState(false);
  const button = (
    <Button className="button quiet" aria-haspopup="menu" onPress={() => setAsked(true)}>
      {t`Settings`}
    </Button>
  );
  return asked ? (
    <Suspense fallback={button}>
      <SettingsMenu />
    </Suspense>
  ) : (
    button
  );
}
