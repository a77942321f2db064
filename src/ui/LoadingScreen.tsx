import { Button, ProgressBar } from 'react-aria-components';
import { formatBytes, formatCount } from '../base/format.ts';
import { type LoadingSession } from '../app/session.ts';
import { useActions } from './use-app.ts';

const PHASES = {
  reading: 'Reading',
  building: 'Ordering events',
  ledger: 'Accounting for every microsecond',
  replay: 'Preparing the what-if replay',
};

/** Progress in bytes and events, and a Cancel that works at once. */
export function LoadingScreen({ session }: { readonly session: LoadingSession }) {
  const { cancel } = useActions();
  const { progress } = session;
  const share = progress.bytesTotal > 0 ? Math.min(1, progress.bytesRead / progress.bytesTotal) : 0;
  return (
    <main className="centred">
      <section className="panel card stack" aria-live="polite">
        <h1 className="card-title">
          {session.names.length === 1 ? session.names[0] : `${session.names.length} files`}
        </h1>
        <ProgressBar
          value={share * 100}
          aria-label="Reading the trace"
          valueLabel={`${Math.round(share * 100)} %`}
          className="progress"
        >
          <div className="progress-track">
            <div className="progress-fill" style={{ width: `${share * 100}%` }} />
          </div>
        </ProgressBar>
        <p>
          {PHASES[progress.phase]}
          {progress.bytesTotal > 0 &&
            ` · ${formatBytes(progress.bytesRead)} of ${formatBytes(progress.bytesTotal)} · ${formatCount(progress.events)} events`}
        </p>
        <div className="row end">
          <Button className="button" onPress={cancel} autoFocus>
            Cancel
          </Button>
        </div>
      </section>
    </main>
  );
}
