import { f64 } from '../../base/at.ts';
import { median } from '../../base/median.ts';

const MOST_COMPARED = 400;

/**
 * How many collectives of the longer list lie before the first of the shorter one, both ends in microseconds, each on its own clock.
 * Wanted is the shift at which the ends keep the most even distance (mean deviation from the median); where several do, the one with the smallest distance.
 */
export function shiftOf(longer: Float64Array, shorter: Float64Array): number {
  let best = 0;
  let bestSpread = Infinity;
  let bestAway = Infinity;
  const stride = Math.max(1, Math.ceil(shorter.length / MOST_COMPARED));
  for (let shift = 0; shift + shorter.length <= longer.length; shift++) {
    const away: number[] = [];
    for (let i = 0; i < shorter.length; i += stride) away.push(f64(longer, i + shift) - f64(shorter, i));
    const middle = median(away);
    const spread = away.reduce((sum, us) => sum + Math.abs(us - middle), 0) / away.length;
    if (spread < bestSpread || (spread === bestSpread && Math.abs(middle) < bestAway)) {
      best = shift;
      bestSpread = spread;
      bestAway = Math.abs(middle);
    }
  }
  return best;
}
