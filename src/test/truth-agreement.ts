import { at, item } from '../base/at.ts';
import { buildLedger } from '../ledger/build-ledger.ts';
import { CLASSES } from '../ledger/classes.ts';
import { type Pieces } from '../ledger/ledger.ts';
import { type Timeline } from '../model/timeline.ts';
import { type Job } from '../synth/job.ts';
import { type SimulatedRank } from '../synth/records.ts';
import { simulate } from '../synth/simulate.ts';
import { timelineOfRun } from './timeline-of-job.ts';

/** Microseconds inside steps, and those of them that the ledger puts into another class than the truth, by `truth->ledger`. */
export interface Agreement {
  totalUs: number;
  wrongUs: number;
  readonly confusion: Map<string, number>;
  /** By the truth's class. */
  readonly perClass: Map<string, { totalUs: number; wrongUs: number }>;
}

/** Simulates, writes, reads back, builds the ledger, and compares it with the truth at every instant of every step. */
export async function compareWithTruth(job: Job, into: Agreement): Promise<void> {
  const run = simulate(job);
  const timeline = await timelineOfRun(run);
  for (const { rank, pieces } of buildLedger(timeline).ranks)
    compareRank(timeline, rank, pieces, item(run.ranks, rank), into);
}

function compareRank(
  timeline: Timeline,
  index: number,
  pieces: Pieces,
  simulated: SimulatedRank,
  into: Agreement,
): void {
  const { firstStep, lastStep } = item(timeline.ranks, index);
  const start = item(timeline.steps, firstStep).start;
  const end = item(timeline.steps, lastStep - 1).end;
  const shift = start - item(simulated.steps, 0).startUs;
  let first = 0;
  for (let p = 0; p < pieces.length; p++) {
    const from = Math.max(at(pieces.start, p), start);
    const to = Math.min(at(pieces.end, p), end);
    const key = item(CLASSES, at(pieces.class, p)).key;
    while (first < simulated.truth.length && item(simulated.truth, first).endUs + shift <= from) first++;
    for (let t = first; t < simulated.truth.length && item(simulated.truth, t).startUs + shift < to; t++) {
      const truth = item(simulated.truth, t);
      const us = Math.min(to, truth.endUs + shift) - Math.max(from, truth.startUs + shift);
      if (us <= 0) continue;
      into.totalUs += us;
      let own = into.perClass.get(truth.class);
      if (own === undefined) into.perClass.set(truth.class, (own = { totalUs: 0, wrongUs: 0 }));
      own.totalUs += us;
      if (truth.class === key) continue;
      into.wrongUs += us;
      own.wrongUs += us;
      const cell = `${truth.class}->${key}`;
      into.confusion.set(cell, (into.confusion.get(cell) ?? 0) + us);
    }
  }
}
