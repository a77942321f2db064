import {
  Autocomplete,
  Dialog,
  Input,
  Label,
  Menu,
  MenuItem,
  Modal,
  ModalOverlay,
  SearchField,
  useFilter,
} from 'react-aria-components';
import { COMMANDS, sayKeys, type CommandApi } from '../app/commands.ts';
import { asWords } from '../base/say.ts';
import { useWords } from './use-words.tsx';

/** Every command by name, with its keys. */
export function CommandPalette({
  open,
  onOpenChange,
  api,
}: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly api: CommandApi;
}) {
  const t = useWords();
  const { contains } = useFilter({ sensitivity: 'base' });
  const state = api.store.getState();
  const rows = COMMANDS.filter((command) => command.id !== 'palette' && (command.when?.(state) ?? true));
  return (
    <ModalOverlay className="overlay" isDismissable isOpen={open} onOpenChange={onOpenChange}>
      <Modal className="modal">
        <Dialog aria-label={t`Commands`} className="stack">
          <Autocomplete filter={contains}>
            <SearchField autoFocus className="stack">
              <Label>{t`Command`}</Label>
              <Input />
            </SearchField>
            <Menu
              items={rows}
              dependencies={[t]}
              className="palette-list"
              onAction={(key) => {
                onOpenChange(false);
                rows.find((row) => row.id === key)?.run(api);
              }}
            >
              {(row) => (
                <MenuItem id={row.id} textValue={t(asWords(row.title))} className="menu-item">
                  <span>{t(asWords(row.title))}</span>
                  <kbd>{t(sayKeys(row))}</kbd>
                </MenuItem>
              )}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
