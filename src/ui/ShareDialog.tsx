import { useState } from 'react';
import {
  Button,
  Dialog,
  DialogTrigger,
  Heading,
  Input,
  Label,
  Modal,
  ModalOverlay,
  Text,
  TextField,
} from 'react-aria-components';
import { formatCount } from '../base/format.ts';
import { useActions, useApp } from './use-app.ts';

const WARN_LENGTH = 8000;

/** Copies the link to exactly this view, and says what it holds and what the receiver needs. */
export function ShareDialog() {
  const { copyLink } = useActions();
  const source = useApp((state) => state.view.source);
  const [link, setLink] = useState('');
  const [copied, setCopied] = useState<'yes' | 'no' | undefined>(undefined);
  const share = async () => {
    setCopied(undefined);
    const { url, copied } = await copyLink();
    setLink(url);
    setCopied(copied ? 'yes' : 'no');
  };
  return (
    <DialogTrigger>
      <Button className="button primary" onPress={() => void share()}>
        Copy link
      </Button>
      <ModalOverlay className="overlay" isDismissable>
        <Modal className="modal">
          <Dialog className="stack">
            {({ close }) => (
              <>
                <Heading slot="title">{copied === 'no' ? 'Copy this link' : 'Link copied'}</Heading>
                <TextField value={link} isReadOnly>
                  <Label>Link to this view</Label>
                  <Input onFocus={(event) => event.target.select()} />
                  <Text slot="description" className="note">
                    {formatCount(link.length)} characters
                    {link.length > WARN_LENGTH ? '; some chat programs cut links as long as this' : ''}.
                  </Text>
                </TextField>
                <p>
                  {source.kind === 'local'
                    ? `It carries the view, your sliders and the step breakdown, not the trace. Whoever opens it is asked to drop ${source.files.map((file) => file.name).join(', ')} to see the timeline.`
                    : 'Whoever opens it sees the same trace, window, selection and sliders.'}
                </p>
                <p className="note">Everything stands after the # sign, so no server sees it.</p>
                <div className="row end">
                  <Button className="button" onPress={() => void share()}>
                    Copy again
                  </Button>
                  <Button className="button primary" onPress={close}>
                    Done
                  </Button>
                </div>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
