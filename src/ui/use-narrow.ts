import { useSyncExternalStore } from 'react';

/** As wide as a phone: layout.css says the same. */
const NARROW = '(max-width: 520px)';

function listen(heard: () => void): () => void {
  const query = matchMedia(NARROW);
  query.addEventListener('change', heard);
  return () => query.removeEventListener('change', heard);
}

/** True where the bar takes two rows, the quiet buttons in the first. */
export const useNarrow = (): boolean => useSyncExternalStore(listen, () => matchMedia(NARROW).matches);
