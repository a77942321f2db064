import { Button } from 'react-aria-components';
import { selectBounds, selectWindow } from '../../app/selectors.ts';
import { selectZoomTrail } from '../../app/zoom-trail.ts';
import { formatMicros } from '../../base/format.ts';
import { spanUs } from '../../view/zoom.ts';
import { useActions, useApp } from '../use-app.ts';
import { useWords } from '../use-words.tsx';

/** The way one zoomed in: each crumb leads back out. Nothing while all is shown. */
export function ZoomTrail() {
  const t = useWords();
  const { changeView } = useActions();
  const trail = useApp(selectZoomTrail);
  const bounds = useApp(selectBounds);
  const window = useApp(selectWindow);
  const unit = useApp((state) => state.view.timeUnit);
  if (trail.length === 0) return null;
  return (
    <nav className="zoom-trail" aria-label={t`Zoomed in through`}>
      {trail.map((crumb) => {
        const span = formatMicros(spanUs(crumb), unit);
        const whole = crumb === bounds;
        return (
          <span key={`${crumb.start}-${crumb.end}`}>
            <Button
              className="button quiet"
              aria-label={t`Back out to ${span}`}
              onPress={() => changeView({ window: whole ? undefined : crumb }, 'push')}
            >
              {whole ? t`All` : span}
            </Button>
            <span aria-hidden="true">›</span>
          </span>
        );
      })}
      <span aria-current="true">{formatMicros(spanUs(window), unit)}</span>
    </nav>
  );
}
