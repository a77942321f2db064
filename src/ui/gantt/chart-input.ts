import { type CssPx } from '../../base/brand.ts';
import { type AppState } from '../../app/app-state.ts';
import { selectDrawnBeside } from '../../app/beside-chart.ts';
import { asWords } from '../../base/say.ts';
import { CLASS_ROWS, selectAligned, selectNameTints } from '../../app/chart-selectors.ts';
import { selectInstants } from '../../app/instants.ts';
import { selectChart, selectWindow } from '../../app/selectors.ts';
import { type GanttInput } from '../../layout/gantt.ts';
import { type Translate } from '../../words/translator.ts';
import { type Size } from '../../layout/scene.ts';

/** What the classes of the ledger are called in the reader's language. */
export const classNames = (t: Translate): readonly string[] => CLASS_ROWS.map(({ label }) => t(asWords(label)));

/** What the layout needs of the state, for a viewport; undefined while no trace is open. */
export function chartInput(
  state: AppState,
  size: Size,
  scrollTop: CssPx,
  pixelRatio: number,
  classes: readonly string[],
): GanttInput | undefined {
  if (state.session.phase !== 'ready') return undefined;
  const { timeline } = state.session.opened;
  const chart = selectChart(state);
  const beside = selectDrawnBeside(state);
  return {
    lanes: chart.lanes,
    predicted: chart.predicted,
    twinNames: beside && {
      strings: beside.other.timeline.strings,
      names: beside.other.timeline.events.name,
      ids: beside.nameIds,
    },
    strings: timeline.strings,
    names: timeline.events.name,
    classNames: classes,
    steps: timeline.steps,
    rank: state.view.rank,
    window: selectWindow(state),
    size,
    scrollTop,
    hidden: chart.hidden,
    folded: chart.folded,
    pinned: chart.pinned,
    aligned: selectAligned(state),
    nameTints: selectNameTints(state),
    instants: selectInstants(state),
    flags: state.view.flags,
    timeUnit: state.view.timeUnit,
    pixelRatio,
  };
}
