/** True for the phases of instants: `i`, and `I` and `R` of older writers. Takes an ASCII code. */
export const isInstant = (phase: number): boolean => phase === 0x69 || phase === 0x49 || phase === 0x52;
