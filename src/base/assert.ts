/** Ends a `switch` over a union: a missing case does not compile. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}

/** Throws when a law of the program is broken: a bug, not bad input. */
export function assert(condition: boolean, law: string): asserts condition {
  if (!condition) throw new Error(`broken law: ${law}`);
}
