import { type AppStore } from '../../src/app/store.ts';
import { type AppState } from '../../src/app/app-state.ts';
import { type NamedBlob } from '../../src/app/sources.ts';
import { micros } from '../../src/base/brand.ts';
import { offline } from '../../src/ingest/failures.ts';
import { EXAMPLE_JOBS } from '../../src/synth/example-jobs.ts';
import { writeKineto } from '../../src/synth/kineto.ts';
import { simulate } from '../../src/synth/simulate.ts';
import { textsOf } from '../../src/test/timeline-of.ts';

/** A state of the page: what it shows, and how to bring it about with made-up traces. */
export interface GalleryState {
  readonly id: string;
  readonly shows: string;
  readonly show: (store: AppStore) => void;
}

const file = (name: string, text: string): NamedBlob => ({ name, blob: new Blob([text]) });
const files = (drawing: string): NamedBlob[] => textsOf(drawing).map(({ name, text }) => file(name, text));
const opening = (make: () => readonly NamedBlob[]) => (store: AppStore) => store.getState().actions.openFiles(make());

/** Does something once, as soon as the page has come so far. */
function once(store: AppStore, isSoFar: (state: AppState) => boolean, act: (state: AppState) => void): void {
  const stop = store.subscribe((state) => {
    if (!isSoFar(state)) return;
    stop();
    act(state);
  });
}
const isOpen = ({ session }: AppState): boolean => session.phase === 'ready' && session.reading === undefined;
const isPrepared = ({ session }: AppState): boolean => session.phase === 'ready' && session.replay !== undefined;
const withoutLoading = (store: AppStore): void => {
  opening(() => files(ONE_RANK))(store);
  once(store, isPrepared, ({ actions }) => actions.setLever('data', Infinity, { commit: true }));
};

const [EXAMPLE] = EXAMPLE_JOBS;
const exampleText = (): string => {
  if (EXAMPLE === undefined) throw new Error('there is no example');
  return writeKineto(simulate(EXAMPLE.job), 0);
};

const ONE_RANK = `
  r0 step    |.........|.........|.........
  r0 main    DDDL......DDDL......DDDL......
  r0 stream7 .....KKKKk.....KKKKk.....KKKKk
`;

/** The same with less loading and a longer last kernel. */
const FASTER = `
  r0 step    |........|........|........
  r0 main    DL.......DL.......DL.......
  r0 stream7 ..KKKKkk...KKKKkk...KKKKkk.
`;

const CPU_ONLY = `
  r0 step    |.........|.........|.........
  r0 main    DDDOOOOOH.DDDOOOOOH.DDDOOOOOH.
`;

/** As many ranks, all alike but for one whose loader is slow. */
const manyRanks = (count: number): string =>
  Array.from({ length: count }, (_, rank) => {
    const slow = rank === 7;
    return [
      `r${rank} step    |...........|...........`,
      `r${rank} main    ${slow ? 'DDDDL.......DDDDL.......' : 'DL..L.......DL..L.......'}`,
      `r${rank} stream7 ${slow ? '.....KKKNNNN.....KKKNNNN' : '..KKKNNNNNNN..KKKNNNNNNN'}`,
    ].join('\n');
  }).join('\n');

