import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { inEnglish, messageOf, say } from '../base/say.ts';
import { COMMANDS } from '../app/commands.ts';
import { PRESET_CHOICES } from '../app/preset-choices.ts';
import { HEAT_METRICS } from '../app/finding-selectors.ts';
import { CLASSES } from '../ledger/classes.ts';
import { FINDING_KINDS } from '../ledger/finding-kinds.ts';
import { COLLECTIVE_KINDS } from '../ledger/ranks/collective-kinds.ts';
import { UNMATCHED_REASONS } from '../ledger/ranks/match-collectives.ts';
import { HOSTED_ADVICE } from '../ledger/hosted-advice.ts';
import { XLA_ADVICE } from '../ledger/xla-advice.ts';
import { RULES } from '../ledger/ledger.ts';
import { patternTable } from '../ledger/classify-events.ts';
import { SUBCLASSES } from '../ledger/subclasses.ts';
import { LEVERS } from '../replay/levers.ts';
import { catalogueTranslator } from './catalogue-translator.ts';
import { ENGLISH, languageFor } from './translator.ts';
import { ZH_CN } from './zh-CN/messages.ts';

const SRC = new URL('../', import.meta.url);
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|^test\/|^words\//.test(path))
  .map((path) => ({ path, text: readFileSync(new URL(path, SRC), 'utf8') }));

function walk(path: string, text: string, visit: (node: ts.Node) => void): void {
  // The kind of file tells `<T>(x: T) => x` from a tag: as TSX, much of a .ts file would be read as one text.
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const step = (node: ts.Node): void => {
    visit(node);
    ts.forEachChild(node, step);
  };
  step(source);
}

/** The messages tagged `say` or `t` in a source file. */
function messagesIn(path: string, text: string): string[] {
  const found: string[] = [];
  walk(path, text, (node) => {
    if (!ts.isTaggedTemplateExpression(node) || !/^(say|t)$/.test(node.tag.getText())) return;
    const { template } = node;
    found.push(
      ts.isNoSubstitutionTemplateLiteral(template)
        ? template.text
        : messageOf([template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)]),
    );
  });
  return found;
}

/** Texts of tables that the page shows as words (`asWords`), besides those that are tagged. */
const TABLES: readonly string[] = [
  ...CLASSES.flatMap(({ label, meaning }) => [label, label.toLowerCase(), meaning]),
  ...SUBCLASSES.filter(({ key }) => key !== 'none').flatMap(({ label, meaning }) => [label, meaning]),
  ...HEAT_METRICS.map(({ label }) => label),
  ...RULES.map(({ sentence }) => `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`),
  ...FINDING_KINDS.flatMap(({ says, advice, raise }) => [says, advice, raise]),
  ...Object.values(HOSTED_ADVICE)
    .flatMap(({ says, advice }) => [says ?? '', advice ?? ''])
    .filter((text) => text !== ''),
  ...Object.values(XLA_ADVICE).flatMap(({ advice, raise }) => [advice, raise]),
  ...UNMATCHED_REASONS.map(({ sentence }) => sentence),
  ...patternTable().flatMap(({ source }) => (typeof source === 'string' ? [source] : [])),
  ...COLLECTIVE_KINDS.map(({ label }) => label),
  ...COMMANDS.map(({ title }) => title),
  ...LEVERS.flatMap(({ label, formula, evidence, uncertainty }) => [label, formula, evidence, uncertainty]),
  // Names of systems and where they were published stay as they are in the literature.
  ...PRESET_CHOICES.flatMap((row) => (row.key.startsWith('fix/') ? [row.title, row.source] : [])),
  ...PRESET_CHOICES.flatMap((row) => [row.group, row.does, row.published?.text]),
  ...PRESET_CHOICES.flatMap((row) => [row.shows, row.notModelled, ...row.settings.map(({ because }) => because)]),
  ...['low', 'medium', 'high'],
].filter((text) => text !== undefined);
const used = new Set([...TABLES, ...files.flatMap(({ path, text }) => messagesIn(path, text))]);
const slotsOf = (message: string): string[] => [...new Set(message.match(/\{\d+\}/g) ?? [])].sort();

