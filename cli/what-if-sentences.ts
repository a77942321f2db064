import { figureWord, ms } from './figures.ts';
import { scenarioWords } from './print-verify.ts';
import { type ReportedWhatIf } from './report.ts';

/** What was asked, what is predicted, and how sure that is. */
export function whatIfSentences(whatIf: ReportedWhatIf): string[] {
  const { levers, rank, figure, measuredStepUs, predictedStepUs, speedup, band, bracket, lasting, notes = [] } = whatIf;
  const times = Number.isFinite(speedup) ? `${speedup.toFixed(3)}x` : 'without bound';
  const moved = scenarioWords(levers);
  const ends = bracket && [bracket.lockstepUs, bracket.frozenUs].sort((a, b) => a - b);
  return [
    ...(moved === '' ? [] : [moved]),
    `${figureWord(figure)} step of rank ${rank}: ${ms(measuredStepUs)} ms measured, ${ms(predictedStepUs)} ms predicted, speed-up ${times}`,
    ...(band ? [`Expect ${ms(band.lowUs)} to ${ms(band.highUs)} ms. ${band.sentence}`] : []),
    ...(bracket && ends
      ? [`One rank of many: ${ms(ends[0] ?? 0)} to ${ms(ends[1] ?? 0)} ms. ${bracket.sentence}`]
      : []),
    ...(lasting
      ? [`A long run: ${ms(lasting.recordedUs)} to ${ms(lasting.predictedUs)} ms a step. ${lasting.sentence}`]
      : []),
    ...notes,
  ];
}
