import { describe, expect, it } from 'vitest';
import { heard } from '../test/fake-engine.ts';
import { latestWins } from './latest-wins.ts';

function setUp() {
  const asked: { readonly question: string; readonly answer: (text: string) => void }[] = [];
  const told: string[] = [];
  const wins = latestWins<string, string>(
    (question) => new Promise((answer) => asked.push({ question, answer })),
    (answer, newest) => told.push(`${answer}${newest ? '!' : ''}`),
  );
  return { asked, told, wins };
}

describe('latestWins', () => {
  it('runs one at a time and skips those that were overtaken', async () => {
    const { asked, told, wins } = setUp();
    for (const question of ['a', 'b', 'c']) wins.ask(question);
    expect(asked.map(({ question }) => question)).toEqual(['a']);
    asked[0]!.answer('A');
    await heard();
    expect(asked.map(({ question }) => question)).toEqual(['a', 'c']);
    asked[1]!.answer('C');
    await heard();
    expect(told).toEqual(['A', 'C!']);
  });

  it('drops what runs and what waits, and goes on with what is asked next', async () => {
    const { asked, told, wins } = setUp();
    wins.ask('a');
    wins.ask('b');
    wins.drop();
    wins.ask('c');
    asked[0]!.answer('A');
    await heard();
    asked[1]!.answer('C');
    await heard();
    expect(asked.map(({ question }) => question)).toEqual(['a', 'c']);
    expect(told).toEqual(['C!']);
  });
});
