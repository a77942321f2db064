import { asWords, say } from '../base/say.ts';
import { bandOf, movedLevers } from './band.ts';
import { bracketOf, waitingNote } from './bracket.ts';
import { type ReplayGraph } from './graph.ts';
import { leverEvidence } from './lever-evidence.ts';
import { createBuffers, replay, type Replayed } from './replay.ts';
import { type Prediction, type Scenario } from './scenario.ts';
import { figureOf, medianStep, usualOf } from './step-times.ts';
import { lastingPace, toldSteps } from './told-steps.ts';
import { workNotes } from './work-notes.ts';
import { endsOfUntold, untoldOf, widened } from './untold.ts';

/** Above this many edges the bracket, which takes several replays, is left out of a prediction. */
const MOST_BRACKET_EDGES = 600_000;

/**
 * Replays a scenario and reads the steps off it. The figure is that of the usual steps of the first rank, measured and
 * predicted alike. predicted = measured x T_sim(scenario) / T_sim(identity), which is T_sim(scenario): identity is exact.
 * Times and weights of `replayed` lie in `buffers`.
 */
export function predict(
  graph: ReplayGraph,
  scenario: Scenario,
  buffers = createBuffers(graph),
): { prediction: Prediction; replayed: Replayed } {
  const bracket = graph.source.length > MOST_BRACKET_EDGES ? undefined : bracketOf(graph, scenario, buffers);
  const ends = endsOfUntold(graph, scenario, buffers);
  const replayed = replay(graph, scenario, { buffers });
  const figure = figureOf(graph);
  const measuredStepUs = medianStep(graph, graph.observed);
  const { stepUs: predictedStepUs, steps } = toldSteps(graph, replayed);
  const untold = untoldOf(ends, predictedStepUs);
  const speedup = predictedStepUs > 0 ? measuredStepUs / predictedStepUs : measuredStepUs > 0 ? Infinity : 1;
  const levers = movedLevers(scenario);
  const band = bandOf(levers, usualOf(graph, steps), figure);
  const notes = levers.flatMap(({ key, label }) => {
    const { available, reason } = leverEvidence(graph, key, scenario);
    return available || reason === undefined ? [] : [say`${asWords(label)} changes nothing here. ${reason}`];
  });
  const waiting = waitingNote(graph, scenario);
  const prediction: Prediction = {
    scenario,
    measuredStepUs,
    predictedStepUs,
    figure,
    speedup,
    steps,
    ...(band === undefined ? {} : { band: widened(band, untold) }),
    untold,
    lasting: lastingPace(measuredStepUs, replayed.pace),
    bracket,
    notes: [...notes, ...(waiting === undefined ? [] : [waiting]), ...replayed.notes, ...workNotes(scenario, speedup)],
  };
  return { prediction, replayed };
}