describe('reading the sources', () => {
  it('finds tagged messages and nothing else', () => {
    const source = 'const a = [say`one ${x} and ${y}`, t`two`, `three`, css`four`];';
    expect(messagesIn('a.tsx', source)).toEqual(['one {0} and {1}', 'two']);
    expect(messagesIn('a.ts', 'const of = <T>(x: T) => x;\nconst b = say`five`;')).toEqual(['five']);
    expect(used.size).toBeGreaterThan(50);
  });
});

describe('the Simplified Chinese catalogue', () => {
  it('has every message of the sources', () => {
    expect([...used].filter((message) => !Object.hasOwn(ZH_CN, message))).toEqual([]);
  });

  it('has none in vain', () => {
    expect(Object.keys(ZH_CN).filter((message) => !used.has(message))).toEqual([]);
  });

  it('keeps the slots of each message', () => {
    const differing = Object.entries(ZH_CN).filter(
      ([english, chinese]) => slotsOf(english).join() !== slotsOf(chinese).join(),
    );
    expect(differing).toEqual([]);
  });

  it('is set with full-width marks', () => {
    const narrow = Object.values(ZH_CN).filter((chinese) => /[\u4e00-\u9fff][,:;?!]|[,;][\u4e00-\u9fff]/.test(chinese));
    expect(narrow).toEqual([]);
  });

  it('is read by the translator, values and words within words included', () => {
    const t = catalogueTranslator('zh-CN', { 'A {0} of {1}': '{1}的{0}', step: '步' });
    expect(t`A ${'kernel {0}'} of ${say`step`}`).toBe('步的kernel {0}');
    expect(t('a name')).toBe('a name');
    expect(t`not in the catalogue ${1}`).toBe('not in the catalogue 1');
  });
});

it('translates every message into what English says where nothing is translated', () => {
  expect(ENGLISH`A ${2} of ${say`step`}`).toBe(inEnglish(say`A ${2} of ${say`step`}`));
});

it.each([
  [['zh'], 'zh-CN'],
  [['zh-TW', 'en'], 'zh-CN'],
  [['de', 'en-GB'], 'en'],
  [['fr'], 'en'],
  [[], 'en'],
] as const)('speaks to a browser that asks for %j in %s', (asked, language) => {
  expect(languageFor(asked)).toBe(language);
});

/** Attributes that people read or hear. */
const SPOKEN = /^(aria-label|title|placeholder|label|alt)$/;

it('leaves no text of the components outside the catalogues', () => {
  const bare = files
    .filter(({ path }) => path.startsWith('ui/'))
    .flatMap(({ path, text }) => {
      const found: string[] = [];
      walk(path, text, (node) => {
        if (ts.isJsxText(node) && /\p{L}{2}/u.test(node.text)) found.push(`${path}: ${node.text.trim()}`);
        if (ts.isJsxAttribute(node) && SPOKEN.test(node.name.getText())) {
          const value = node.initializer;
          if (value !== undefined && ts.isStringLiteral(value) && /\p{L}{2}/u.test(value.text)) {
            found.push(`${path}: ${value.text}`);
          }
        }
      });
      return found;
    })
    .filter((line) => !/: (?:Whystall|Bagpipe|https:.*)$/.test(line));
  expect(bare).toEqual([]);
});

it('leaves no percentage and no list to be read as English has it', () => {
  const bare = files
    .filter(({ path }) => /^(?:ui|app)\//.test(path))
    .flatMap(({ path, text }) => {
      const found: string[] = [];
      walk(path, text, (node) => {
        if (!ts.isCallExpression(node)) return;
        const called = node.expression.getText();
        const isShown = ts.isJsxExpression(node.parent);
        const isValue = ts.isTemplateSpan(node.parent) && ts.isTaggedTemplateExpression(node.parent.parent.parent);
        const isList = /\.join$/.test(called) && node.arguments[0]?.getText() === "', '";
        if ((isShown && called === 'formatPercent') || ((isShown || isValue) && isList))
          found.push(`${path}: ${called}`);
      });
      return found;
    });
  expect(bare).toEqual([]);
});
