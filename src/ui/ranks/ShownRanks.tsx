import { Button } from 'react-aria-components';
import { rowLabel } from '../../app/finding-selectors.ts';
import { selectOpened } from '../../app/selectors.ts';
import { ranksShown } from '../../app/shown-ranks.ts';
import { useActions, useApp } from '../use-app.ts';
import { useWords } from '../use-words.tsx';

/** Which ranks the timeline draws, where it does not draw all, and the way to all of them. */
export function ShownRanks() {
  const t = useWords();
  const { changeView } = useActions();
  const opened = useApp(selectOpened);
  const shown = useApp((state) => ranksShown(selectOpened(state), state.view.rank, state.view.shownRanks));
  if (opened === undefined || shown === undefined) return null;
  return (
    <span className="row">
      <span className="note">{t`Ranks ${rowLabel(opened, shown)} of ${opened.timeline.ranks.length}`}</span>
      <Button className="button quiet" onPress={() => changeView({ shownRanks: 'all' }, 'push')}>
        {t`Show all ranks`}
      </Button>
    </span>
  );
}
