/** True for the phases of instants: `i`, `I` and `R` of older writers, and `n`, `T`, `p` within asynchronous work. Takes an ASCII code. */
export const isInstant = (phase: number): boolean =>
  phase === 0x69 || phase === 0x49 || phase === 0x52 || isAsyncInstant(phase);

/** True for `n`, and `T` and `p` of older writers: what happens at one moment of asynchronous work. */
export const isAsyncInstant = (phase: number): boolean => phase === 0x6e || phase === 0x54 || phase === 0x70;
