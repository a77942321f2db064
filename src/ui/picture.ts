import { markOnce } from '../app/marks.ts';

/** A page that nobody sees draws nothing: then nobody waits for it longer than this. */
const PATIENCE_MS = 1000;

const waiting = new Set<() => void>();

/** The chart has been drawn, with the figures above it: of the whole trace, or of what was read so far. */
export function tellPicture(isWhole: boolean): void {
  markOnce('whystall:first-picture');
  if (!isWhole) return;
  markOnce('whystall:complete');
  for (const go of waiting) go();
}

/** Resolves with the next picture of a whole trace. */
export function pictureDrawn(): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      waiting.delete(go);
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(go, PATIENCE_MS);
    waiting.add(go);
  });
}
