import { at, item } from '../base/at.ts';
import { type OpenedTrace, type ReplayReady } from '../engine/protocol.ts';
import { CLASS_COUNT, CLASSES } from '../ledger/classes.ts';
import { type Pieces, type RankLedger } from '../ledger/ledger.ts';
import { type LeverKey } from '../replay/scenario.ts';
import { type LinkAnswer, MAX_ANSWER_ROWS, PICTURE_BUCKETS } from '../view/answer.ts';
import { figureOfSteps, stepsInView } from './what-if-selectors.ts';

/** What a link says about one rank without the trace; undefined where the trace has no such rank or no step of it. */
export function buildAnswer(opened: OpenedTrace, { gate, levers }: ReplayReady, rank: number): LinkAnswer | undefined {
  const { timeline, ledger } = opened;
  const ranked = ledger.ranks.find((row) => row.rank === rank);
  const summary = ledger.summary.find((row) => row.rank === rank);
  const steps = (timeline.ranks[rank]?.lastStep ?? 0) - (timeline.ranks[rank]?.firstStep ?? 0);
  if (ranked === undefined || summary === undefined || steps <= 0) return undefined;
  const stepsPerRow = Math.ceil(steps / MAX_ANSWER_ROWS);
  const dominant = dominantClasses(ranked.pieces, timeline.window.start, timeline.window.end);
  const codes = CLASSES.map((_, code) => code).filter((code) => dominant.includes(code) || occurs(ranked, steps, code));
  const removedStepUs: Partial<Record<LeverKey, number>> = {};
  const usual = stepsInView(opened, rank, undefined);
  for (const { key, available, removedStepsUs } of levers)
    if (available) removedStepUs[key] = figureOfSteps('median', usual, removedStepsUs);
  return {
    rank,
    steps,
    stepsPerRow,
    medianStepUs: summary.medianStepUs,
    classes: codes.map((code) => item(CLASSES, code).key),
    rows: rowsOf(ranked, steps, stepsPerRow, codes),
    gate: {
      identityErrorUs: gate.identityErrorUs,
      explainedErrorPercent: gate.explainedErrorPercent,
      trust: gate.trust,
    },
    removedStepUs,
    picture: {
      startUs: timeline.window.start,
      endUs: timeline.window.end,
      buckets: codes.length === 0 ? [] : dominant.map((code) => codes.indexOf(code)),
    },
  };
}

function occurs(ranked: RankLedger, steps: number, code: number): boolean {
  for (let step = 0; step < steps; step++) if (at(ranked.perStep, step * CLASS_COUNT + code) > 0) return true;
  return false;
}

/** Means over groups of `stepsPerRow` steps. */
function rowsOf(ranked: RankLedger, steps: number, stepsPerRow: number, codes: readonly number[]): number[][] {
  const rows: number[][] = [];
  for (let first = 0; first < steps; first += stepsPerRow) {
    const last = Math.min(first + stepsPerRow, steps);
    rows.push(
      codes.map((code) => {
        let sum = 0;
        for (let step = first; step < last; step++) sum += at(ranked.perStep, step * CLASS_COUNT + code);
        return sum / (last - first);
      }),
    );
  }
  return rows;
}

/** For each of equal stretches from start to end, the code of the class that takes most of it. */
function dominantClasses(pieces: Pieces, start: number, end: number): number[] {
  const width = (end - start) / PICTURE_BUCKETS;
  if (!(width > 0) || pieces.length === 0) return [];
  const time = new Float64Array(PICTURE_BUCKETS * CLASS_COUNT);
  for (let i = 0; i < pieces.length; i++) {
    const from = Math.max(at(pieces.start, i), start);
    const to = Math.min(at(pieces.end, i), end);
    const last = Math.min(Math.floor((to - start) / width), PICTURE_BUCKETS - 1);
    for (let bucket = Math.max(Math.floor((from - start) / width), 0); bucket <= last; bucket++) {
      const low = Math.max(from, start + bucket * width);
      const high = Math.min(to, start + (bucket + 1) * width);
      const cell = bucket * CLASS_COUNT + at(pieces.class, i);
      if (high > low) time[cell] = at(time, cell) + high - low;
    }
  }
  return Array.from({ length: PICTURE_BUCKETS }, (_, bucket) => {
    let best = CLASS_COUNT - 1;
    for (let code = 0; code < CLASS_COUNT; code++) {
      if (at(time, bucket * CLASS_COUNT + code) > at(time, bucket * CLASS_COUNT + best)) best = code;
    }
    return best;
  });
}
