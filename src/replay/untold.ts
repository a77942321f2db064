import { type Said, say } from '../base/say.ts';
import { type ReplayGraph } from './graph.ts';
import { openEnds } from './loader-costs.ts';
import { latenessIsOpen } from './actions/straggler-actions.ts';
import { latencyIsOpen } from './latency-open.ts';
import { stageLatencyIsOpen } from './pipeline-bubble.ts';
import { type OpenEnd } from './open-ends.ts';
import { replay, type ReplayBuffers, type ReplayOptions } from './replay.ts';
import { type Band, type Scenario, type Untold } from './scenario.ts';
import { medianPrediction } from './step-times.ts';

/** Above this many edges the ends, which take several replays each, are left out of a prediction. */
const MOST_EDGES = 200_000;
/** Ends nearer to the prediction than this say the same. */
const SAME_SHARE = 0.01;

/** Predictions with what the trace does not tell at either end. */
interface Ends {
  /** Microseconds; none where the trace tells. */
  readonly us: readonly number[];
  readonly sentence: Said;
}

/** The ends of what the trace does not tell of batches and their hand-over, or of messages between stages. Replays into `buffers`. */
export function endsOfUntold(graph: ReplayGraph, scenario: Scenario, buffers: ReplayBuffers): Ends {
  const at = (options: ReplayOptions): number =>
    medianPrediction(graph, replay(graph, scenario, { ...options, buffers }));
  const small = graph.source.length <= MOST_EDGES;
  const loaders = small ? openEnds(graph, scenario).map((loader) => at({ loader })) : [];
  const both = (end: (end: OpenEnd) => ReplayOptions): readonly number[] => [at(end('least')), at(end('most'))];
  const ranks = small && latenessIsOpen(graph, scenario) ? both((lateness) => ({ lateness })) : [];
  // Between stages a likely latency is taken; elsewhere none, which is the low end.
  const stages = small && stageLatencyIsOpen(graph, scenario) ? both((latency) => ({ latency })) : [];
  const others = small && stages.length === 0 && latencyIsOpen(graph, scenario) ? [at({ latency: 'most' })] : [];
  const messages = [...stages, ...others];
  return {
    us: [...loaders, ...ranks, ...messages],
    sentence:
      messages.length > 0
        ? say`How much of a message is latency is not told by this trace: the low end takes none, the high end 25 microseconds a hop.`
        : ranks.length > 0
          ? say`By how much a rank is late, so few steps tell give or take their chance: the ends take it for less and for more.`
          : say`How long workers take for a batch is not told by this trace: the low end takes the least that fits its waits, the high end the most.`,
  };
}

/** The ends between which a prediction lies because of what the trace does not tell; undefined where that makes no difference of more than 1 %. */
export function untoldOf({ us, sentence }: Ends, predictedUs: number): Untold | undefined {
  const lowUs = Math.min(predictedUs, ...us);
  const highUs = Math.max(predictedUs, ...us);
  if (highUs - lowUs <= SAME_SHARE * predictedUs) return undefined;
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
