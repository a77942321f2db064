import { Button } from 'react-aria-components';
import { type Words } from '../base/say.ts';
import { ShareButton } from './ShareButton.tsx';
import { OpenFilesButton } from './OpenFiles.tsx';
import { SettingsButton } from './SettingsButton.tsx';
import { useActions, useApp } from './use-app.ts';
import { useNarrow } from './use-narrow.ts';
import { useWords } from './use-words.tsx';

/** Name, what is open, and what can be done with it. */
export function Bar({
  name,
  facts,
  onHelp,
  onExport,
  onCompare,
}: {
  readonly name?: Words;
  readonly facts?: readonly Words[];
  readonly onHelp: () => void;
  readonly onExport: () => void;
  readonly onCompare: () => void;
}) {
  const { close } = useActions();
  const t = useWords();
  const ready = useApp((state) => state.session.phase === 'ready');
  const isNarrow = useNarrow();
  const quiet = (
    <>
      <SettingsButton />
      <Button className="button quiet" onPress={onHelp} aria-label={t`Keys and help`}>
        ?
      </Button>
    </>
  );
  return (
    <header className="bar">
      <Button className="brand" onPress={close} aria-label={t`Whystall: back to the start`}>
        <img src="./icon.svg" alt="" />
        Whystall
      </Button>
      <p className="bar-facts" title={name === undefined ? undefined : t(name)}>
        {name !== undefined && <strong>{t(name)}</strong>}
        {facts !== undefined && <span> · {facts.map((fact) => t(fact)).join(' · ')}</span>}
      </p>
      <div className="bar-actions">
        {isNarrow && quiet}
        <OpenFilesButton className="button">{t`Open files…`}</OpenFilesButton>
        {ready && <Button className="button" onPress={onCompare}>{t`Compare…`}</Button>}
        {ready && <ShareButton />}
        {ready && <Button className="button" onPress={onExport}>{t`Export…`}</Button>}
        {!isNarrow && quiet}
      </div>
    </header>
  );
}
