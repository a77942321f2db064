import { inEnglish } from '../src/base/say.ts';
import { ALONE } from '../src/replay/lever-states.ts';
import { leverRow, isLeverKey } from '../src/replay/levers.ts';
import { type SyncSite } from '../src/replay/scenario.ts';
import { count, figureWord, ms } from './figures.ts';
import { ATTRIBUTION_HEAD, attributionLines, attributionMarkdown } from './print-attribution.ts';
import { leverWords } from './read-scenario.ts';
import { type LeversReport, type ListedLever } from './levers-report.ts';
import { plain, table, wrap } from './table.ts';

const WIDTH = 100;

/** The levers for people: those that are on with what they can give, then why the others are off. */
export function printLevers({ measuredStepUs, figure, trust, reason, levers, attribution }: LeversReport): string {
  const on = levers
    .filter((lever) => lever.on && lever.idle === undefined)
    .sort((a, b) => (a.bestStepUs ?? 0) - (b.bestStepUs ?? 0));
  const idle = levers.filter((lever) => lever.on && lever.idle !== undefined);
  const off = levers.filter((lever) => !lever.on);
  const sections = [
    [`${figureWord(figure)} step ${ms(measuredStepUs)} ms as measured.`, ...wrap(`Replay: ${trust}. ${reason}`, WIDTH)],
    on.length === 0
      ? []
      : [
          'On, largest gain first',
          ...table(
            [
              { head: 'lever', align: 'left' },
              { head: '', align: 'left', most: 34 },
              { head: 'at its best', align: 'left' },
              { head: 'step, ms', align: 'right' },
              { head: 'now', align: 'left' },
            ],
            on.map((lever) => [
              lever.key,
              lever.label,
              bestWords(lever),
              ms(lever.bestStepUs ?? NaN),
              lever.own === undefined ? '' : String(lever.own),
            ]),
          ),
          ...on.flatMap((lever) =>
            [lever.reason, lever.note].flatMap((text) =>
              text === undefined ? [] : wrap(`${lever.key}: ${text}`, WIDTH),
            ),
          ),
          ...on.flatMap(({ key, sites = [] }) => sites.map((site) => `${key}: ${siteWords(site)}`)),
        ],
    idle.length === 0
      ? []
      : [
          'On, but alone they change nothing here',
          ...wrap(idle.map(({ key }) => key).join(', '), WIDTH),
          ...wrap(idle[0]?.idle?.replace(inEnglish(ALONE), '').trimStart() ?? '', WIDTH),
          ...idle.flatMap(({ key, reason: why, note }) =>
            [why, note].flatMap((text) => (text === undefined ? [] : wrap(`${key}: ${text}`, WIDTH))),
          ),
        ],
    attribution === undefined ? [] : [ATTRIBUTION_HEAD, ...attributionLines(attribution)],
    off.length === 0
      ? []
      : ['Off', ...off.flatMap(({ key, reason: why }) => wrap(`${key}: ${sentenceOf(why ?? '')}`, WIDTH))],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

const siteWords = ({ site, calls, waitedUs }: SyncSite): string =>
  `${plain(site)}: ${count(calls, 'call')}, ${ms(waitedUs)} ms`;

/** The same as Markdown. */
export function printLeversMarkdown({
  measuredStepUs,
  figure,
  trust,
  reason,
  levers,
  attribution,
}: LeversReport): string {
  return [
    '# Levers',
    '',
    `${figureWord(figure)} step ${ms(measuredStepUs)} ms as measured. Replay: ${trust}. ${safe(reason)}`,
    '',
    '| lever | | on | at its best, ms | why |',
    '| --- | --- | --- | ---: | --- |',
    ...levers.map((lever) =>
      [
        '',
        `\`${lever.key}\``,
        safe(lever.label),
        lever.on ? 'yes' : 'no',
        lever.bestStepUs === undefined ? '' : `${ms(lever.bestStepUs)} (${bestWords(lever)})`,
        safe(
          [lever.reason, lever.idle, lever.note, ...(lever.sites ?? []).map(siteWords)]
            .filter((text) => text !== undefined)
            .map(sentenceOf)
            .join(' '),
        ),
        '',
      ]
        .join(' | ')
        .trim(),
    ),
    ...(attribution === undefined ? [] : ['', ...attributionMarkdown(attribution)]),
  ].join('\n');
}

const bestWords = ({ key, best }: ListedLever): string =>
  best === undefined || !isLeverKey(key) ? '' : leverWords(leverRow(key), best);

const sentenceOf = (text: string): string => {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) || whole === '' ? whole : `${whole}.`;
};

const safe = (text: string): string => plain(text).replaceAll(/[\\`*_{}[\]<>#|~]/g, '\\$&');