/** Every state that a visitor can meet. */
export const STATES: readonly GalleryState[] = [
  { id: 'first', shows: 'no trace yet', show: () => undefined },
  {
    id: 'loading',
    shows: 'a large file on its way in',
    show: (store) =>
      store.setState({
        session: {
          phase: 'loading',
          names: ['resnet50-rank0.pt.trace.json.gz'],
          progress: { phase: 'reading', bytesRead: 412_000_000, bytesTotal: 1_030_000_000, events: 1_734_000 },
          wanted: undefined,
          load: undefined,
          previous: undefined,
        },
      }),
  },
  { id: 'one-rank', shows: 'one rank, a few steps', show: opening(() => files(ONE_RANK)) },
  {
    id: 'synthetic-example',
    shows: 'a simulated run of full size',
    show: opening(() => [file('run.json', exampleText())]),
  },
  {
    id: 'lever',
    shows: 'a lever moved: measured over predicted',
    show: withoutLoading,
  },
  {
    id: 'did-it-work',
    shows: 'what a lever promised, and the run after the fix',
    show: (store) => {
      withoutLoading(store);
      once(
        store,
        ({ session }) => session.phase === 'ready' && session.replayed !== undefined,
        ({ actions }) => actions.compareWith(files(FASTER)),
      );
    },
  },
  {
    id: 'comparing',
    shows: 'two runs compared: one over the other',
    show: (store) => {
      opening(() => files(ONE_RANK))(store);
      once(store, isOpen, ({ actions }) => actions.compareWith(files(FASTER)));
    },
  },
  {
    id: 'one-step',
    shows: 'one step',
    show: opening(() => files(ONE_RANK.replaceAll(/(\s)\.?\|?(.{10}).{20}$/gm, '$1$2'))),
  },
  { id: 'no-device', shows: 'a run on CPUs only', show: opening(() => files(CPU_ONLY)) },
  {
    id: 'damaged',
    shows: 'a file cut in the middle',
    show: opening(() => [file('cut.json', exampleText().slice(0, 700_000))]),
  },
  {
    id: 'tiny',
    shows: 'three events',
    show: opening(() => [
      file(
        'tiny.json',
        JSON.stringify([
          { ph: 'X', name: 'load', cat: 'io', pid: 1, tid: 1, ts: 0, dur: 40 },
          { ph: 'X', name: 'compute', cat: 'work', pid: 1, tid: 1, ts: 50, dur: 100 },
          { ph: 'X', name: 'save', cat: 'io', pid: 1, tid: 2, ts: 160, dur: 20 },
        ]),
      ),
    ]),
  },
  { id: 'eight-ranks', shows: 'eight ranks, one late', show: opening(() => files(manyRanks(8))) },
  {
    id: 'arrows',
    shows: 'the arrows between a launch and its work, and between ranks',
    show: (store) => {
      opening(() => files(manyRanks(8)))(store);
      once(store, isOpen, ({ actions }) => actions.changeView({ arrows: ['launch', 'collective'] }, 'push'));
    },
  },
  { id: 'many-ranks', shows: '512 ranks, folded by likeness', show: opening(() => files(manyRanks(512))) },
  { id: 'failed', shows: 'a file that is no timeline', show: opening(() => [file('notes.json', '{"hello": 1}')]) },
  {
    id: 'offline',
    shows: 'an address, and no network',
    show: (store) =>
      store.setState({
        session: {
          phase: 'failed',
          failure: offline('https://example.org/trace.json.gz'),
          names: ['trace.json.gz'],
          previous: undefined,
        },
      }),
  },
  {
    id: 'file-elsewhere',
    shows: 'a link to a file that is not here',
    show: (store) =>
      store.setState({
        session: {
          phase: 'awaiting-file',
          files: [{ name: 'resnet50-rank0.pt.trace.json.gz', bytes: 41_200_000, fingerprint: '0123456789abcdef' }],
          answer: undefined,
        },
      }),
  },
  {
    id: 'empty-selection',
    shows: 'a range in which nothing happens, and a search that finds nothing',
    show: (store) => {
      opening(() => files(ONE_RANK))(store);
      once(store, isPrepared, ({ actions }) => {
        const range = { start: micros(4100), end: micros(4900) };
        actions.changeView({ search: 'no such name', range }, 'push');
      });
    },
  },
  {
    id: 'no-answer',
    shows: 'an address that does not answer',
    show: (store) => store.getState().actions.openUrl(['http://127.0.0.1:9/trace.json']),
  },
  {
    id: 'choose-steps',
    shows: 'a run too large: its steps to choose from',
    show: (store) => {
      opening(() => files(ONE_RANK))(store);
      once(store, isOpen, ({ actions }) => actions.chooseSteps());
    },
  },
];
