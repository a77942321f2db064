export interface Contender {
  readonly name: string;
  readonly run: () => unknown;
}

/** A contender is called again until this much has passed: the clock and the scheduler cannot be trusted with less. */
const LEAST_MS = 20;

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** Milliseconds of one call, averaged over as many calls as fit into `LEAST_MS`. */
async function timeOf(run: () => unknown): Promise<number> {
  const start = performance.now();
  let calls = 0;
  do {
    await run();
    calls++;
  } while (performance.now() - start < LEAST_MS);
  return (performance.now() - start) / calls;
}

/**
 * Median milliseconds of each contender by name. They take turns, so that a slow moment of the machine hits all alike;
 * the first round warms up and is not counted.
 */
export async function race(rounds: number, contenders: readonly Contender[]): Promise<ReadonlyMap<string, number>> {
  const times = new Map(contenders.map((one) => [one.name, new Array<number>()]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, run } of contenders) {
      const ms = await timeOf(run);
      if (round > 0) times.get(name)?.push(ms);
    }
  }
  return new Map([...times].map(([name, list]) => [name, medianOf(list)]));
}
