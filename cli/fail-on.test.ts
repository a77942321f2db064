import { inEnglish } from '../src/base/say.ts';
import { describe, expect, it } from 'vitest';
import { brokenRules, readFailRules } from './fail-on.ts';
import { openedForTests } from './opened-for-tests.ts';
import { reportOf } from './report.ts';

const report = reportOf(openedForTests());
const broken = (rules: string): readonly string[] => {
  const read = readFailRules(rules);
  if (!read.ok) throw new Error(inEnglish(read.failure.userMessage));
  return brokenRules(read.value, report);
};

describe('--fail-on', () => {
  it('says which rank breaks which rule, by share or by time', () => {
    expect(broken('data>20%')).toEqual(['Rank 4: data loading takes 45.5 % of the step, and data>20% fails the run.']);
    expect(broken('communication >= 10ms')).toEqual([
      'Rank 6: communication takes 10.00 ms, and communication >= 10ms fails the run.',
    ]);
    expect(broken('step>100ms')).toHaveLength(2);
    expect(broken('compute<60%,data>99%')).toEqual([
      'Rank 4: compute takes 54.5 % of the step, and compute<60% fails the run.',
    ]);
  });

  it.each(['data>50%', 'communication>10ms', 'data<=0%,step>110000us', 'fetch>0us'])('%s holds nowhere', (rules) => {
    expect(broken(rules).filter((sentence) => !sentence.startsWith('Rank 6'))).toEqual([]);
  });

  it.each([
    ['data', /such as data>20%, not "data"/],
    ['data>20', /such as/],
    ['data=20%', /such as/],
    ['network2>5%', /such as/],
    ['nets>5%', /knows no "nets"; there are step, compute/],
    ['none>5%', /knows no "none"/],
    ['step>5%', /us or ms for step/],
    ['data>20%,', /not ""/],
    ['data>-1%', /such as/],
  ])('refuses %s', (rules, sentence) => {
    const read = readFailRules(rules);
    expect(read.ok ? '' : inEnglish(read.failure.userMessage)).toMatch(sentence);
  });
});
