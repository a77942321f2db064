import { at } from '../base/at.ts';
import { median } from '../base/median.ts';

/** Time of a message: `alphaUs + bytes x usPerByte`. */
export interface AlphaBeta {
  readonly alphaUs: number;
  readonly usPerByte: number;
}

/** Sizes must span at least this much before a line is laid through them. */
const LEAST_SPAN = 4;

/**
 * Latency and time per byte of one kind of collective in one group, from sizes and transfer times (microseconds). The median time of each
 * size, then the median of the slopes between every two sizes (Theil and Sen). Undefined where the sizes span less than 4 times.
 */
export function fitAlphaBeta(bytes: ArrayLike<number>, us: ArrayLike<number>): AlphaBeta | undefined {
  const bySize = new Map<number, number[]>();
  for (let i = 0; i < bytes.length; i++) {
    const size = at(bytes, i);
    if (!(size > 0)) continue;
    const known = bySize.get(size);
    if (known === undefined) bySize.set(size, [at(us, i)]);
    else known.push(at(us, i));
  }
  const sizes = [...bySize.keys()].sort((a, b) => a - b);
  const smallest = sizes[0];
  const largest = sizes.at(-1);
  if (smallest === undefined || largest === undefined || largest < LEAST_SPAN * smallest) return undefined;
  const times = sizes.map((size) => median(bySize.get(size) ?? []));
  const slopes: number[] = [];
  for (let a = 0; a < sizes.length; a++) {
    for (let b = a + 1; b < sizes.length; b++)
      slopes.push((at(times, b) - at(times, a)) / (at(sizes, b) - at(sizes, a)));
  }
  const usPerByte = Math.max(0, median(slopes));
  const alphaUs = median(sizes.map((size, i) => at(times, i) - size * usPerByte));
  return { alphaUs: Math.max(0, Math.min(alphaUs, ...times)), usPerByte };
}

/** Hops a message takes and the share of the array that each link carries, for n ranks in a ring. Source: the standard ring algorithms. */
const RING: Readonly<Record<string, (n: number) => { readonly hops: number; readonly share: number }>> = {
  allReduce: (n) => ({ hops: 2 * (n - 1), share: (2 * (n - 1)) / n }),
  allGather: (n) => ({ hops: n - 1, share: (n - 1) / n }),
  reduceScatter: (n) => ({ hops: n - 1, share: (n - 1) / n }),
};

/** Hops of a collective one after the other in a ring; 1 for other kinds. */
export const ringHops = (kind: string, ranks: number): number => Math.max(1, RING[kind]?.(ranks).hops ?? 1);

/** Time of a ring collective, microseconds: hops x alpha + share x bytes / bandwidth. Undefined for other kinds. */
export function ringUs(kind: string, ranks: number, bytes: number, gbps: number, alphaUs: number): number | undefined {
  const ring = RING[kind]?.(ranks);
  return ring === undefined ? undefined : ring.hops * alphaUs + (ring.share * bytes) / (gbps * 1000);
}

/**
 * A transfer among another number of ranks on the same kind of link: the latency's part follows the hops, the rest the share that each link
 * carries. A group that leaves the machine is on another link: this does not tell.
 */
export function transferAmong(kind: string, us: number, alphaUs: number, from: number, to: number): number | undefined {
  const before = RING[kind]?.(from);
  const after = RING[kind]?.(to);
  if (before === undefined || after === undefined || before.hops === 0) return undefined;
  return (alphaUs * after.hops) / before.hops + ((us - alphaUs) * after.share) / before.share;
}
