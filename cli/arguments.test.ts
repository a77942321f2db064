import { inEnglish } from '../src/base/say.ts';
import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.ts';

describe('readArguments', () => {
  it('reads a report with everything', () => {
    expect(
      readArguments(['report', 'a.json', 'b.json.gz', '--json', '--what-if', 'data=0.5,compute=inf', '--rank', '3']),
    ).toEqual({
      ok: true,
      value: {
        kind: 'report',
        files: ['a.json', 'b.json.gz'],
        json: true,
        scenario: { levers: { data: 0.5, compute: Infinity } },
        rank: 3,
      },
    });
  });

  it('reads a report with nothing', () => {
    expect(readArguments(['report', 'a.json'])).toEqual({
      ok: true,
      value: { kind: 'report', files: ['a.json'], json: false, scenario: undefined, rank: undefined },
    });
  });

  it('reads what the user says about the run, and when to fail', () => {
    const more = ['--markdown', '--steps', 'train*', '--patterns', 'rules.json', '--fail-on', 'data>20%,step>1ms'];
    const read = readArguments(['report', 'a.json', ...more]);
    expect(read).toMatchObject({
      value: {
        markdown: true,
        stepPattern: 'train*',
        patternsFile: 'rules.json',
        failOn: [{ text: 'data>20%' }, { limit: 1, unit: 'ms' }],
      },
    });
  });

  it.each([
    [['--help'], 'help'],
    [['report', '-h'], 'help'],
    [['--version'], 'version'],
  ])('%j asks for %s', (argv, kind) => {
    expect(readArguments(argv)).toEqual({ ok: true, value: { kind } });
  });

  it.each([
    [[], /No command/],
    [['repotr', 'a.json'], /no command "repotr"/],
    [['compare', 'a.json'], /compare wants two runs/],
    [['compare', 'a.json', 'b.json', '--what-if', 'data=2'], /--what-if is not for the command compare/],
    [['report'], /No file/],
    [['report', 'a.json', '--jsn'], /--jsn/],
    [['report', 'a.json', '--load-steps', 'nine'], /--load-steps does not read as steps, such as 5-8\./],
    [['report', 'a.json', '--load-ranks', '3-1'], /--load-ranks does not read as numbers of ranks/],
    [['report', 'a.json', '--ranks', '1,1'], /--ranks names a rank twice\./],
    [['report', 'a.json', '--rank', 'two'], /--rank wants a rank's number, not "two"/],
    [['report', 'a.json', '--gpus-per-host', '0'], /--gpus-per-host wants a number from 1 on, not "0"/],
    [['report', 'a.json', '--rank'], /--rank/],
    [['report', 'a.json', '--steps', '*'], /--steps wants a text/],
    [['report', 'a.json', '--steps', 'x'.repeat(201)], /at most 200/],
    [['report', 'a.json', '--json', '--markdown'], /exclude each other/],
    [['report', 'a.json', '--fail-on', 'data>many'], /data>20%/],
    [['report', 'a.json', '--what-if', 'magic=2'], /no lever "magic"; there are data, /],
    [['report', 'a.json', '--what-if', 'data'], /data=N/],
    [['report', 'a.json', '--what-if', 'data=0'], /above 0/],
    [['report', 'a.json', '--what-if', 'data=-2'], /above 0/],
    [['report', 'a.json', '--what-if', 'data=NaN'], /above 0/],
    [['report', 'a.json', '--what-if', 'data=1e999'], /above 0/],
    [['report', 'a.json', '--what-if', 'data=2=3'], /above 0/],
    [['report', 'a.json', '--what-if', 'data=2', '--what-if', 'data=3'], /names data twice/],
    [['report', 'a.json', '--what-if', ''], /no lever ""/],
  ])('refuses %j with one sentence', (argv, sentence) => {
    const read = readArguments(argv);
    expect(read).toMatchObject({ ok: false, failure: { code: 'bad-arguments' } });
    expect(read.ok ? '' : inEnglish(read.failure.userMessage)).toMatch(sentence);
    expect(read.ok ? '' : inEnglish(read.failure.userMessage)).not.toContain('\n');
  });
});
