/**
 * User Timing marks that anyone can measure: a trace was dropped (or asked for), what was read so far has come (large files), all has come, its chart is
 * drawn, nothing of it is missing.
 */
export type TimingMark =
  'whystall:dropped' | 'whystall:so-far' | 'whystall:read' | 'whystall:first-picture' | 'whystall:complete';

/** Call where a trace begins to open: the marks of the one before are forgotten. */
export function markDropped(): void {
  for (const name of [
    'whystall:so-far',
    'whystall:read',
    'whystall:first-picture',
    'whystall:complete',
  ] satisfies TimingMark[]) {
    performance.clearMarks(name);
  }
  performance.mark('whystall:dropped' satisfies TimingMark);
}

/** The first of each since the last drop counts. */
export function markOnce(name: Exclude<TimingMark, 'whystall:dropped'>): void {
  if (performance.getEntriesByName(name, 'mark').length === 0) performance.mark(name);
}
