import { isKineto } from './kineto.ts';
import { type TraceFacts } from './trace-facts.ts';

interface Format {
  readonly name: string;
  /** By content, never by the file's name. */
  readonly matches: (facts: TraceFacts) => boolean;
}

/** Tried in order; the last one always shows something. */
const FORMATS: readonly Format[] = [{ name: 'PyTorch/Kineto', matches: isKineto }];
const FALLBACK = 'Chrome Trace Event';

export function formatOf(facts: TraceFacts): string {
  return FORMATS.find((format) => format.matches(facts))?.name ?? FALLBACK;
}
