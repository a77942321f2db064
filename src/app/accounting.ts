import { type StoreApi } from 'zustand/vanilla';
import { type OpenedTrace } from '../engine/protocol.ts';
import { type AppState } from './app-state.ts';
import { type EngineClient, type OpenCall } from './engine-client.ts';
import { accountFailed } from './notices.ts';
import { optionsOf, sameTold, type Told, toldOf } from './told.ts';

export interface Accounting {
  /** Has the open trace accounted with what the view tells now, where it was accounted with something else. */
  readonly follow: () => void;
  /** Drops what is under way: another trace comes. */
  readonly drop: () => void;
}

/** Keeps the open trace in step with what the user tells of it: the latest word wins, the page stays as it is meanwhile. */
export function createAccounting(
  store: Pick<StoreApi<AppState>, 'getState' | 'setState'>,
  engine: Pick<EngineClient, 'account'>,
  show: (opened: OpenedTrace, told: Told) => void,
): Accounting {
  let running: { readonly call: OpenCall; readonly told: Told } | undefined;

  const drop = (): void => {
    const { session } = store.getState();
    running?.call.cancel();
    running = undefined;
    if (session.phase === 'ready' && session.accounting) store.setState({ session: { ...session, accounting: false } });
  };

  const ask = async (told: Told): Promise<void> => {
    const call = engine.account(optionsOf(told) ?? {});
    running = { call, told };
    const result = await call.done;
    if (running?.call !== call) return;
    running = undefined;
    const { session, notices } = store.getState();
    if (session.phase !== 'ready') return call.cancel();
    if (result.ok) {
      call.accept();
      return show(result.value, told);
    }
    store.setState({
      session: { ...session, accounting: false },
      notices: [...notices.filter(({ kind }) => kind !== 'account-failed'), accountFailed(result.failure)],
    });
  };

  const follow = (): void => {
    const { session, view } = store.getState();
    if (session.phase !== 'ready' || session.reading !== undefined) return;
    const told = toldOf(view);
    if (running !== undefined && sameTold(running.told, told)) return;
    // What the engine holds may be the answer that is on its way: asked again, even to go back.
    if (running === undefined && sameTold(session.told, told)) return;
    running?.call.cancel();
    store.setState({ session: { ...session, accounting: true } });
    void ask(told);
  };

  return { follow, drop };
}
