/** A key by its place on the keyboard (`event.code`), or for signs that wander between layouts also by what it types. */
export interface KeyBinding {
  readonly code: string;
  /** `event.key` that counts as well, whatever its place and Shift. */
  readonly key?: string;
  /** Ctrl, or Command on a Mac. */
  readonly ctrl?: boolean;
  readonly shift?: boolean;
  readonly alt?: boolean;
}

/** As much of a keyboard event as is used here. */
export interface KeyPress {
  readonly code: string;
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** True where a key press is the one that a binding means. */
export function matchesKey(binding: KeyBinding, press: KeyPress): boolean {
  const ctrl = press.ctrlKey || press.metaKey;
  if (binding.key !== undefined && !ctrl && press.key === binding.key) return true;
  return (
    binding.code === press.code &&
    (binding.ctrl ?? false) === ctrl &&
    (binding.shift ?? false) === press.shiftKey &&
    (binding.alt ?? false) === press.altKey
  );
}

/** True where a key press types a character, so that speech or a stray hand may have sent it (WCAG 2.2, criterion 2.1.4). */
export const typesCharacter = ({ key, ctrlKey, metaKey, altKey }: KeyPress): boolean =>
  [...key].length === 1 && !ctrlKey && !metaKey && !altKey;

const TEXTLESS = ['checkbox', 'radio', 'range', 'button', 'submit', 'reset', 'file', 'color'];
const ARROW_ROLES = [
  'slider',
  'menu',
  'menuitem',
  'menuitemradio',
  'listbox',
  'option',
  'tab',
  'grid',
  'gridcell',
  'row',
  'separator',
];

const textOf = (target: object, name: 'tagName' | 'type' | 'role'): string => {
  const value: unknown = name in target ? Reflect.get(target, name) : undefined;
  return typeof value === 'string' ? value : '';
};

/**
 * True where the focused element needs the key for itself: any key in a text field, arrows in sliders, menus and grids.
 * Takes the target of the key event.
 */
export function keepsKey(target: unknown, press: Pick<KeyPress, 'code'>): boolean {
  if (typeof target !== 'object' || target === null) return false;
  if ('isContentEditable' in target && target.isContentEditable === true) return true;
  const tag = textOf(target, 'tagName').toUpperCase();
  const input = tag === 'INPUT' ? textOf(target, 'type') : undefined;
  if (tag === 'TEXTAREA' || tag === 'SELECT' || (input !== undefined && !TEXTLESS.includes(input))) return true;
  return press.code.startsWith('Arrow') && (input !== undefined || ARROW_ROLES.includes(textOf(target, 'role')));
}

const SIGNS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  Period: '.',
  Comma: ',',
  BracketRight: ']',
  BracketLeft: '[',
  Slash: '/',
  Escape: 'Esc',
};

/** `Ctrl+Shift+P`. */
export function describeKey({ code, key, ctrl, shift, alt }: KeyBinding): string {
  if (key !== undefined) return key;
  const name = SIGNS[code] ?? code.replace(/^(Key|Digit)/, '').replace(/^Numpad/, 'Numpad ');
  return [ctrl === true ? 'Ctrl' : '', alt === true ? 'Alt' : '', shift === true ? 'Shift' : '', name]
    .filter((part) => part !== '')
    .join('+');
}
