import { describe, expect, it } from 'vitest';
import { at, u16 } from '../base/at.ts';
import { nextTask } from '../base/next-task.ts';
import { EXAMPLE_JOBS } from '../synth/example-jobs.ts';
import { writeKineto } from '../synth/kineto.ts';
import { simulate } from '../synth/simulate.ts';
import { engineBeside } from '../test/engine-beside.ts';
import { blockedPrefs } from '../test/fake-engine.ts';
import { createEngineClient, type EngineClient } from './engine-client.ts';
import { type Session } from './session.ts';
import { createAppStore, type AppStore } from './store.ts';

const fileOf = (index: number) => ({
  name: `run${index}.json`,
  blob: new Blob([writeKineto(simulate({ ...EXAMPLE_JOBS[index]!.job, steps: 3 }), 0)]),
});
const [runA, runB] = [fileOf(0), fileOf(1)];

interface Page {
  readonly store: AppStore;
  readonly client: EngineClient;
  /** Called at each message of the engine, and at each pause before a trace is shown, with what it is. */
  moment: (what: string) => void;
}

function startPage(): Page {
  const page: { moment: Page['moment'] } = { moment: () => undefined };
  const client = createEngineClient(() =>
    engineBeside((reply) => page.moment(reply.kind === 'progress' ? reply.phase : reply.kind)),
  );
  const pause = async (): Promise<void> => {
    page.moment('pause');
    await nextTask();
  };
  const address = (): string => 'https://page.example/';
  const store = createAppStore({
    engine: client,
    prefs: blockedPrefs(),
    page: { address, go: undefined, copy: async () => true, pause },
  });
  return Object.assign(page, { store, client });
}

const isOpening = (session: Session): boolean =>
  session.phase === 'loading' || (session.phase === 'ready' && session.reading !== undefined);

/** Until the page is at rest with a trace whose replay is prepared. */
async function settled({ getState, subscribe }: AppStore): Promise<void> {
  const isSettled = (): boolean => {
    const { session } = getState();
    return session.phase === 'ready' && session.replay !== undefined && !session.accounting;
  };
  if (isSettled()) return;
  await new Promise<void>((resolve) => {
    const stop = subscribe(() => {
      if (!isSettled()) return;
      stop();
      resolve();
    });
  });
}

/** What the engine tells of the run that the page shows. */
async function tellOf({ store, client }: Page): Promise<unknown> {
  await settled(store);
  const { session } = store.getState();
  if (session.phase !== 'ready') return session.phase;
  const { files, events } = session.opened.timeline;
  const [file, offset] = [u16(events.file, 20), at(events.offset, 20)];
  const text = await client.readEvent(file, offset, 200).done;
  const replayed = await client.replay({ levers: { data: 2 } }).done;
  return [files[0]?.name, text, replayed.ok ? replayed.value.prediction : replayed];
}

/** How often a run is opened for a message to be met: progress is told every so many milliseconds, and not of each phase. */
const MOST_TRIES = 20;

describe('opening another run and cancelling', () => {
  it.each(['reading', 'building', 'ledger', 'opened', 'pause'])(
    'leaves the run that is shown with the engine, cancelled at: %s',
    async (wanted) => {
      const page = startPage();
      const { actions } = page.store.getState();
      let before: unknown;
      let isCancelled = false;
      for (let turn = 0; turn < MOST_TRIES && !isCancelled; turn++) {
        actions.openFiles([runA]);
        before = await tellOf(page);
        page.moment = (what) => {
          if (what !== wanted || !isOpening(page.store.getState().session) || isCancelled) return;
          isCancelled = true;
          if (what === 'pause') actions.cancel();
          else setTimeout(() => actions.cancel());
        };
        actions.openFiles([runB]);
        expect(page.store.getState().session.phase).toBe('loading');
        await settled(page.store);
        page.moment = () => undefined;
      }
      expect(isCancelled).toBe(true);
      expect(await tellOf(page)).toEqual(before);
    },
  );

  it('shows the other run where nobody cancels', async () => {
    const page = startPage();
    const { actions } = page.store.getState();
    actions.openFiles([runA]);
    const before = await tellOf(page);
    actions.openFiles([runB]);
    await settled(page.store);
    expect(await tellOf(page)).not.toEqual(before);
  });
});
