import { useRef, useState } from 'react';
import { Button, Dialog, Form, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { EXAMPLES } from '../../app/examples.ts';
import { namedBlobs } from '../OpenFiles.tsx';
import { asUrl, UrlField } from '../UrlField.tsx';
import { useActions, useApp } from '../use-app.ts';
import { useWords } from '../use-words.tsx';
import '../styles/compare.css';

/** Asks for the run to hold against the open one: files, an address, an example. */
export function CompareDialog({ onOpenChange }: { readonly onOpenChange: (open: boolean) => void }) {
  const { compareWith, compareWithSource } = useActions();
  const t = useWords();
  const opened = useApp(({ view }) => view.source);
  const files = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const done = () => onOpenChange(false);
  const examples = EXAMPLES.filter(({ id }) => opened.kind !== 'example' || opened.id !== id);
  return (
    <ModalOverlay className="overlay" isDismissable isOpen onOpenChange={onOpenChange}>
      <Modal className="modal">
        <Dialog className="stack">
          <Heading slot="title">{t`Compare with another run`}</Heading>
          <p>{t`What is open stays as A; the other run stands beside it as B. You can also drop its trace on the page.`}</p>
          <div className="row">
            <Button className="button primary" autoFocus onPress={() => files.current?.click()}>
              {t`Choose files…`}
            </Button>
            <input
              ref={files}
              type="file"
              multiple
              hidden
              onChange={(event) => {
                compareWith(namedBlobs(event.target.files ?? []));
                done();
              }}
            />
          </div>
          <Form
            className="compare-url"
            onSubmit={(event) => {
              event.preventDefault();
              const url = asUrl(text);
              if (url === undefined) return;
              compareWithSource({ kind: 'url', urls: [url] });
              done();
            }}
          >
            <UrlField text={text} onText={setText} />
            <Button type="submit" className="button">
              {t`Compare`}
            </Button>
          </Form>
          {examples.length > 0 && (
            <div className="row">
              <span className="note">{t`Or an example:`}</span>
              {examples.map(({ id, title }) => (
                <Button
                  key={id}
                  className="button quiet"
                  onPress={() => {
                    compareWithSource({ kind: 'example', id });
                    done();
                  }}
                >
                  {t(title)}
                </Button>
              ))}
            </div>
          )}
          <div className="row end">
            <Button className="button quiet" slot="close">
              {t`Cancel`}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
