import type { AppStore } from '../app/store.ts';
import type { EngineSample } from '../engine/protocol.ts';

/** An idle moment is waited for at most this long. */
const PATIENCE_MS = 1000;

/**
 * Lets the page do once, out of sight, what it will do when a trace comes: over the engine's sample, while the first screen waits
 * for a file. Ends at once when one is chosen.
 */
export async function rehearseSoon(store: AppStore, sample: Promise<EngineSample>): Promise<void> {
  const run = await sample;
  const { rehearse } = await import('./rehearse.tsx');
  await idle();
  const isWaiting = (): boolean => store.getState().session.phase === 'empty';
  if (!isWaiting() || document.hidden) return;
  const end = rehearse(run, store.getState().prefs, () => stopWatching());
  const stopWatching = store.subscribe(() => {
    if (!isWaiting()) end();
  });
}

const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: PATIENCE_MS });
    else setTimeout(resolve, PATIENCE_MS);
  });
