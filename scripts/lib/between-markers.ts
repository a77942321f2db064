import { readFileSync, writeFileSync } from 'node:fs';

const borders = (name: string): readonly [string, string] => [
  `<!-- ${name}: made by script -->`,
  `<!-- end of ${name} -->`,
];

/** What stands between the markers of `name` in a document, without the blank lines around it. Throws where they are missing. */
export function readBetween(document: string, name: string): string {
  const [open, close] = borders(name);
  const from = document.indexOf(open);
  const to = document.indexOf(close);
  if (from < 0 || to < from) throw new Error(`the markers of ${name} are missing`);
  return document.slice(from + open.length, to).trim();
}

/** Puts `text` between the markers of `name` in a file. */
export function writeBetween(path: string, name: string, text: string): void {
  const document = readFileSync(path, 'utf8');
  readBetween(document, name);
  const [open, close] = borders(name);
  const before = document.slice(0, document.indexOf(open) + open.length);
  const after = document.slice(document.indexOf(close));
  writeFileSync(path, `${before}\n\n${text.trim()}\n\n${after}`);
}
