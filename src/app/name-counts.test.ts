import { describe, expect, it } from 'vitest';
import { buildLedger } from '../ledger/build-ledger.ts';
import { explain } from '../ledger/piece-at.ts';
import { timelineOf } from '../test/timeline-of.ts';
import { countNames, countPattern } from './name-counts.ts';

const timeline = timelineOf(`
  r0 step    |......|......
  r0 main    OOOOL..OOOOL..
  r0 stream7 .....K.....K..
`);
const nameOf = (wanted: string): string => timeline.strings.find((name) => name.startsWith(wanted))!;

describe('how much a pattern speaks of', () => {
  it('counts host names for a host class, and device work for a device class', () => {
    const op = nameOf('aten::');
    expect(countPattern(timeline, op, 'data')).toEqual({ names: 1, events: 2, example: op });
    expect(countPattern(timeline, op, 'compute')).toEqual({ names: 0, events: 0, example: undefined });
  });

  it('counts exactly the events that then have the class', () => {
    const patterns = [{ pattern: nameOf('aten::'), class: 'checkpoint' }] as const;
    const ledger = buildLedger(timeline, { patterns });
    const events = [...timeline.events.name.keys()];
    const own = events.filter((event) => explain(timeline, ledger, { kind: 'event', event }).class === 'checkpoint');
    expect(countPattern(timeline, patterns[0].pattern, 'checkpoint').events).toBe(own.length);
  });

  it('counts names of any kind for steps', () => {
    expect(countNames(timeline, '^ProfilerStep#').events).toBe(2);
    expect(countNames(timeline, 'no such name').names).toBe(0);
  });
});
