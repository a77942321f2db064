import { useState } from 'react';
import { Button, Dialog, Heading, Input, Label, Modal, ModalOverlay, Text, TextField } from 'react-aria-components';
import { type CopiedLink } from '../app/app-state.ts';
import { formatCount } from '../base/format.ts';
import { useActions, useApp } from './use-app.ts';
import { sayList } from '../base/say.ts';
import { cutInLink } from '../view/cut-in-link.ts';
import { useWords } from './use-words.tsx';

const WARN_LENGTH = 8000;

/** Shows the link to exactly this view, and says what it holds and what the receiver needs. */
export function ShareDialog({
  first,
  onOpenChange,
}: {
  /** The link as it was copied when the dialog was asked for. */
  readonly first: CopiedLink;
  readonly onOpenChange: (open: boolean) => void;
}) {
  const { copyLink } = useActions();
  const t = useWords();
  const view = useApp((state) => state.view);
  const { source } = view;
  const cut = cutInLink(view);
  const [{ url: link, copied }, setLink] = useState(first);
  return (
    <ModalOverlay className="overlay" isDismissable isOpen onOpenChange={onOpenChange}>
      <Modal className="modal">
        <Dialog className="stack">
          {({ close }) => (
            <>
              <Heading slot="title">{copied ? t`Link copied` : t`Copy this link`}</Heading>
              <TextField value={link} isReadOnly>
                <Label>{t`Link to this view`}</Label>
                <Input onFocus={(event) => event.target.select()} />
                <Text slot="description" className="note">
                  {link.length > WARN_LENGTH
                    ? t`${formatCount(link.length)} characters; some chat programs cut links as long as this.`
                    : t`${formatCount(link.length)} characters.`}
                </Text>
              </TextField>
              <p>
                {source.kind === 'local'
                  ? t`It carries the view, your sliders and the step breakdown, not the trace. Whoever opens it is asked to drop ${sayList(source.files.map((file) => file.name))} to see the timeline.`
                  : t`Whoever opens it sees the same trace, window, selection and sliders.`}
              </p>
              {cut.length > 0 && <p>{t`Not all of the view fits into a link. It holds ${sayList(cut)}.`}</p>}
              <p className="note">{t`Everything stands after the # sign, so no server sees it.`}</p>
              <div className="row end">
                <Button className="button" onPress={() => void copyLink().then(setLink)}>
                  {t`Copy again`}
                </Button>
                <Button className="button primary" onPress={close}>
                  {t`Done`}
                </Button>
              </div>
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
