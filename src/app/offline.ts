import { type AppStore } from './store.ts';

/** A developer's own machine: a page that is kept there would hide what was built since. */
const OWN_MACHINE = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** True where the page at this address is to be kept in the browser. */
export const mayKeepPage = (address: string): boolean =>
  URL.canParse(address) && /^https?:$/.test(new URL(address).protocol) && !OWN_MACHINE.test(new URL(address).hostname);

/**
 * Has the browser keep the page, so that it opens without a network (scripts/lib/service-worker.js). A newer version that has been
 * fetched waits; the store is told how to go over to it. Where the browser keeps nothing, the page works as it does without.
 */
export async function keepPage(store: AppStore, { reload }: { readonly reload: () => void }): Promise<void> {
  if (!('serviceWorker' in navigator) || !mayKeepPage(document.baseURI)) return;
  const workers = navigator.serviceWorker;
  const registration = await workers.register('./sw.js').catch(() => undefined);
  if (registration === undefined) return;
  const offer = (newer: ServiceWorker): void => {
    // The first version of all takes the place of none.
    if (workers.controller === null) return;
    const goOver = (): void => {
      workers.addEventListener('controllerchange', reload, { once: true });
      newer.postMessage('take-over');
    };
    store.setState({ newerPage: goOver });
  };
  const watch = (): void => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => installing.state === 'installed' && offer(installing));
  };
  if (registration.waiting !== null) offer(registration.waiting);
  watch();
  registration.addEventListener('updatefound', watch);
}
