import { describe, expect, it } from 'vitest';
import { laneKey } from '../base/brand.ts';
import { type ChartLane } from '../model/mark-row.ts';
import { laneOf, marksOf } from '../test/chart-lanes.ts';
import { timelineOf } from '../test/timeline-of.ts';
import { arrangeLanes, matchingLanes, moveLanes } from './arrange-lanes.ts';

const lane = (key: string, rank: number): ChartLane => ({
  ...laneOf(key, 'host', marksOf([{ start: 0, end: 1, tint: 0 }])),
  rank,
});
const LANES = [lane('r0/a', 0), lane('r0/b', 0), lane('r0/c', 0), lane('r1/a', 1), lane('r1/b', 1)];
const keys = (lanes: readonly ChartLane[]): string => lanes.map((one) => one.key).join(' ');
const ks = (text: string) => text.split(' ').map(laneKey);

describe('arrangeLanes', () => {
  it('puts named lanes first inside their rank and pinned lanes before all', () => {
    expect(keys(arrangeLanes(LANES, [], []))).toBe('r0/a r0/b r0/c r1/a r1/b');
    expect(keys(arrangeLanes(LANES, ks('r1/b r0/c'), []))).toBe('r0/c r0/a r0/b r1/b r1/a');
    expect(keys(arrangeLanes(LANES, ks('r0/c'), ks('r1/a r0/b')))).toBe('r1/a r0/b r0/c r0/a r1/b');
  });

  it('moves lanes before or after another and keeps the order of those moved', () => {
    expect(moveLanes(ks('a b c d'), new Set(ks('d a')), laneKey('b'), 'after')).toEqual(ks('b a d c'));
    expect(moveLanes(ks('a b c d'), new Set(ks('d')), laneKey('a'), 'before')).toEqual(ks('d a b c'));
    expect(moveLanes(ks('a b'), new Set(ks('a')), laneKey('z'), 'before')).toEqual(ks('a b'));
  });
});

describe('matchingLanes', () => {
  it('keeps the ledger whole, of other lanes the events that match, and drops lanes without any', () => {
    const timeline = timelineOf(`
      r0 main    DD..DD..
      r0 stream7 ..KK..KK
    `);
    const names = timeline.strings;
    const stream = timeline.lanes.find((one) => one.kind === 'device')!;
    const text = names[timeline.events.name[stream.first]!]!.toUpperCase();
    const lanes = timeline.lanes.map((one) => {
      const marks = Array.from({ length: one.count }, (_, i) => ({ start: i, end: i + 1, tint: 0 }));
      const made = laneOf(one.key, 'host', marksOf(marks));
      return { ...made, rows: made.rows.map((row) => ({ ...row, ref: row.ref.map((ref) => one.first + ref) })) };
    });
    const ledger = laneOf('r0/ledger', 'ledger', marksOf([{ start: 0, end: 8, tint: 0 }]));
    const found = matchingLanes([ledger, ...lanes], timeline, text);
    const refs = found.slice(1).flatMap((one) => one.rows.flatMap((row) => [...row.ref]));
    expect(found[0]).toBe(ledger);
    expect(refs.length).toBeGreaterThan(0);
    expect(refs.length).toBeLessThan(timeline.events.length);
    expect(new Set(refs.map((ref) => names[timeline.events.name[ref]!]!.toUpperCase().includes(text)))).toEqual(
      new Set([true]),
    );
    expect(matchingLanes([ledger, ...lanes], timeline, 'no such name').map(({ key }) => key)).toEqual(['r0/ledger']);
  });
});
