import { selectWindow } from '../../app/selectors.ts';
import { formatInstant } from '../../base/format-instant.ts';
import { type TimeWindow } from '../../view/zoom.ts';
import { useApp } from '../use-app.ts';
import { useWords } from '../use-words.tsx';

/** From when to when the timeline and the marked range reach. A component of its own: it renders in every frame of a drag. */
export function WindowText() {
  const t = useWords();
  const window = useApp(selectWindow);
  const range = useApp((state) => state.view.range);
  const unit = useApp((state) => state.view.timeUnit);
  const instant = (us: number, { start, end }: TimeWindow): string => formatInstant(us, end - start, unit);
  return (
    <span className="window-text">
      {instant(window.start, window)} – {instant(window.end, window)}
      {range !== undefined && t` · marked ${instant(range.start, range)} – ${instant(range.end, range)}`}
    </span>
  );
}
