import {
  Button,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  type Selection as Keys,
} from 'react-aria-components';
import { type CharacterKeys, type LanguageChoice, type Theme } from '../app/storage.ts';
import { say, type Words } from '../base/say.ts';
import { LANGUAGES } from '../words/translator.ts';
import { useActions, useApp } from './use-app.ts';
import { useWords } from './use-words.tsx';

interface Choice<Id> {
  readonly id: Id;
  readonly label: Words;
}

const THEMES: readonly Choice<Theme>[] = [
  { id: 'system', label: say`As the system` },
  { id: 'light', label: say`Light` },
  { id: 'dark', label: say`Dark` },
];

/** A language is named in itself, so that its reader finds it. */
const LANGUAGE_ROWS: readonly Choice<LanguageChoice>[] = [
  { id: 'system', label: say`As the browser` },
  ...LANGUAGES.map(({ tag, name }) => ({ id: tag, label: name })),
];

const KEY_CHOICES: readonly Choice<CharacterKeys>[] = [
  { id: 'on', label: say`On` },
  { id: 'off', label: say`Off: only Ctrl, arrows, Backspace, Esc` },
];

/** What this browser remembers: theme, language, keys. Open from the first, because it is fetched when it is asked for. */
export function SettingsMenu() {
  const { setTheme, setLanguage, setCharacterKeys } = useActions();
  const { theme, language, characterKeys } = useApp((state) => state.prefs);
  const t = useWords();
  return (
    <MenuTrigger defaultOpen>
      <Button className="button quiet">{t`Settings`}</Button>
      <Popover className="popover">
        <Menu aria-label={t`Settings`}>
          {section('theme', t`Theme`, THEMES, theme, setTheme)}
          {section('language', t`Language`, LANGUAGE_ROWS, language, setLanguage)}
          {section('keys', t`Keys of one character`, KEY_CHOICES, characterKeys, setCharacterKeys)}
        </Menu>
      </Popover>
    </MenuTrigger>
  );

  /** Ids of a menu are one space, and both sections have a `system`. */
  function section<Id extends string>(
    name: string,
    title: string,
    rows: readonly Choice<Id>[],
    chosen: Id,
    choose: (id: Id) => void,
  ) {
    const keyOf = (id: Id): string => `${name} ${id}`;
    const onChange = (keys: Keys) => {
      const row = rows.find(({ id }) => keys !== 'all' && keys.has(keyOf(id)));
      if (row !== undefined) choose(row.id);
    };
    return (
      <MenuSection
        selectionMode="single"
        selectedKeys={[keyOf(chosen)]}
        disallowEmptySelection
        onSelectionChange={onChange}
      >
        <Header className="menu-head">{title}</Header>
        {rows.map(({ id, label }) => (
          <MenuItem key={id} id={keyOf(id)} className="menu-item" textValue={t(label)}>
            {({ isSelected }) => (
              <>
                <span>{t(label)}</span>
                <span aria-hidden="true">{isSelected ? '✓' : ''}</span>
              </>
            )}
          </MenuItem>
        ))}
      </MenuSection>
    );
  }
}
