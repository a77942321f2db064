import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { show } from '../test/show.ts';
import { timelineOf } from '../test/timeline-of.ts';
import { buildLedger } from './build-ledger.ts';
import { CLASSES } from './classes.ts';

interface Picture {
  readonly title: string;
  readonly launches: 'order' | 'none';
  readonly drawing: string;
  readonly expected: string;
}

const page = readFileSync(new URL('../../docs/ledger.md', import.meta.url), 'utf8');

function picturesOf(text: string): Picture[] {
  return [...text.matchAll(/```ledger(.*)\n([\s\S]*?)```/g)].map(([, info, body], index) => {
    const lines = (body ?? '').split('\n').filter((line) => line.trim() !== '');
    const results = lines.filter((line) => /^r\d+ +ledger /.test(line));
    const before = text.slice(0, text.indexOf(body ?? ''));
    return {
      title: `${index + 1}: ${[...before.matchAll(/^(?:## |\*\*)([^.*\n]*)/gm)].at(-1)?.[1] ?? ''}`,
      launches: info?.includes('launches=none') === true ? 'none' : 'order',
      drawing: lines.filter((line) => !results.includes(line)).join('\n'),
      expected: results.map((line) => line.replace(/ +ledger +/, ' ')).join('\n'),
    };
  });
}

describe('the pictures of docs/ledger.md', () => {
  const pictures = picturesOf(page);

  it.each(pictures)('$title', ({ drawing, launches, expected }) => {
    expect(show(buildLedger(timelineOf(drawing, { launches })))).toBe(expected);
  });

  it('show every class', () => {
    const letters = new Set(pictures.flatMap((picture) => [...picture.expected.replaceAll(/^r\d+ /gm, '')]));
    expect([...letters].filter((letter) => /[^\s.]/.test(letter))).toHaveLength(CLASSES.length);
  });
});
