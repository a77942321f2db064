import { expect, it } from 'vitest';
import { inEnglish } from '../base/say.ts';
import { laneWords } from './lane-words.ts';

it.each([
  'Ledger',
  'Main thread',
  'Main thread 257 (train)',
  'Thread 12',
  'GPU 0 stream 7 notes',
  'GPU 0 stream 7',
  'my thread',
])('says %s in English as it is', (label) => expect(inEnglish(laneWords(label))).toBe(label));

it('leaves what a trace names as it is', () => {
  expect([laneWords('GPU 0 stream 7'), laneWords('Thread pool'), laneWords('notes')]).toEqual([
    'GPU 0 stream 7',
    'Thread pool',
    'notes',
  ]);
});
