/** Prints docs/systems.md from the table of systems; with `--write`, writes it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CLASSES } from '../src/ledger/classes.ts';
import { PRESETS } from '../src/replay/systems/presets.ts';
import { type PresetSetting, SHOWINGS, type SystemRow, TOPICS } from '../src/replay/systems/system-row.ts';
import { SYSTEMS } from '../src/replay/systems/system-table.ts';

const cells = (...texts: readonly string[]): string => `| ${texts.join(' | ')} |`;

const valueText = (value: number): string => (value === Infinity ? 'inf' : String(Number(value.toPrecision(3))));
const settingText = ({ lever, value, because }: PresetSetting): string =>
  `\`${lever}=${valueText(value)}\` (${because})`;

function shownText(row: SystemRow): string {
  const classes = row.classes.map((key) => CLASSES.find((known) => known.key === key)?.label ?? key);
  const parts = [
    SHOWINGS[row.showing],
    ...(classes.length > 0 ? [`time in: ${classes.join(', ')}`] : []),
    ...(row.levers.length > 0 ? [`levers: ${row.levers.map((key) => `\`${key}\``).join(', ')}`] : []),
  ];
  return parts.join('; ');
}

/** The whole page, ending with a line break. */
export function systemsPage(): string {
  const sections = TOPICS.flatMap(({ key, label }) => [
    `## ${label}`,
    '',
    cells(
      'system',
      'published',
      'what it does',
      'where it shows up',
      'its preset sets',
      'reported (a target, never an input)',
      'what is not modelled',
    ),
    cells(...Array.from({ length: 7 }, () => '---')),
    ...SYSTEMS.filter((row) => row.topic === key).map((row) =>
      cells(
        row.name,
        row.venue ?? 'not known for sure',
        row.does,
        shownText(row),
        row.preset.length === 0 ? '-' : row.preset.map(settingText).join('; '),
        row.published?.text ?? '-',
        row.notModelled ?? '-',
      ),
    ),
    '',
  ]);
  return `${[
    '# Systems from the literature',
    '',
    `The ${SYSTEMS.length} systems that this project grew from, and where each shows up. The page's "What would ... do here?" reads the same table`,
    '(`src/replay/systems/`); this file is written from it by `npx tsx scripts/systems-page.ts --write`.',
    '',
    'Three rules. A speed-up that a paper reports end to end is a target to compare a prediction with, never the factor of a lever: only facts of a resource',
    '(bytes, hit rates, the speed of one operation) and bounds are set. Inference and other hardware are scenarios. A lever without evidence in the trace is',
    'off and says why, never silently at 1. Figures are those of the abstracts. Levers are defined in [replay.md](replay.md), classes in [ledger.md](ledger.md).',
    '',
    ...sections,
    '## Presets without a paper of their own',
    '',
    cells('preset', 'what you would do', 'sets', 'source of the values'),
    cells('---', '---', '---', '---'),
    ...PRESETS.map((row) => cells(row.label, row.does, row.settings.map(settingText).join('; '), row.source)),
  ].join('\n')}\n`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const path = join(import.meta.dirname, '../docs/systems.md');
  if (process.argv.includes('--write')) writeFileSync(path, systemsPage());
  else console.log(systemsPage());
}
