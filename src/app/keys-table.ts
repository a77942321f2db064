import { inEnglish } from '../base/say.ts';
import { COMMANDS, sayKeys } from './commands.ts';

const BEGIN = '<!-- keys:begin (npm run keys -- --write) -->';
const END = '<!-- keys:end -->';

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The table of keys as it stands in docs/page.md, from the one table of commands. */
export const keysTable = (): string =>
  [
    '| keys | what they do |',
    '| --- | --- |',
    ...COMMANDS.map(
      (command) =>
        `| ${command.keys.length === 0 ? '' : `\`${cell(inEnglish(sayKeys(command)))}\``} | ${cell(command.title)} |`,
    ),
  ].join('\n');

/** `page` with its table of keys written anew between the marks; undefined where it has no marks. */
export function withKeys(page: string): string | undefined {
  const from = page.indexOf(BEGIN);
  const to = page.indexOf(END);
  return from < 0 || to < from
    ? undefined
    : `${page.slice(0, from + BEGIN.length)}\n\n${keysTable()}\n\n${page.slice(to)}`;
}
