import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { type AppActions, type AppState } from '../app/app-state.ts';
import { type AppStore } from '../app/store.ts';

const StoreContext = createContext<AppStore | undefined>(undefined);
export const StoreProvider = StoreContext.Provider;

export function useAppStore(): AppStore {
  const store = useContext(StoreContext);
  if (store === undefined) throw new Error('no store above this component');
  return store;
}

/** Reads a slice of the state and renders again when it changes; give it selectors that remember their answer. */
export function useApp<T>(selector: (state: AppState) => T): T {
  return useStore(useAppStore(), selector);
}

export function useActions(): AppActions {
  return useApp((state) => state.actions);
}
