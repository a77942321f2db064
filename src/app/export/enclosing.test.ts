import { describe, expect, it } from 'vitest';
import { laneKey, micros } from '../../base/brand.ts';
import { timelineOf } from '../../test/timeline-of.ts';
import { INITIAL_VIEW } from '../../view/fields.ts';
import { viewInside } from './enclosing.ts';

// One column is 1 ms: steps at 0, 5, 10 and 15 ms.
const timeline = timelineOf(`
  r0 step    |....|....|....|....
  r0 main    DL...DL...DL...DL...
  r0 stream7 ..KKk..KKk..KKk..KKk
`);
const ms = (value: number) => micros(value * 1000);
const excerpt = { window: { start: ms(5), end: ms(15) }, ranks: [0], hideNames: false, dropArguments: false };

describe('the view of an excerpt', () => {
  it('speaks of the excerpt’s own times and steps', () => {
    const view = {
      ...INITIAL_VIEW,
      window: { start: ms(6), end: ms(18) },
      range: { start: ms(16), end: ms(17) },
      steps: { first: 1, last: 3 },
      selection: { lane: laneKey('r0/gpu0/stream7'), start: ms(7) },
      rankNumbers: [3],
      flags: [
        { at: ms(2), name: 'before' },
        { at: ms(9), name: 'inside' },
      ],
    };
    expect(viewInside(view, timeline, excerpt, 5000)).toEqual({
      ...INITIAL_VIEW,
      window: { start: 1000, end: 10_000 },
      range: undefined,
      steps: { first: 0, last: 1 },
      selection: { lane: 'r0/gpu0/stream7', start: 2000 },
      flags: [{ at: 4000, name: 'inside' }],
    });
  });

  it('tells no name where names are hidden', () => {
    const view = {
      ...INITIAL_VIEW,
      search: 'secret',
      patterns: [{ pattern: 'secret', class: 'data' as const }],
      scenario: { levers: { data: 2 }, named: 'secret', syncSites: ['secret > sync'] },
    };
    const hidden = viewInside(view, timeline, { ...excerpt, hideNames: true }, 5000);
    expect(JSON.stringify(hidden)).not.toContain('secret');
    expect(hidden.scenario).toEqual({ levers: { data: 2 } });
  });
});
