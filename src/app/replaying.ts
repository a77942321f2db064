import { type StoreApi } from 'zustand/vanilla';
import { callCollector } from '../base/give-back.ts';
import { type ReplayedTrace, type ReplayReady } from '../engine/protocol.ts';
import { type Result } from '../base/result.ts';
import { type Scenario } from '../replay/scenario.ts';
import { isUnchanged, sameGiven } from '../view/scenario-field.ts';
import { type AppState } from './app-state.ts';
import { type EngineClient } from './engine-client.ts';
import { latestWins } from './latest-wins.ts';

export interface Replaying {
  /** Asks for a prediction of the levers in view. */
  readonly follow: () => void;
  /** The same for a trace that was just opened or is shown again: answers about the one before are dropped. */
  readonly restart: () => void;
}

/**
 * Gets the open trace ready for replays, then keeps the prediction in step with the levers: one replay at a time, the
 * latest levers win.
 */
export function createReplaying(
  store: Pick<StoreApi<AppState>, 'getState' | 'setState'>,
  engine: EngineClient,
  drawn?: () => Promise<void>,
): Replaying {
  const replays = latestWins<Scenario, Result<ReplayedTrace>>(
    (scenario) => engine.replay(scenario).done,
    (result, newest) => {
      const { session, notices } = store.getState();
      if (session.phase !== 'ready') return;
      if (result.ok) {
        store.setState({ session: { ...session, replayed: result.value, replaying: !newest } });
      } else if (newest) {
        const failed = { kind: 'replay-failed', text: result.failure.userMessage } as const;
        store.setState({
          session: { ...session, replayed: undefined, replaying: false },
          notices:
            result.failure.code === 'cancelled'
              ? notices
              : [...notices.filter(({ kind }) => kind !== failed.kind), failed],
        });
      }
    },
  );

  const prepare = async (): Promise<void> => {
    const { session: asked } = store.getState();
    if (asked.phase !== 'ready' || asked.replay !== undefined) return;
    if (drawn !== undefined) {
      await drawn();
      const { session } = store.getState();
      if (session.phase !== 'ready' || session.opened !== asked.opened || session.replay !== undefined) return;
    }
    const ready = await engine.prepare().done;
    const { session, notices } = store.getState();
    if (session.phase !== 'ready' || session.opened !== asked.opened) return;
    if (ready.ok) {
      store.setState({ session: { ...session, replay: ready.value } });
      void tell(store.getState().view.scenario);
      // Nothing is waited for any more.
      callCollector();
    } else if (ready.failure.code !== 'cancelled') {
      store.setState({ notices: [...notices, { kind: 'replay-failed', text: ready.failure.userMessage }] });
    }
  };

  let told: { readonly of: ReplayReady['gate']; readonly scenario: Scenario } | undefined;
  /** What the user tells of the run changes which levers are on: then they are asked for anew. */
  const tell = async (scenario: Scenario): Promise<void> => {
    const { session: asked } = store.getState();
    if (asked.phase !== 'ready' || asked.replay === undefined) return;
    const { gate } = asked.replay;
    if (sameGiven(told?.of === gate ? told.scenario : { levers: {} }, scenario)) return;
    told = { of: gate, scenario };
    const levers = await engine.levers(scenario).done;
    const { session } = store.getState();
    if (!levers.ok || session.phase !== 'ready' || session.replay?.gate !== gate) return;
    store.setState({ session: { ...session, replay: { ...session.replay, levers: levers.value } } });
  };

  const follow = (): void => {
    const { session, view } = store.getState();
    if (session.phase !== 'ready' || session.reading !== undefined) return replays.drop();
    void tell(view.scenario);
    if (isUnchanged(view.scenario)) {
      replays.drop();
      if (session.replayed !== undefined || session.replaying) {
        store.setState({ session: { ...session, replayed: undefined, replaying: false } });
      }
      return;
    }
    if (!session.replaying) store.setState({ session: { ...session, replaying: true } });
    replays.ask(view.scenario);
  };

  return {
    follow,
    restart: () => {
      replays.drop();
      void prepare();
      follow();
    },
  };
}
