import { type Diagnostic } from '../base/failure.ts';
import { formatCount } from '../base/format.ts';
import { say } from '../base/say.ts';
import { type Scan } from '../ingest/event-columns.ts';
import { type FileClock } from './clock.ts';
import { hostOf } from './host-facts.ts';
import { claimedRank, numbersInNames } from './rank-numbers.ts';
import { processesOf, spanOf } from './worker-files.ts';

/**
 * Tells files that are not ranks but windows of one process, as `schedule(repeat=2)` writes them. Only where that is certain: all name the same
 * host and share a process id, no two of them overlap in time, and they say the same rank, or neither they, their names nor the user (`told`)
 * say one. Ranks run at one time, and those on one host have process ids of their own. Undefined where the files may be ranks.
 */
export function tellWindows(
  scans: readonly Scan[],
  clocks: readonly FileClock[],
  told: readonly number[] = [],
): Diagnostic | undefined {
  const [first, ...others] = scans;
  if (first === undefined || others.length === 0) return undefined;
  const host = hostOf(first);
  const rank = claimedRank(first);
  if (host === undefined || others.some((scan) => hostOf(scan) !== host || claimedRank(scan) !== rank))
    return undefined;
  if (rank === undefined && (told.length > 0 || numbersInNames(scans.map(({ file }) => file.name)) !== undefined))
    return undefined;
  const processes = others.map(processesOf);
  if (![...processesOf(first)].some((process) => processes.every((own) => own.has(process)))) return undefined;
  const spans = scans.map((scan, k) => spanOf(scan, clocks[k])).filter((span) => span !== undefined);
  spans.sort((a, b) => a.start - b.start);
  const overlap = spans.some(({ end }, k) => end > (spans[k + 1]?.start ?? Infinity));
  if (spans.length < scans.length || overlap) return undefined;
  const message = say`these ${formatCount(scans.length)} files are windows of one process, recorded one after the other, not ranks: they are shown side by side but not compared as ranks. Open them one at a time, or compare one with the other`;
  return { code: 'process-windows', count: scans.length, message };
}
