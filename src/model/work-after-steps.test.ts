import { expect, it } from 'vitest';
import { inEnglish } from '../base/say.ts';
import { buildLedger } from '../ledger/build-ledger.ts';
import { buildVerdict } from '../ledger/verdict.ts';
import { timelineOf } from '../test/timeline-of.ts';

const plain = (text: string): string => text.replaceAll('\u202f', ' ');

function told(drawing: string): readonly string[] {
  const timeline = timelineOf(drawing);
  const verdict = buildVerdict({ timeline, ledger: buildLedger(timeline), gate: undefined, levers: [], rank: 0 });
  return [
    ...timeline.diagnostics.filter(({ code }) => code === 'work-after-steps').map(({ message }) => message),
    ...verdict.sentences.filter(({ id }) => id === 'after-steps').map(({ text }) => text),
  ].map((text) => plain(inEnglish(text)));
}

it('device work behind the last marker is told with its length; what overlaps counts once', () => {
  expect(
    told(`
      r0 step    |.........
      r0 main    .L.L......
      r0 stream7 ..KK....KKKK
      r0 stream8 .........NNNNN
    `),
  ).toEqual([
    '4.00 ms of device work runs after the end of the last step (40 % of the time of the steps): a step ends with its marker, and this work is in no step. Record more steps, or synchronise before the last one ends',
    'After the last step the device works on for 4.00 ms, which is in no step.',
  ]);
});

it.each([
  ['the tail of a device that runs a little behind', '|...................|...................'],
  ['a trace that is one step as a whole', ''],
])('%s is not told', (_, steps) => {
  const mark = steps === '' ? '' : `r0 step    ${steps}\n`;
  expect(
    told(`
      ${mark}r0 main    .L....................L.................
      r0 stream7 ..KK..................................KKK
    `),
  ).toEqual([]);
});
