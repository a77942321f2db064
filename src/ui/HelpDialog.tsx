import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { asWords, say } from '../base/say.ts';
import { COMMANDS, sayKeys } from '../app/commands.ts';
import { useApp } from './use-app.ts';
import { useWords } from './use-words.tsx';

const MOUSE = [
  [say`Drag`, say`mark a range`],
  [say`Shift + drag`, say`pan`],
  [say`Ctrl + wheel, pinch`, say`zoom at the pointer`],
  [say`Wheel`, say`scroll the lanes`],
  [say`Shift + wheel`, say`pan`],
  [say`Click`, say`select; on nothing: clear`],
  [say`Double click`, say`zoom to the mark`],
  [say`Click on the ruler`, say`put up a flag; drag one to move it`],
] as const;

/** The `?` sheet: every key from the command table, and what the mouse does. */
export function HelpDialog({
  open,
  onOpenChange,
}: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}) {
  const t = useWords();
  const off = useApp((state) => state.prefs.characterKeys === 'off');
  return (
    <ModalOverlay className="overlay" isDismissable isOpen={open} onOpenChange={onOpenChange}>
      <Modal className="modal">
        <Dialog className="stack">
          <Heading slot="title">{t`Keys and mouse`}</Heading>
          {off && (
            <p>{t`Keys of one character are turned off under “Settings”; those with Ctrl, arrows, Backspace and Esc work.`}</p>
          )}
          <div className="keys">
            {COMMANDS.filter(({ keys }) => keys.length > 0).map((command) => (
              <KeyRow key={command.id} keys={t(sayKeys(command))} title={t(asWords(command.title))} />
            ))}
            {MOUSE.map(([how, what]) => (
              <KeyRow key={how.message} keys={t(how)} title={t(what)} />
            ))}
          </div>
          <div className="row end">
            <Button className="button primary" slot="close">
              {t`Close`}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function KeyRow({ keys, title }: { readonly keys: string; readonly title: string }) {
  return (
    <>
      <span>
        <kbd>{keys}</kbd>
      </span>
      <span>{title}</span>
    </>
  );
}
