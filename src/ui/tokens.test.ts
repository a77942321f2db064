import { readFileSync } from 'node:fs';
import {
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  parse,
  wcagContrast,
  type Color,
} from 'culori';
import { describe, expect, it } from 'vitest';
import { CLASSES, type ClassKey } from '../ledger/classes.ts';
import { TINTS } from '../ledger/tints.ts';
import { HATCHES } from './class-style.ts';
import { labelOn } from './palette.ts';

const CSS = readFileSync(new URL('./styles/tokens.css', import.meta.url), 'utf8');

function tokensOf(selector: string): Record<string, string> {
  const body = CSS.slice(CSS.indexOf(`${selector} {`)).split('}')[0] ?? '';
  return Object.fromEntries(
    [...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [name!, value!]),
  );
}

const LIGHT = tokensOf(':root');
const THEMES = { light: LIGHT, dark: { ...LIGHT, ...tokensOf(":root[data-theme='dark']") } };
const QUIET: readonly ClassKey[] = ['compute', 'unknown'];
/** The classes that most traces show side by side. */
const FREQUENT: readonly ClassKey[] = ['compute', 'communication', 'copy', 'queue', 'data', 'sync', 'launch', 'host'];
const SIGHTS: Readonly<Record<string, (colour: Color) => Color>> = {
  'all cones': (colour) => colour,
  'no red cones': filterDeficiencyProt(1),
  'no green cones': filterDeficiencyDeuter(1),
  'no blue cones': filterDeficiencyTrit(1),
};
const difference = differenceCiede2000();

for (const [theme, tokens] of Object.entries(THEMES)) {
  const colour = (name: string): string => tokens[name] ?? 'no such token';
  describe(`colours, ${theme}`, () => {
    it('give every tint of the chart a colour', () => {
      expect(TINTS.filter((key) => tokens[`c-${key}`] === undefined)).toEqual([]);
    });

    it('let text be read: 4.5 to 1 on panels and on the page', () => {
      const faint = ['ink', 'ink-2', 'ink-3', 'accent', 'good', 'warn', 'bad'].flatMap((ink) =>
        ['panel', 'page']
          .filter((ground) => wcagContrast(colour(ink), colour(ground)) < 4.5)
          .map((on) => `${ink} on ${on}`),
      );
      expect(faint).toEqual([]);
      expect(wcagContrast(colour('accent-ink'), colour('accent'))).toBeGreaterThan(4.5);
    });

    it('make every stall stand out from the panel: 3 to 1', () => {
      const faint = CLASSES.filter(
        ({ key }) => !QUIET.includes(key) && wcagContrast(colour(`c-${key}`), colour('panel')) < 3,
      );
      expect(faint.map(({ key }) => key)).toEqual([]);
    });

    it('make names stand out from the panel, 3 to 1, and text upon them readable, 4.5 to 1', () => {
      const names = Array.from({ length: 12 }, (_, index) => `c-name-${index}`);
      const faint = names.filter((name) => wcagContrast(colour(name), colour('panel')) < 3);
      const unread = names.filter((name) => wcagContrast(labelOn(colour(name)), colour(name)) < 4.5);
      expect({ faint, unread }).toEqual({ faint: [], unread: [] });
    });

    it('put text on every class that is read at 4.2 to 1', () => {
      const unread = CLASSES.filter(({ key }) => wcagContrast(labelOn(colour(`c-${key}`)), colour(`c-${key}`)) < 4.2);
      expect(unread.map(({ key }) => key)).toEqual([]);
    });

    for (const [sight, seen] of Object.entries(SIGHTS)) {
      it(`keep the frequent classes apart for eyes with ${sight}`, () => {
        const alike = FREQUENT.flatMap((a, index) =>
          FREQUENT.slice(index + 1)
            .filter((b) => difference(seen(parse(colour(`c-${a}`))!), seen(parse(colour(`c-${b}`))!)) < 12)
            .map((b) => `${a} and ${b}`),
        );
        expect(alike).toEqual([]);
      });
    }
  });
}

it('gives each stall a hatch of its own, so that colour is never alone', () => {
  const hatches = CLASSES.filter(({ stall }) => stall).map(({ key }) => JSON.stringify(HATCHES[key] ?? 'none'));
  expect(hatches).not.toContain('"none"');
  expect(new Set(hatches).size).toBe(hatches.length);
});
