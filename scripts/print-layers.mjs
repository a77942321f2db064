/** Prints the table of layers.js as Markdown; with `--write`, puts it between the markers of ARCHITECTURE.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DOORS, ROOMS } from '../layers.js';
import { ROOT } from './lib/run.mjs';

const BEGIN = '<!-- layers:begin (npm run layers -- --write) -->';
const END = '<!-- layers:end -->';

function markdownTable(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The rooms and the doors as two Markdown tables. */
export function layersMarkdown() {
  const rooms = Object.entries(ROOMS).map(([room, { holds, may, types, packages }]) => [
    `\`${room}/\``,
    holds,
    [may.join(', '), types.length > 0 ? `types of ${types.join(', ')}` : ''].filter(Boolean).join('; ') || 'nothing',
    packages.map((name) => `\`${name}\``).join(', '),
  ]);
  const doors = DOORS.map(({ power, globals, doors: where }) => [
    power,
    globals.map((name) => `\`${name}\``).join(', '),
    where.map((path) => `\`src/${path}\``).join(', '),
  ]);
  return [
    markdownTable(['room', 'what lives there', 'may import', 'packages'], rooms),
    markdownTable(['browser power', 'globals', 'its one door'], doors),
  ].join('\n\n');
}

/** `text` with the tables between its markers; throws where it has none. */
export function withLayers(text) {
  const from = text.indexOf(BEGIN);
  const to = text.indexOf(END);
  if (from < 0 || to < from) throw new Error('ARCHITECTURE.md has no layers markers.');
  return `${text.slice(0, from)}${BEGIN}\n\n${layersMarkdown()}\n\n${text.slice(to)}`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const path = join(ROOT, 'ARCHITECTURE.md');
  if (process.argv.includes('--write')) writeFileSync(path, withLayers(readFileSync(path, 'utf8')));
  else console.log(layersMarkdown());
}
