import { at, item } from '../base/at.ts';
import { micros } from '../base/brand.ts';
import { asWords, type Said, say, type Words } from '../base/say.ts';
import { type OpenedTrace } from '../engine/protocol.ts';
import { CLASSES, type ClassKey } from '../ledger/classes.ts';
import { type Timeline } from '../model/timeline.ts';
import { type Explanation } from '../ledger/piece-at.ts';
import { type Selection } from '../view/view-state.ts';
import { type TimeWindow } from '../view/zoom.ts';
import { type AppState } from './app-state.ts';
import { collectiveOf, type CollectiveFacts } from './collective-facts.ts';
import { type Mark } from './find-mark.ts';
import { nameOfInstant, selectInstant } from './instants.ts';
import { laneWords } from './lane-words.ts';
import { memo } from './memo.ts';
import { neighbour, nextPiece } from './navigate.ts';
import { selectExplanation, selectMark, selectOpened, selectSelectedTimes } from './selectors.ts';

/** An event that an explanation rests on. */
export interface EventLink {
  readonly role: Said;
  /** Index into `Timeline.events`. */
  readonly event: number;
  readonly name: Words;
}

/** What the details panel says about the selection. Names are as they stand in the trace. */
export interface SelectionFacts {
  readonly title: Words;
  readonly lane: Words;
  readonly step: string | undefined;
  readonly window: TimeWindow;
  readonly durationUs: number;
  readonly class: { readonly key: ClassKey; readonly label: string } | undefined;
  /** The part of the class, with what it means. */
  readonly part: { readonly label: string; readonly meaning: string } | undefined;
  /** What the other ranks tell of the collective it is, or rests on. */
  readonly collective: CollectiveFacts | undefined;
  readonly why: Words;
  readonly links: readonly EventLink[];
  /** True for a piece of the ledger lane. */
  readonly isPiece: boolean;
}

/** The lane, with its rank where there are several, and the step that holds the time. */
const whereOf = (
  { ranks, steps }: Timeline,
  { label, rank }: Pick<Mark['lane'], 'label' | 'rank'>,
  time: number,
): Pick<SelectionFacts, 'lane' | 'step'> => ({
  lane: ranks.length > 1 ? say`${laneWords(label)}, ${ranks[rank]?.label ?? ''}` : laneWords(label),
  step: steps.find((step) => step.rank === rank && step.start <= time && time < step.end)?.name,
});

const build = memo(
  (opened: OpenedTrace, mark: Mark, window: TimeWindow, explanation: Explanation | undefined): SelectionFacts => {
    const { timeline } = opened;
    const nameOf = (event: number): Words => {
      const name = item(timeline.strings, at(timeline.events.name, event));
      return name.trim() === '' ? say`(no name)` : name;
    };
    const row = explanation?.class === undefined ? undefined : CLASSES.find((one) => one.key === explanation.class);
    const link = (role: Said, event: number | undefined): readonly EventLink[] =>
      event === undefined ? [] : [{ role, event, name: nameOf(event) }];
    const links = [
      ...link(say`Rests on`, explanation?.cause),
      ...link(say`Next device work`, explanation?.next),
      ...link(say`Launched by`, explanation?.launcher),
    ];
    const collective = collectiveOf(opened, mark.kind === 'event' ? mark.ref : (explanation?.cause ?? -1));
    links.push(...(collective?.peers ?? []).flatMap(({ role, event }) => link(role, event)));
    return {
      title:
        mark.kind === 'piece' ? (row === undefined ? say`Piece of the ledger` : asWords(row.label)) : nameOf(mark.ref),
      ...whereOf(timeline, mark.lane, window.start),
      window,
      durationUs: window.end - window.start,
      class: row === undefined ? undefined : { key: row.key, label: row.label },
      part: explanation?.part,
      collective,
      why: explanation?.sentence ?? '',
      links,
      isPiece: mark.kind === 'piece',
    };
  },
);

/** What happened at one moment has no class, and nothing rests on it. */
const ofInstant = memo((opened: OpenedTrace, index: number): SelectionFacts | undefined => {
  const { instants, lanes } = opened.timeline;
  if (instants === undefined) return undefined;
  const lane = item(lanes, at(instants.lane, index));
  const time = micros(at(instants.time, index));
  return {
    title: nameOfInstant(opened.timeline, index),
    ...whereOf(opened.timeline, lane, time),
    window: { start: time, end: time },
    durationUs: 0,
    class: undefined,
    part: undefined,
    collective: undefined,
    why: say`An instant: it happens at one moment and takes no time, so it has no class.`,
    links: [],
    isPiece: false,
  };
});

/** undefined where nothing is selected. */
export function describeSelection(state: AppState): SelectionFacts | undefined {
  const opened = selectOpened(state);
  const instant = selectInstant(state);
  if (opened !== undefined && instant !== undefined) return ofInstant(opened, instant);
  const mark = selectMark(state);
  const window = selectSelectedTimes(state);
  if (opened === undefined || mark === undefined || window === undefined) return undefined;
  return build(opened, mark, window, selectExplanation(state));
}

/** The next or previous of the kind of what is selected: of its class on a ledger lane, else in its lane. */
export function nextAlike(state: AppState, direction: 1 | -1): Selection | undefined {
  const facts = describeSelection(state);
  if (facts === undefined) return undefined;
  return facts.isPiece && facts.class !== undefined
    ? nextPiece(state, facts.class.key, direction)
    : neighbour(state, direction);
}
