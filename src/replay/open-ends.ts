/** Which end of what a trace leaves open is taken. */
export type OpenEnd = 'least' | 'likely' | 'most';

/** Latency of one hop of a message where the trace does not tell it, microseconds: with its base, a hop is 8.4 to 22.4 in NCCL's own tuning tables. */
export const HOP_US: Readonly<Record<OpenEnd, number>> = { least: 0, likely: 10, most: 25 };
