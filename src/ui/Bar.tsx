import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { ShareDialog } from './ShareDialog.tsx';
import { OpenFilesButton } from './OpenFiles.tsx';
import { useActions, useApp } from './use-app.ts';

const THEMES = [
  { id: 'system', label: 'Follow the system' },
  { id: 'light', label: 'Light' },
  { id: 'dark', label: 'Dark' },
] as const;

/** Name, what is open, and what can be done with it. `facts` is one line about the open trace. */
export function Bar({
  name,
  facts,
  onHelp,
}: {
  readonly name?: string;
  readonly facts?: string;
  readonly onHelp: () => void;
}) {
  const { close, setTheme } = useActions();
  const theme = useApp((state) => state.prefs.theme);
  const ready = useApp((state) => state.session.phase === 'ready');
  return (
    <header className="bar">
      <Button className="brand" onPress={close} aria-label="Whystall: back to the start">
        <img src="./icon.svg" alt="" />
        Whystall
      </Button>
      <p className="bar-facts" title={name}>
        {name !== undefined && <strong>{name}</strong>}
        {facts !== undefined && <span> · {facts}</span>}
      </p>
      <div className="bar-actions">
        <OpenFilesButton className="button">Open files…</OpenFilesButton>
        {ready && <ShareDialog />}
        <MenuTrigger>
          <Button className="button quiet">Theme</Button>
          <Popover className="popover">
            <Menu
              selectionMode="single"
              selectedKeys={[theme]}
              onAction={(key) => {
                const chosen = THEMES.find((row) => row.id === key);
                if (chosen !== undefined) setTheme(chosen.id);
              }}
            >
              {THEMES.map((row) => (
                <MenuItem key={row.id} id={row.id} className="menu-item" textValue={row.label}>
                  {({ isSelected }) => (
                    <>
                      <span>{row.label}</span>
                      <span aria-hidden="true">{isSelected ? '✓' : ''}</span>
                    </>
                  )}
                </MenuItem>
              ))}
            </Menu>
          </Popover>
        </MenuTrigger>
        <Button className="button quiet" onPress={onHelp} aria-label="Keys and help">
          ?
        </Button>
      </div>
    </header>
  );
}
