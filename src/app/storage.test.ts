import { describe, expect, it } from 'vitest';
import { createPrefsStorage, DEFAULT_PREFS } from './storage.ts';

function memory(initial: Readonly<Record<string, string>> = {}) {
  const held = new Map(Object.entries(initial));
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  };
}

describe('preferences in storage', () => {
  it('come back', () => {
    const storage = memory();
    createPrefsStorage(() => storage).write({
      theme: 'dark',
      language: 'zh-CN',
      characterKeys: 'off',
      account: { price: 2.5 },
    });
    expect(createPrefsStorage(() => storage).read()).toEqual({
      theme: 'dark',
      language: 'zh-CN',
      characterKeys: 'off',
      account: { price: 2.5 },
    });
    createPrefsStorage(() => storage).forget();
    expect(createPrefsStorage(() => storage).read()).toEqual(DEFAULT_PREFS);
  });

  it.each(['', 'nonsense', '7', 'null', '{"theme":"pink"}', '{"theme":{},"language":"tlh","characterKeys":false}'])(
    'are the defaults where storage holds %j',
    (text) => {
      expect(createPrefsStorage(() => memory({ 'whystall:prefs': text })).read()).toEqual(DEFAULT_PREFS);
    },
  );

  it('are the defaults where storage is blocked or full', () => {
    const blocked = createPrefsStorage(() => {
      throw new Error('SecurityError');
    });
    blocked.write({ theme: 'dark', language: 'system', characterKeys: 'on', account: {} });
    blocked.forget();
    expect(blocked.read()).toEqual(DEFAULT_PREFS);
  });
});
