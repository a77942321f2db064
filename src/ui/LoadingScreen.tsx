import { Button, ProgressBar } from 'react-aria-components';
import { formatBytes, formatCount, formatPercent } from '../base/format.ts';
import { say } from '../base/say.ts';
import { isHuge } from '../app/huge.ts';
import { type LoadingSession } from '../app/session.ts';
import { useActions } from './use-app.ts';
import { useWords } from './use-words.tsx';

const HUGE = {
  text: say`This trace is large. You can load only some of its steps or ranks instead.`,
  choose: say`Choose steps…`,
};

const PHASES = {
  listing: say`Listing the steps`,
  reading: say`Reading`,
  building: say`Ordering events`,
  ledger: say`Accounting for every microsecond`,
  replay: say`Preparing the what-if replay`,
};

/** Progress in bytes and events, and a Cancel that works at once. */
export function LoadingScreen({ session }: { readonly session: LoadingSession }) {
  const { cancel } = useActions();
  const t = useWords();
  const {
    progress,
    names: [only, ...more],
  } = session;
  const share = progress.bytesTotal > 0 ? Math.min(1, progress.bytesRead / progress.bytesTotal) : 0;
  return (
    <main className="centred">
      <section className="panel card stack">
        <h1 className="card-title">
          {t(only !== undefined && more.length === 0 ? only : say`${session.names.length} files`)}
        </h1>
        <ProgressBar
          value={share * 100}
          aria-label={t`Reading the trace`}
          valueLabel={t(formatPercent(share))}
          className="progress"
        >
          <div className="progress-track">
            <div className="progress-fill" style={{ width: `${share * 100}%` }} />
          </div>
        </ProgressBar>
        <p>
          <span role="status">{t(PHASES[progress.phase])}</span>
          {progress.bytesTotal > 0 &&
            t` · ${formatBytes(progress.bytesRead)} of ${formatBytes(progress.bytesTotal)} · ${formatCount(progress.events)} events`}
        </p>
        {isHuge(progress) && <HugeOffer />}
        <div className="row end">
          <Button className="button" onPress={cancel} autoFocus>
            {t`Cancel`}
          </Button>
        </div>
      </section>
    </main>
  );
}

function HugeOffer() {
  const t = useWords();
  const { chooseSteps } = useActions();
  return (
    <div className="huge-offer">
      <p>{t(HUGE.text)}</p>
      <Button className="button" onPress={chooseSteps}>
        {t(HUGE.choose)}
      </Button>
    </div>
  );
}
