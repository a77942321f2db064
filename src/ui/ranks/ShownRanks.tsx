import { Button } from 'react-aria-components';
import { rowLabel } from '../../app/finding-selectors.ts';
import { selectOpened } from '../../app/selectors.ts';
import { ranksShown } from '../../app/shown-ranks.ts';
import { useActions, useApp } from '../use-app.ts';

const TEXT = {
  some: (ranks: string, all: number): string => `Ranks ${ranks} of ${all}`,
  all: 'Show all ranks',
};

/** Which ranks the timeline draws, where it does not draw all, and the way to all of them. */
export function ShownRanks() {
  const { changeView } = useActions();
  const opened = useApp(selectOpened);
  const shown = useApp((state) => ranksShown(selectOpened(state), state.view.rank, state.view.shownRanks));
  if (opened === undefined || shown === undefined) return null;
  return (
    <span className="row">
      <span className="note">{TEXT.some(rowLabel(opened, shown), opened.timeline.ranks.length)}</span>
      <Button className="button quiet" onPress={() => changeView({ shownRanks: 'all' }, 'push')}>
        {TEXT.all}
      </Button>
    </span>
  );
}
