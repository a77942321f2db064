import { Button } from 'react-aria-components';
import { type Said, say } from '../base/say.ts';
import { formatCount, formatPercent } from '../base/format.ts';
import { describePart } from '../app/describe-opened.ts';
import { type LoadedPart } from '../model/timeline.ts';
import { useActions } from './use-app.ts';
import { useWords } from './use-words.tsx';

const TEXT = {
  loaded: (part: LoadedPart): Said => {
    const what = describePart(part);
    const loaded = formatCount(part.events.loaded);
    const count = formatCount(part.events.count);
    const share = formatPercent(part.events.loaded / Math.max(1, part.events.count));
    return part.events.count === 1
      ? say`Only ${what} is loaded: ${loaded} of ${count} events (${share}).`
      : say`Only ${what} are loaded: ${loaded} of ${count} events (${share}).`;
  },
};

/** Says above everything else that the page speaks of a part, and leads to the rest. */
export function PartBanner({ part }: { readonly part: LoadedPart }) {
  const t = useWords();
  const { loadPart, chooseSteps } = useActions();
  return (
    <div className="notices" role="status">
      <div className="notice part-banner">
        <span>{t(TEXT.loaded(part))}</span>
        <span className="row">
          <Button className="button small" onPress={chooseSteps}>
            {t`Choose others…`}
          </Button>
          <Button className="button small" onPress={() => loadPart(undefined)}>
            {t`Load all`}
          </Button>
        </span>
      </div>
    </div>
  );
}
