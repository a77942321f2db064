import { at, item } from '../base/at.ts';
import { type Diagnostic } from '../base/failure.ts';
import { formatCount } from '../base/format.ts';
import { say } from '../base/say.ts';
import { type AssignedLanes, type LaneSeed } from './assign-lanes.ts';

/** The `lane` column holds 16 bits. */
const MOST_LANES = 65_535;

export interface NumberedLane {
  readonly file: number;
  readonly seed: LaneSeed;
}

const KIND_ORDER = { host: 0, device: 1, note: 2 } as const;
const orderOf = ({ kind, group }: LaneSeed): number => (group === 'async' ? 3 : KIND_ORDER[kind]);

/** Numbers as numbers, text as text, so that thread 9 stands before thread 10. */
function compareText(a: string, b: string): number {
  const x = Number(a);
  const y = Number(b);
  if (a.trim() !== '' && b.trim() !== '' && x !== y && Number.isFinite(x) && Number.isFinite(y)) return x - y;
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareSeeds(a: LaneSeed, b: LaneSeed): number {
  return (
    orderOf(a) - orderOf(b) ||
    a.device - b.device ||
    a.stream - b.stream ||
    compareText(a.process, b.process) ||
    compareText(a.thread, b.thread)
  );
}

/**
 * Numbers the lanes of all files: by rank, then host threads, streams, notes, asynchronous work, each by its numbers; never by the order of events.
 * `numbers[file][seed]` is the lane of a file's seed. Lanes beyond 65 535 share the last one.
 */
export function numberLanes(
  assigned: readonly AssignedLanes[],
  ranks: readonly number[],
): {
  readonly lanes: readonly NumberedLane[];
  readonly numbers: readonly Uint32Array[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const all = assigned.flatMap(({ seeds }, file) => seeds.map((seed, index) => ({ file, seed, index })));
  all.sort((a, b) => at(ranks, a.file) - at(ranks, b.file) || compareSeeds(a.seed, b.seed));
  const numbers = assigned.map(({ seeds }) => new Uint32Array(seeds.length));
  all.forEach(({ file, index }, lane) => (item(numbers, file)[index] = Math.min(lane, MOST_LANES - 1)));
  const surplus = all.length - MOST_LANES;
  if (surplus <= 0) return { lanes: all, numbers, diagnostics: [] };
  const message =
    surplus === 1
      ? say`1 lane beyond ${MOST_LANES} drawn as one`
      : say`${formatCount(surplus)} lanes beyond ${MOST_LANES} drawn as one`;
  return { lanes: all.slice(0, MOST_LANES), numbers, diagnostics: [{ code: 'lanes-folded', count: surplus, message }] };
}
