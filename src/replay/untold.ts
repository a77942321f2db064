import { say } from '../base/say.ts';
import { type ReplayGraph } from './graph.ts';
import { openEnds } from './loader-replay.ts';
import { replay, type ReplayBuffers } from './replay.ts';
import { type Band, type Scenario, type Untold } from './scenario.ts';
import { medianPrediction } from './step-times.ts';

/** Above this many edges the ends, which take several replays each, are left out of a prediction. */
const MOST_EDGES = 200_000;
/** Ends nearer to the prediction than this say the same. */
const SAME_SHARE = 0.01;

/** Predictions, microseconds, with what the trace does not tell of batches and their hand-over at either end; none where it tells. Replays into `buffers`. */
export function endsOfUntold(graph: ReplayGraph, scenario: Scenario, buffers: ReplayBuffers): readonly number[] {
  if (graph.source.length > MOST_EDGES) return [];
  return openEnds(graph, scenario).map((loader) =>
    medianPrediction(graph, replay(graph, scenario, { loader, buffers })),
  );
}

/** The ends between which a prediction lies because of what the trace does not tell; undefined where that makes no difference of more than 1 %. */
export function untoldOf(ends: readonly number[], predictedUs: number): Untold | undefined {
  const lowUs = Math.min(predictedUs, ...ends);
  const highUs = Math.max(predictedUs, ...ends);
  if (highUs - lowUs <= SAME_SHARE * predictedUs) return undefined;
  const sentence = say`How long workers take for a batch is not told by this trace: the low end takes the least that fits its waits, the high end the most.`;
  return { lowUs, highUs, sentence };
}

/** The band with both ends of what is not told inside. */
export const widened = (band: Band, untold: Untold | undefined): Band =>
  untold === undefined
    ? band
    : {
        ...band,
        lowUs: Math.min(band.lowUs, untold.lowUs),
        highUs: Math.max(band.highUs, untold.highUs),
        sentence: untold.sentence,
      };
