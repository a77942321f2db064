import { Button, Input, SearchField } from 'react-aria-components';
import { selectAndReveal } from '../../app/move.ts';
import { nextMatch, selectMatches } from '../../app/search.ts';
import { formatCount, formatMicros } from '../../base/format.ts';
import { useActions, useApp, useAppStore } from '../use-app.ts';
import { useWords } from '../use-words.tsx';

/** Finds events by name: Enter goes to the next match, Shift+Enter to the one before. */
export function SearchBox() {
  const t = useWords();
  const store = useAppStore();
  const { changeView } = useActions();
  const text = useApp((state) => state.view.search);
  const matches = useApp(selectMatches);
  const go = (direction: 1 | -1) => selectAndReveal(store, nextMatch(store.getState(), direction));
  return (
    <SearchField
      className="search"
      data-search=""
      aria-label={t`Find events by name`}
      value={text}
      onChange={(search) => changeView({ search }, 'replace')}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        go(event.shiftKey ? -1 : 1);
      }}
    >
      <Input placeholder={t`Find ( / )`} />
      {text !== '' && (
        <>
          <span className="note" role="status">
            {matches.events.length === 0
              ? t`none`
              : `${formatCount(matches.events.length)} · ${formatMicros(matches.totalUs)}`}
          </span>
          <Button className="button quiet" slot={null} aria-label={t`Previous match`} onPress={() => go(-1)}>
            ‹
          </Button>
          <Button className="button quiet" slot={null} aria-label={t`Next match`} onPress={() => go(1)}>
            ›
          </Button>
        </>
      )}
    </SearchField>
  );
}
