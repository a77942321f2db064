/** User Timing marks that anyone can measure; the first of each since the last drop counts. */
export type TimingMark = 'whystall:dropped' | 'whystall:first-picture' | 'whystall:complete';

export function markOnce(name: Exclude<TimingMark, 'whystall:dropped'>): void {
  if (performance.getEntriesByName(name, 'mark').length === 0) performance.mark(name);
}
