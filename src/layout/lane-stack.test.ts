import { expect, it } from 'vitest';
import { laneKey } from '../base/brand.ts';
import { laneOf, rowOf } from '../test/chart-lanes.ts';
import { scrollToRow, stackLanes } from './lane-stack.ts';

const lanes = ['a', 'b', 'c', 'd'].map((key) => laneOf(key, 'compute', rowOf('##', 10)));
const none = new Set<never>();

it('scrolls no further than it must for a row to be in view, and not under what is pinned', () => {
  const stack = stackLanes(lanes, [], none, none, new Set([laneKey('d')]));
  const [pinned, first, , last] = stack.lanes;
  expect(pinned).toMatchObject({ pinned: true, height: stack.pinnedHeight - 4 });
  const height = stack.pinnedHeight + 30;
  expect(scrollToRow(stack, last!, 0, 0, height)).toBe(last!.y + 18 - height);
  expect(scrollToRow(stack, first!, 0, 40, height)).toBe(0);
  expect(scrollToRow(stack, first!, 0, 0, height)).toBe(0);
});
