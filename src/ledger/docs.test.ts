import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { show, showParts } from '../test/show.ts';
import { timelineOf } from '../test/timeline-of.ts';
import { buildLedger } from './build-ledger.ts';
import { CLASSES } from './classes.ts';
import { buildRunRanks } from './ranks/run-ranks.ts';
import { splitCommunication } from './ranks/split-communication.ts';

interface Picture {
  readonly title: string;
  readonly launches: 'order' | 'none';
  readonly drawing: string;
  readonly expected: string;
  /** The same with parts of classes; empty where the picture shows none. */
  readonly parts: string;
}

const page = readFileSync(new URL('../../docs/ledger.md', import.meta.url), 'utf8');

function picturesOf(text: string): Picture[] {
  return [...text.matchAll(/```ledger(.*)\n([\s\S]*?)```/g)].map(([, info, body], index) => {
    const lines = (body ?? '').split('\n').filter((line) => line.trim() !== '');
    const results = lines.filter((line) => /^r\d+ +(ledger|parts) /.test(line));
    const resultOf = (kind: string): string =>
      results
        .filter((line) => line.includes(` ${kind} `))
        .map((line) => line.replace(/ +(ledger|parts) +/, ' '))
        .join('\n');
    const before = text.slice(0, text.indexOf(body ?? ''));
    return {
      title: `${index + 1}: ${[...before.matchAll(/^(?:## |\*\*)([^.*\n]*)/gm)].at(-1)?.[1] ?? ''}`,
      launches: info?.includes('launches=none') === true ? 'none' : 'order',
      drawing: lines.filter((line) => !results.includes(line)).join('\n'),
      expected: resultOf('ledger'),
      parts: resultOf('parts'),
    };
  });
}

describe('the pictures of docs/ledger.md', () => {
  const pictures = picturesOf(page);

  it.each(pictures)('$title', ({ drawing, launches, expected, parts }) => {
    const timeline = timelineOf(drawing, { launches });
    const ledger = buildLedger(timeline);
    expect(show(ledger)).toBe(expected);
    if (parts === '') return;
    const run = buildRunRanks(timeline, ledger);
    const matched = run && { matches: run.alignment.matches, split: run.split, members: run.members };
    expect(showParts(matched === undefined ? ledger : splitCommunication(timeline, ledger, matched))).toBe(parts);
  });

  it('show the parts of communication and of copies', () => {
    const letters = new Set(pictures.flatMap((picture) => [...picture.parts.replaceAll(/^r\d+ /gm, '')]));
    expect(['w', 't', 'i'].filter((letter) => !letters.has(letter))).toEqual([]);
  });

  it('show every class', () => {
    const letters = new Set(pictures.flatMap((picture) => [...picture.expected.replaceAll(/^r\d+ /gm, '')]));
    expect([...letters].filter((letter) => /[^\s.]/.test(letter))).toHaveLength(CLASSES.length);
  });
});
