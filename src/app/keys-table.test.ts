import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../base/say.ts';
import { COMMANDS, sayKeys } from './commands.ts';
import { withKeys } from './keys-table.ts';

const PAGE = readFileSync(new URL('../../docs/page.md', import.meta.url), 'utf8');

describe('the documented keys', () => {
  it('are those of the command table (npm run keys -- --write)', () => {
    expect(withKeys(PAGE)).toBe(PAGE);
  });

  it('mean one thing each', () => {
    const keys = COMMANDS.flatMap((command) =>
      command.keys.map((key) => inEnglish(sayKeys({ ...command, keys: [key] }))),
    );
    expect(keys.filter((key, place) => keys.indexOf(key) !== place)).toEqual([]);
  });
});
