import { Button, ProgressBar } from 'react-aria-components';
import { formatBytes } from '../base/format.ts';
import { isHuge } from '../app/huge.ts';
import { type LoadingSession } from '../app/session.ts';
import { useActions, useApp } from './use-app.ts';
import { useWords } from './use-words.tsx';

/** Says above everything else that more of the file is being read, how far that is, and lets the user end it. */
export function ReadingBanner({ reading }: { readonly reading: LoadingSession }) {
  const { cancel, chooseSteps } = useActions();
  const t = useWords();
  const progress = useApp((state) => state.readingOn) ?? reading.progress;
  const share = progress.bytesTotal > 0 ? Math.min(1, progress.bytesRead / progress.bytesTotal) : 0;
  return (
    <div className="notices">
      <div className="notice part-banner">
        <span className="stack reading-banner">
          <span role="status">{t`Still reading: what is shown is the part of the file that was read so far.`}</span>
          <ProgressBar value={share * 100} aria-label={t`Reading the trace`} className="progress">
            <div className="progress-track">
              <div className="progress-fill" style={{ width: `${share * 100}%` }} />
            </div>
          </ProgressBar>
          <span>{t`${formatBytes(progress.bytesRead)} of ${formatBytes(progress.bytesTotal)}`}</span>
        </span>
        <span className="row">
          {isHuge(progress) && (
            <Button className="button small" onPress={chooseSteps}>
              {t`Choose steps…`}
            </Button>
          )}
          <Button className="button small" onPress={cancel}>
            {t`Cancel`}
          </Button>
        </span>
      </div>
    </div>
  );
}
