import { useState } from 'react';
import { Button, Dialog, Form, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { asUrl, UrlField } from './UrlField.tsx';
import { useActions } from './use-app.ts';
import { useWords } from './use-words.tsx';

/** Asks for the address of a trace: the browser fetches it; the host of the file must allow that (CORS). */
export function UrlDialog({
  open,
  onOpenChange,
}: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}) {
  const { openUrl } = useActions();
  const t = useWords();
  const [text, setText] = useState('');
  return (
    <ModalOverlay className="overlay" isDismissable isOpen={open} onOpenChange={onOpenChange}>
      <Modal className="modal">
        <Dialog>
          {({ close }) => (
            <Form
              className="stack"
              onSubmit={(event) => {
                event.preventDefault();
                const url = asUrl(text);
                if (url === undefined) return;
                close();
                openUrl([url]);
              }}
            >
              <Heading slot="title">{t`Open a URL`}</Heading>
              <UrlField
                text={text}
                onText={setText}
                autoFocus
                note={t`Your browser fetches it straight from there. The server must allow it (CORS).`}
              />
              <div className="row end">
                <Button className="button quiet" onPress={close}>
                  {t`Cancel`}
                </Button>
                <Button type="submit" className="button primary">
                  {t`Open`}
                </Button>
              </div>
            </Form>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
