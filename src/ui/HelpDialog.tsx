import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { COMMANDS, describeKeys } from '../app/commands.ts';

const MOUSE = [
  ['Drag', 'mark a range'],
  ['Shift + drag', 'pan'],
  ['Ctrl + wheel, pinch', 'zoom at the pointer'],
  ['Wheel', 'scroll the lanes'],
  ['Shift + wheel', 'pan'],
  ['Click', 'select; on nothing: clear'],
  ['Double click', 'zoom to the mark'],
] as const;

/** The `?` sheet: every key from the command table, and what the mouse does. */
export function HelpDialog({
  open,
  onOpenChange,
}: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}) {
  return (
    <ModalOverlay className="overlay" isDismissable isOpen={open} onOpenChange={onOpenChange}>
      <Modal className="modal">
        <Dialog className="stack">
          <Heading slot="title">Keys and mouse</Heading>
          <div className="keys">
            {COMMANDS.map((command) => (
              <KeyRow key={command.id} keys={describeKeys(command)} title={command.title} />
            ))}
            {MOUSE.map(([how, what]) => (
              <KeyRow key={how} keys={how} title={what} />
            ))}
          </div>
          <div className="row end">
            <Button className="button primary" slot="close">
              Close
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
