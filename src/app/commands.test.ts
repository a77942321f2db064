import { describe, expect, it, vi } from 'vitest';
import { laneKey, micros } from '../base/brand.ts';
import { fakeEngine, heard, openedOf } from '../test/fake-engine.ts';
import { inEnglish } from '../base/say.ts';
import { type CommandApi, COMMANDS, commandFor, sayKeys } from './commands.ts';
import { keepsKey, type KeyPress } from './keys.ts';
import { createPrefsStorage } from './storage.ts';
import { createAppStore } from './store.ts';

const press = (code: string, more: Partial<KeyPress> = {}): KeyPress => ({
  code,
  key: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

async function setUp() {
  const engine = fakeEngine();
  const store = createAppStore({
    engine: engine.client,
    prefs: createPrefsStorage(),
    page: { address: () => 'https://page.example/', go: undefined, copy: async () => false },
  });
  store.getState().actions.openExample('data-bound');
  engine.opens[0]!.answer(openedOf());
  await heard();
  const api = {
    store,
    pointerTime: vi.fn<() => number | undefined>(() => undefined),
    focusSearch: vi.fn(),
    findLane: vi.fn(),
    chooseFiles: vi.fn(),
    chooseSecondRun: vi.fn(),
    togglePalette: vi.fn(),
    toggleDetails: vi.fn(),
    toggleHelp: vi.fn(),
  } satisfies CommandApi;
  const hit = (code: string, more: Partial<KeyPress> = {}): string | undefined => {
    const command = commandFor(press(code, more), store.getState(), false);
    command?.run(api);
    return command?.id;
  };
  return { store, api, hit, view: () => store.getState().view };
}

const select = (lane: string, start: number) => ({ lane: laneKey(lane), start: micros(start) });
const STREAM = 'r0/gpu0/stream7';

describe('keys', () => {
  it('zoom around the pointer, pan and fit', async () => {
    const { api, hit, view, store } = await setUp();
    api.pointerTime.mockReturnValue(0);
    hit('KeyW');
    expect(view().window).toEqual({ start: 0, end: 20_000 });
    hit('KeyD');
    expect(view().window).toEqual({ start: 3000, end: 23_000 });
    hit('ArrowLeft');
    expect(view().window).toEqual({ start: 0, end: 20_000 });
    hit('KeyS');
    expect(view().window).toBeUndefined();
    store.getState().actions.select(select(STREAM, 4000));
    hit('KeyF');
    expect(view().window).toEqual({ start: 3800, end: 8200 });
    hit('Digit0');
    expect(view().window).toBeUndefined();
  });

  it('walk along the lane and the launch arrows, and keep what is selected in view', async () => {
    const { hit, view, store } = await setUp();
    store.getState().actions.select(select(STREAM, 4000));
    store.getState().actions.changeView({ window: { start: micros(3000), end: micros(7000) } }, 'push');
    hit('Period');
    expect(view()).toMatchObject({ selection: select(STREAM, 8000), window: { start: 6500, end: 10_500 } });
    hit('Comma');
    hit('Comma');
    expect(view().selection).toEqual(select(STREAM, 4000));
    hit('BracketLeft', { key: '[' });
    expect(view().selection?.start).toBe(2000);
    expect(view().selection?.lane).toMatch(/^r0\/host\//);
    hit('BracketRight', { key: ']' });
    expect(view().selection).toEqual(select(STREAM, 4000));
  });

  it('mark and clear, one thing at a time', async () => {
    const { hit, view, store } = await setUp();
    store.getState().actions.changeView({ steps: { first: 0, last: 1 } }, 'push');
    hit('KeyM');
    expect(view().range).toEqual({ start: 0, end: 20_000 });
    store.getState().actions.select(select(STREAM, 4000));
    hit('KeyR');
    expect(view().range).toEqual({ start: 4000, end: 8000 });
    hit('Escape');
    expect(view()).toMatchObject({ selection: undefined, range: { start: 4000 } });
    hit('Escape');
    expect(view()).toMatchObject({ range: undefined, steps: { first: 0 } });
    hit('Backspace');
    expect(view().range).toEqual({ start: 4000, end: 8000 });
  });

  it('are told apart by Ctrl, Command and Shift', async () => {
    const { hit } = await setUp();
    expect(hit('KeyF')).toBe('fit-selection');
    expect(hit('KeyF', { ctrlKey: true })).toBe('search');
    expect(hit('KeyF', { metaKey: true })).toBe('search');
    expect(hit('KeyP', { ctrlKey: true, shiftKey: true })).toBe('palette');
    expect(hit('KeyP', { ctrlKey: true })).toBeUndefined();
    expect(hit('KeyW', { ctrlKey: true })).toBeUndefined();
    expect(hit('Slash', { key: '/' })).toBe('search');
    expect(hit('Slash', { key: '?', shiftKey: true })).toBe('help');
  });

  it('find ? and / also where another layout has them', async () => {
    const { hit } = await setUp();
    expect(hit('Minus', { key: '?', shiftKey: true })).toBe('help');
    expect(hit('Digit7', { key: '/', shiftKey: true })).toBe('search');
  });

  it('leave the keys alone that a text field or a slider needs', async () => {
    const { store } = await setUp();
    const given = (code: string, target: object, more: Partial<KeyPress> = {}) =>
      commandFor(press(code, more), store.getState(), keepsKey(target, press(code, more)))?.id;
    const text = { tagName: 'INPUT', type: 'text' };
    const slider = { tagName: 'INPUT', type: 'range' };
    expect(given('KeyW', text)).toBeUndefined();
    expect(given('KeyO', text, { ctrlKey: true })).toBe('open');
    expect(given('ArrowLeft', slider)).toBeUndefined();
    expect(given('KeyW', slider)).toBe('zoom-in');
    expect(given('ArrowLeft', { tagName: 'DIV', role: 'menuitem' })).toBeUndefined();
    expect(given('ArrowLeft', { tagName: 'DIV', role: null })).toBe('pan-left');
    expect(given('KeyW', { tagName: 'DIV', isContentEditable: true })).toBeUndefined();
  });

  it('that type a character can be turned off, all others stay', async () => {
    const { store, hit } = await setUp();
    store.getState().actions.setCharacterKeys('off');
    const typed = [
      ['KeyW', { key: 'w' }],
      ['Digit0', { key: '0' }],
      ['Slash', { key: '?', shiftKey: true }],
      ['KeyM', { key: 'M', shiftKey: true }],
    ] as const;
    expect(typed.map(([code, more]) => hit(code, more))).toEqual([undefined, undefined, undefined, undefined]);
    expect(hit('KeyF', { key: 'f', ctrlKey: true })).toBe('search');
    expect(hit('ArrowLeft', { key: 'ArrowLeft' })).toBe('pan-left');
    expect(hit('Escape', { key: 'Escape' })).toBe('clear');
    store.getState().actions.setCharacterKeys('on');
    expect(hit('KeyW', { key: 'w' })).toBe('zoom-in');
  });

  it('do little before a trace is open', async () => {
    const { store, hit } = await setUp();
    store.getState().actions.close();
    expect(['KeyW', 'KeyF', 'Escape', 'KeyQ'].map((code) => hit(code))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(hit('KeyO', { ctrlKey: true })).toBe('open');
  });
});

describe('the table of commands', () => {
  it('has no id and no key twice', () => {
    expect(new Set(COMMANDS.map(({ id }) => id)).size).toBe(COMMANDS.length);
    const keys = COMMANDS.flatMap(({ keys: bindings }) =>
      bindings.map(({ code, ctrl, shift, alt }) => [code, ctrl ?? false, shift ?? false, alt ?? false].join()),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('describes its keys for people', () => {
    const described = Object.fromEntries(COMMANDS.map((command) => [command.id, inEnglish(sayKeys(command))]));
    expect(described).toMatchObject({
      'zoom-in': 'W',
      'pan-left': 'A or ←',
      'fit-all': '0 or Numpad 0',
      search: '/ or Ctrl+F',
      palette: 'Ctrl+Shift+P',
      next: '.',
      help: '?',
    });
  });
});
