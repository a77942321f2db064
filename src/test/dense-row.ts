import { at } from '../base/at.ts';
import { type MarkRow } from '../model/mark-row.ts';
import { marksOf } from './chart-lanes.ts';

/** Numbers in [0, 1) from a seed, always the same ones. */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A row of many marks: bursts of short ones, gaps, marks of no length, now and then a long one. Lengths span five decades. */
export function denseRow(seed: number, marks: number, tints = 4): MarkRow {
  const next = numbersFrom(seed);
  const scale = 10 ** (next() * 3 - 2);
  let time = next() * 1000;
  return marksOf(
    Array.from({ length: marks }, () => {
      const kind = next();
      time += kind < 0.3 ? 0 : next() * scale * (kind > 0.995 ? 500 : 1);
      const start = time;
      time += kind < 0.05 ? 0 : next() * scale * (kind > 0.99 ? 400 : kind > 0.97 ? 20 : 1);
      return { start, end: time, tint: Math.floor(next() * next() * tints) };
    }),
  );
}

/** Time of `tint` in [from, to) by the marks that `counts` lets through, the slow and exact way. */
export function busyUs(row: MarkRow, tint: number, from: number, to: number, counts: (us: number) => boolean): number {
  let us = 0;
  for (let i = 0; i < row.length; i++) {
    if (at(row.tint, i) !== tint || !counts(at(row.end, i) - at(row.start, i))) continue;
    us += Math.max(0, Math.min(to, at(row.end, i)) - Math.max(from, at(row.start, i)));
  }
  return us;
}
