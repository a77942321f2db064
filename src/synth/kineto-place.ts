/** Process id of a rank's host; its main thread has the same number. */
export const processOf = (rank: number): number => 10_000 + 1000 * rank;

/** Thread numbers, relative to the process id. */
export const THREADS = { main: 0, autograd: 7 } as const;

/** Device index of a rank: eight to a host. Device events take it as their process id. */
export const deviceOf = (rank: number): number => rank % 8;
