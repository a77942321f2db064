import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { type NamedBlob, readBlobs } from '../../app/sources.ts';
import { useActions } from '../use-app.ts';
import { useWords } from '../use-words.tsx';
import { sayNames } from './say-names.ts';

/** Files were dropped while a trace is open: what are they? */
export function DropQuestion({
  files,
  onAnswered,
}: {
  readonly files: readonly NamedBlob[];
  readonly onAnswered: () => void;
}) {
  const { openFiles, compareWith } = useActions();
  const t = useWords();
  const read = readBlobs(files);
  const answer = (act: (blobs: readonly NamedBlob[]) => void) => () => {
    act(files);
    onAnswered();
  };
  return (
    <ModalOverlay className="overlay" isDismissable isOpen onOpenChange={(open) => !open && onAnswered()}>
      <Modal className="modal">
        <Dialog className="stack">
          <Heading slot="title">{t`A trace is open already`}</Heading>
          <p className="dropped-names">{t`What should become of ${sayNames((read.length > 0 ? read : files).map(({ name }) => name))}?`}</p>
          <div className="row">
            <Button className="button primary" autoFocus onPress={answer(compareWith)}>
              {t`Compare with the open run`}
            </Button>
            <Button className="button" onPress={answer(openFiles)}>
              {t`Open instead`}
            </Button>
            <Button className="button quiet" slot="close">
              {t`Cancel`}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
