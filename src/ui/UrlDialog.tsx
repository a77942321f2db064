import { useState } from 'react';
import {
  Button,
  Dialog,
  FieldError,
  Form,
  Heading,
  Input,
  Label,
  Modal,
  ModalOverlay,
  Text,
  TextField,
} from 'react-aria-components';
import { useActions } from './use-app.ts';
import { useWords } from './use-words.tsx';

const asUrl = (text: string): string | undefined => (URL.canParse(text) && /^https?:/.test(text) ? text : undefined);

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
                const url = asUrl(text.trim());
                if (url === undefined) return;
                close();
                openUrl([url]);
              }}
            >
              <Heading slot="title">{t`Open a URL`}</Heading>
              <TextField
                value={text}
                onChange={setText}
                isRequired
                autoFocus
                validate={(value) =>
                  asUrl(value.trim()) === undefined ? t`A full address, beginning with https://` : null
                }
              >
                <Label>{t`Address of a trace`}</Label>
                <Input inputMode="url" placeholder="https://…/rank0.pt.trace.json.gz" />
                <Text slot="description" className="note">
                  {t`Your browser fetches it straight from there. The server must allow it (CORS).`}
                </Text>
                <FieldError className="field-error" />
              </TextField>
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
