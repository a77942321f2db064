/** What a random number is for. Each purpose has its own stream, so that changing one part of a job leaves the others' draws alone. */
export const PURPOSES = { kernel: 1, host: 2, loader: 3 } as const;

/** Scrambles 32 bits: every input bit changes about half of the output bits. Constants: "lowbias32" of C. Wellons' hash-prospector. */
function scramble(bits: number): number {
  let x = bits ^ (bits >>> 16);
  x = Math.imul(x, 0x7feb352d);
  x ^= x >>> 15;
  x = Math.imul(x, 0x846ca68b);
  return x ^ (x >>> 16);
}

/**
 * A number in [0, 1) that depends on the seed and the keys only: there is no state, so draws may be made in any order.
 * Not for secrets.
 */
export function draw(seed: number, ...keys: readonly number[]): number {
  let bits = scramble(seed | 0);
  for (const key of keys) bits = scramble(bits ^ Math.imul(key + 1, 0x9e3779b1));
  return (bits >>> 0) / 0x1_0000_0000;
}

/** `value` times a factor in [1 - jitter, 1 + jitter), picked by `unit` in [0, 1). */
export const vary = (value: number, jitter: number, unit: number): number => value * (1 + jitter * (2 * unit - 1));
