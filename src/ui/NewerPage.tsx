import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useApp } from './use-app.ts';
import { useWords } from './use-words.tsx';
import './styles/newer-page.css';

/** Offers a newer version of the page, which waits until it is asked for. */
export function NewerPage({ goOver }: { readonly goOver: () => void }) {
  const t = useWords();
  const isLocal = useApp(({ session }) => session.phase === 'ready' && session.source.kind === 'local');
  const [isLater, setLater] = useState(false);
  if (isLater) return null;
  return (
    <div className="newer-page" role="status">
      <span>
        {isLocal
          ? t`A newer version of Whystall is here. Reloading asks for the files of this run again.`
          : t`A newer version of Whystall is here.`}
      </span>
      <Button className="button small" onPress={goOver}>{t`Reload`}</Button>
      <Button className="button quiet small" onPress={() => setLater(true)}>{t`Later`}</Button>
    </div>
  );
}
