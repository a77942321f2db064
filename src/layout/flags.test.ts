import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cssPx, micros } from '../base/brand.ts';
import { anyTime } from '../test/any-view.ts';
import { type Flag, inOrder, MAX_FLAGS, renamedFlag, withFlag, withoutFlag } from '../view/flags.ts';
import { layoutFlags } from './flags.ts';

const flag = (at: number, name = ''): Flag => ({ at: micros(at), name });
const plain = (text: string): string => text.replaceAll('\u202f', ' ');

it('flags in the window carry their name or number, and the time to the next one that is in it too', () => {
  const flags = [flag(-50), flag(10), flag(40, 'forward'), flag(300)];
  const scene = layoutFlags(flags, { start: micros(0), end: micros(100) }, cssPx(200), 'us');
  expect(scene.map(({ x, room, label, toNext }) => [x, room, label, plain(toNext)])).toEqual([
    [20, 60, '2', '30.0 µs'],
    [80, 120, 'forward', ''],
  ]);
});

it('law: flags stay in time order, one a moment; what is put up can be named and taken off', () => {
  fc.assert(
    fc.property(fc.array(anyTime, { maxLength: 8 }), anyTime, (times, at) => {
      const before = inOrder(times.map((time) => flag(time)));
      const after = withFlag(before, at);
      expect(after).toEqual([...after].sort((a, b) => a.at - b.at));
      expect(new Set(after.map((one) => one.at)).size).toBe(after.length);
      expect(renamedFlag(after, at, 'x').find((one) => one.at === at)?.name).toBe('x');
      expect(withoutFlag(after, at)).toEqual(before.filter((one) => one.at !== at));
    }),
  );
  expect(inOrder(Array.from({ length: 200 }, (_, n) => flag(n)))).toHaveLength(MAX_FLAGS);
});
