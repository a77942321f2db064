import fc from 'fast-check';
import { expect, it } from 'vitest';
import { laneKey, micros } from '../base/brand.ts';
import { inEnglish } from '../base/say.ts';
import { anyView } from '../test/any-view.ts';
import { cutInLink } from './cut-in-link.ts';
import { INITIAL_VIEW, MAX_LANE_KEY, MAX_LANES, MAX_SEARCH } from './fields.ts';
import { decodeLink, encodeLink } from './link.ts';

it('a view that comes back from its link loses nothing', () => {
  fc.assert(
    fc.property(anyView, (view) => {
      expect(cutInLink(view)).toEqual([]);
    }),
  );
});

it('what links cut is said', () => {
  const long = laneKey('x'.repeat(MAX_LANE_KEY + 1));
  const view = {
    ...INITIAL_VIEW,
    search: 's'.repeat(MAX_SEARCH + 1),
    hiddenLanes: [long, laneKey('a')],
    selection: { lane: long, start: micros(1) },
    laneOrder: Array.from({ length: MAX_LANES + 1 }, (_, lane) => laneKey(`r0/host/${lane}/1`)),
  };
  expect(decodeLink(encodeLink(view)).view).not.toEqual(view);
  expect(cutInLink(view).map(inEnglish)).toEqual([
    'of the search the first 500 characters',
    'no lanes with names of over 300 characters (1)',
    'of each list of lanes the first 2000',
  ]);
});
