import { useSyncExternalStore } from 'react';

function listen(heard: () => void): () => void {
  window.addEventListener('online', heard);
  window.addEventListener('offline', heard);
  return () => {
    window.removeEventListener('online', heard);
    window.removeEventListener('offline', heard);
  };
}

/** False while the browser knows of no network. */
export const useOnline = (): boolean => useSyncExternalStore(listen, () => navigator.onLine);
