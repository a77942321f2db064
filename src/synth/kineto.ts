import { item } from '../base/at.ts';
import { deviceTexts } from './kineto-device.ts';
import { closingText, frameTexts, openingText } from './kineto-frame.ts';
import { hostTexts } from './kineto-host.ts';
import { NO_SHIFT } from './kineto-text.ts';
import { type SimulatedRun } from './records.ts';

/**
 * The trace of one rank, as torch's profiler writes it today: Kineto JSON, times in microseconds with nanosecond
 * decimals. The header says `"whystall_synthetic": true`. Data-loader workers leave no events, as in real traces.
 */
export const writeKineto = (run: SimulatedRun, rank: number): string => [...kinetoPieces(run, rank, 1)].join('');

/**
 * The same in pieces, for files too large for one string: the run is written `tiles` times, one after the other, with
 * its own step numbers and ids each time.
 */
export function* kinetoPieces(run: SimulatedRun, rank: number, tiles: number): Generator<string> {
  const simulated = item(run.ranks, rank);
  const [startUs, endUs] = simulated.windowUs;
  yield openingText(run, simulated);
  for (let tile = 0; tile < tiles; tile++) {
    const shift =
      tile === 0 ? NO_SHIFT : { us: tile * (endUs - startUs), id: tile * idSpan(run), step: tile * run.job.steps };
    for (const text of hostTexts(simulated, shift)) yield `${text},\n`;
    for (const text of deviceTexts(simulated, run.job.ranks, shift)) yield `${text},\n`;
  }
  yield [...frameTexts(simulated, startUs + tiles * (endUs - startUs))].join(',\n');
  yield closingText(simulated);
}

/** More ids than one tile uses. */
function idSpan(run: SimulatedRun): number {
  const rank = run.ranks.reduce((most, one) => (one.host.length > most.host.length ? one : most));
  const last = Math.max(...rank.host.map((event) => Math.max(event.correlation, event.externalId, event.sequence + 2)));
  return 10 ** Math.ceil(Math.log10(last + 1));
}
