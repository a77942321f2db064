import { Suspense, useState } from 'react';
import { Button } from 'react-aria-components';
import { useWords } from './use-words.tsx';
import { fetched } from './fetched.tsx';

const SettingsMenu = fetched(async () => (await import('./SettingsMenu.tsx')).SettingsMenu);

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
