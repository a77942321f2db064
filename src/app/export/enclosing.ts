import { micros } from '../../base/brand.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import { say } from '../../base/say.ts';
import { type ExcerptChoice } from '../../engine/excerpt.ts';
import { type Timeline } from '../../model/timeline.ts';
import { enclose, type About } from '../../view/enclosed-page.ts';
import { type Scenario } from '../../replay/scenario.ts';
import { INITIAL_VIEW } from '../../view/fields.ts';
import { encodeLink } from '../../view/link.ts';
import { type ViewState } from '../../view/view-state.ts';
import { type AppState } from '../app-state.ts';
import { type ReadySession } from '../session.ts';
import { fetchViewerPage } from './viewer-page.ts';

/** What of the open run goes into a page. */
export interface EnclosingChoice {
  /** undefined: all that is open. */
  readonly window: ExcerptChoice['window'] | undefined;
  readonly hideNames: boolean;
  readonly dropArguments: boolean;
}

/** The open run, or a part of it, in one HTML page that shows this view. Fails as packing does, which the signal gives up, or where the empty page is not to be had. */
export async function buildPage(
  { view, session, actions }: Pick<AppState, 'view' | 'actions'> & { readonly session: ReadySession },
  choice: EnclosingChoice,
  about: Omit<About, 'hash'>,
  pageAddress: string,
  signal?: AbortSignal,
): Promise<Result<Blob>> {
  const viewer = await fetchViewerPage(pageAddress, signal);
  if (!viewer.ok) return viewer;
  const { timeline } = session.opened;
  const excerpt = excerptChoice(session, choice);
  const packed = await actions.pack(excerpt, signal);
  if (!packed.ok) return packed;
  const { files, startUs } = packed.value;
  const inside = excerpt === undefined ? view : viewInside(view, timeline, excerpt, startUs);
  // A second run that is held against this one stays behind.
  const hash = encodeLink({ ...inside, comparing: INITIAL_VIEW.comparing, source: { kind: 'enclosed' } });
  const parts = await enclose(viewer.value, { about: { ...about, hash }, files });
  if (parts === undefined)
    return fail({
      code: 'internal',
      userMessage: say`The page that holds a trace is not of this version: load this page anew.`,
    });
  return ok(new Blob([...parts], { type: 'text/html' }));
}

/** undefined: the files as they are. A run of which only a part was loaded is cut to that part. */
function excerptChoice({ opened, load }: ReadySession, choice: EnclosingChoice): ExcerptChoice | undefined {
  const { window, hideNames, dropArguments } = choice;
  if (window === undefined && !hideNames && !dropArguments && load === undefined) return undefined;
  const { timeline } = opened;
  const ranks = timeline.ranks.map((_, rank) => rank);
  return { window: window ?? timeline.window, ranks, hideNames, dropArguments: dropArguments || hideNames };
}

/** The view as it has to be said of an excerpt: its own times, its own steps, and nothing that the excerpt says by itself. */
export function viewInside(view: ViewState, timeline: Timeline, choice: ExcerptChoice, startUs: number): ViewState {
  const moved = (us: number) => micros(us - startUs);
  const { start, end } = choice.window;
  const inside = (span: ViewState['window']): ViewState['window'] =>
    span === undefined || span.end <= start || span.start >= end
      ? undefined
      : { start: moved(Math.max(span.start, start)), end: moved(Math.min(span.end, end)) };
  const { selection } = view;
  const isSelected = selection !== undefined && selection.start >= start && selection.start < end;
  return {
    ...view,
    window: inside(view.window),
    range: inside(view.range),
    steps: stepsInside(view, timeline, choice),
    flags: view.flags.flatMap((flag) => (flag.at >= start && flag.at <= end ? { ...flag, at: moved(flag.at) } : [])),
    selection: isSelected ? { ...selection, start: moved(selection.start) } : undefined,
    stepPattern: undefined,
    rankNumbers: [],
    load: undefined,
    ...(choice.hideNames && { search: '', onlyMatches: false, patterns: [], scenario: withoutNames(view.scenario) }),
  };
}

/** What names of the run a scenario holds is left out. */
const withoutNames = ({ levers, ranks, known }: Scenario): Scenario => ({
  levers,
  ...(ranks !== undefined && { ranks }),
  ...(known !== undefined && { known }),
});

/** Positions among the steps that the excerpt holds whole. */
function stepsInside({ steps, rank }: ViewState, timeline: Timeline, { window }: ExcerptChoice): ViewState['steps'] {
  const own = timeline.ranks[rank];
  if (steps === undefined || own === undefined) return undefined;
  const kept = timeline.steps
    .slice(own.firstStep, own.lastStep)
    .flatMap((step, place) => (step.start >= window.start && step.end <= window.end ? [place] : []));
  const places = kept.flatMap((place, now) => (place >= steps.first && place <= steps.last ? [now] : []));
  const [first, last] = [places[0], places.at(-1)];
  return first === undefined || last === undefined ? undefined : { first, last };
}
