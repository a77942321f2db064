import { expect, it } from 'vitest';
import { showParts } from '../../test/show.ts';
import { timelineOf } from '../../test/timeline-of.ts';
import { buildLedger } from '../build-ledger.ts';
import { buildRunRanks } from './run-ranks.ts';
import { splitCommunication } from './split-communication.ts';

const partsOf = (drawing: string): string => {
  const timeline = timelineOf(drawing);
  const ledger = buildLedger(timeline);
  const { alignment, split, members } = buildRunRanks(timeline, ledger)!;
  return showParts(splitCommunication(timeline, ledger, { matches: alignment.matches, split, members }));
};

it.each([
  ['on the main thread', 'main', 'main'],
  ['on threads of their own', 'gloo', 'gloo'],
])('collectives of ranks without a device, %s, are matched and split into waiting and transfer', (_, one, other) => {
  expect(
    partsOf(`
      r0 step |.........
      r0 main OO.......O
      r0 ${one} ..HHHHHHH.
      r1 step |.........
      r1 main OOOOOO...O
      r1 ${other} ......HHH.
    `),
  ).toBe('r0 ##wwwwttt#\nr1 ######ttt#');
});
