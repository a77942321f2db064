import { ACCOUNT_KEYS, type Account, accountValue, withAccount } from '../view/account-field.ts';
import { LANGUAGES, type Language } from '../words/translator.ts';

/** What the page remembers on this machine. */
export interface Prefs {
  readonly theme: 'system' | 'light' | 'dark';
  /** `system`: what the browser asks for. */
  readonly language: 'system' | Language;
  /** Whether keys that type a character are commands: who dictates, or hits keys by chance, turns them off. */
  readonly characterKeys: 'on' | 'off';
  /** Price, power and carbon, as last typed. */
  readonly account: Account;
}
export type Theme = Prefs['theme'];
export type LanguageChoice = Prefs['language'];
export type CharacterKeys = Prefs['characterKeys'];

export const DEFAULT_PREFS: Prefs = { theme: 'system', language: 'system', characterKeys: 'on', account: {} };
const KEY = 'whystall:prefs';
const THEME_CHOICES: readonly Theme[] = ['system', 'light', 'dark'];
const LANGUAGE_CHOICES: readonly LanguageChoice[] = ['system', ...LANGUAGES.map(({ tag }) => tag)];

export interface PrefsStorage {
  readonly read: () => Prefs;
  readonly write: (prefs: Prefs) => void;
  readonly forget: () => void;
}

type KeyValue = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Preferences in the browser's storage. Where it is blocked or full, or holds nonsense, the defaults serve: no failure. */
export function createPrefsStorage(open: () => KeyValue = () => localStorage): PrefsStorage {
  const attempt = <T>(task: (storage: KeyValue) => T): T | undefined => {
    try {
      return task(open());
    } catch {
      return undefined;
    }
  };
  return {
    read: () => parsePrefs(attempt((storage) => storage.getItem(KEY))),
    write: (prefs) => void attempt((storage) => storage.setItem(KEY, JSON.stringify(prefs))),
    forget: () => void attempt((storage) => storage.removeItem(KEY)),
  };
}

function parsePrefs(text: string | null | undefined): Prefs {
  const value = parseJson(text ?? '');
  const { theme, language, characterKeys, account }: Partial<Record<keyof Prefs, unknown>> =
    typeof value === 'object' && value !== null ? value : {};
  return {
    theme: THEME_CHOICES.find((known) => known === theme) ?? DEFAULT_PREFS.theme,
    language: LANGUAGE_CHOICES.find((known) => known === language) ?? DEFAULT_PREFS.language,
    characterKeys: characterKeys === 'off' ? 'off' : DEFAULT_PREFS.characterKeys,
    account: parseAccount(account),
  };
}

function parseAccount(value: unknown): Account {
  if (typeof value !== 'object' || value === null) return {};
  const known = new Map<string, unknown>(Object.entries(value));
  return ACCOUNT_KEYS.reduce<Account>(
    (account, key) => withAccount(account, key, accountValue(key, known.get(key))),
    {},
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
