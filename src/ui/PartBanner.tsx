import { Button } from 'react-aria-components';
import { formatCount, formatPercent } from '../base/format.ts';
import { describePart } from '../app/describe-opened.ts';
import { type LoadedPart } from '../model/loaded-part.ts';
import { useActions } from './use-app.ts';

const TEXT = {
  loaded: (part: LoadedPart): string =>
    `Only ${describePart(part)} ${part.events.count === 1 ? 'is' : 'are'} loaded: ${formatCount(part.events.loaded)} of ${formatCount(part.events.count)} events (${formatPercent(part.events.loaded / Math.max(1, part.events.count))}).`,
  all: 'Load all',
  other: 'Choose others…',
};

/** Says above everything else that the page speaks of a part, and leads to the rest. */
export function PartBanner({ part }: { readonly part: LoadedPart }) {
  const { loadPart, chooseSteps } = useActions();
  return (
    <div className="wide notices" role="status">
      <div className="notice part-banner">
        <span>{TEXT.loaded(part)}</span>
        <span className="row">
          <Button className="button small" onPress={chooseSteps}>
            {TEXT.other}
          </Button>
          <Button className="button small" onPress={() => loadPart(undefined)}>
            {TEXT.all}
          </Button>
        </span>
      </div>
    </div>
  );
}
