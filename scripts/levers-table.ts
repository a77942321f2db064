/** Prints the table of levers in docs/replay.md from the levers themselves; with `--write`, writes it there. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Lever, LEVERS } from '../src/replay/levers.ts';

const BEGIN = '<!-- levers: made by scripts/levers-table.ts -->';
const END = '<!-- end of levers -->';

const number = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(2));

function rangeOf({ unit, min, max, neutral }: Lever): string {
  const own = neutral === undefined ? "the trace's own" : number(neutral);
  return unit === 'switch' ? 'switch' : `${unit}, ${number(min)} to ${number(max)}; neutral: ${own}`;
}

/** The table between its two marks. */
export function leversTable(): string {
  const order = [...LEVERS].sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));
  const rows = order.map((lever) => {
    const percent = `${(100 * lever.uncertaintyShare).toFixed(lever.uncertaintyShare === 0.055 ? 1 : 0)} %`;
    const cells = [
      `${lever.id} \`${lever.key}\``,
      lever.label,
      rangeOf(lever),
      lever.formula,
      lever.evidence,
      lever.disable,
      `${percent}. ${lever.uncertainty}`,
    ];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return [
    BEGIN,
    '',
    '| lever | label | range | formula | evidence | off when | band upwards, and why |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    END,
  ].join('\n');
}

/** The page with its table brought up to date. */
export function withLevers(page: string): string {
  const from = page.indexOf(BEGIN);
  const to = page.indexOf(END);
  return from < 0 || to < from ? page : page.slice(0, from) + leversTable() + page.slice(to + END.length);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const path = join(import.meta.dirname, '..', 'docs', 'replay.md');
  if (process.argv.includes('--write')) writeFileSync(path, withLevers(readFileSync(path, 'utf8')));
  else console.log(leversTable());
}
