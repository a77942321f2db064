import { memo } from 'react';
import { Button, Disclosure, DisclosurePanel } from 'react-aria-components';
import { selectAndReveal } from '../app/move.ts';
import { selectFindings } from '../app/finding-selectors.ts';
import { asWords } from '../base/say.ts';
import { visibleText } from '../base/visible-text.ts';
import { formatMicros, formatPercent } from '../base/format.ts';
import { type Finding } from '../ledger/findings.ts';
import { hatchBackground } from './class-style.ts';
import { useApp, useAppStore } from './use-app.ts';
import { useWords } from './use-words.tsx';

/** What to fix first: findings ranked by gain, each with its evidence, advice and how sure it is. */
export const FindingsPanel = memo(function FindingsPanel() {
  const t = useWords();
  const findings = useApp(selectFindings);
  if (findings.length === 0) return null;
  return (
    <section className="panel what-to-fix" aria-labelledby="findings-title">
      <div className="panel-head">
        <h2 id="findings-title">{t`What to fix first`}</h2>
        <span className="note">{t`largest gain a step first; no two claim the same microsecond`}</span>
      </div>
      <ol className="findings">
        {findings.map((finding) => (
          <FindingRow key={finding.id} finding={finding} />
        ))}
      </ol>
    </section>
  );
});

function FindingRow({ finding }: { readonly finding: Finding }) {
  const t = useWords();
  const store = useAppStore();
  const gained = finding.gainFrom === 'replay' ? t`gain by replay` : t`exposed`;
  return (
    <li>
      <Disclosure className="finding">
        <Button slot="trigger" className="finding-head">
          <span className="swatch" style={{ background: hatchBackground(finding.class) }} />
          <span className="finding-sentence">{t(finding.sentence)}</span>
          <span className="finding-gain">
            {formatMicros(Math.max(0, finding.gainUs))} <span className="note">{gained}</span>
          </span>
        </Button>
        <DisclosurePanel>
          <div className="finding-body">
            <p>{t(finding.advice)}</p>
            <p className="note">
              {t`${formatMicros(finding.exposedUs)} exposed a step, ${formatPercent(finding.share)} of it. Confidence ${asWords(finding.confidence)}: ${finding.because}. To be surer, ${finding.raise}.`}
            </p>
            {finding.evidence.length > 0 && (
              <p>
                <span className="note">{t`Evidence: `}</span>
                {finding.evidence.map((event, index) => (
                  <button
                    type="button"
                    key={index}
                    className="event-link evidence"
                    onClick={() => selectAndReveal(store, { lane: event.lane, start: event.start })}
                  >
                    {visibleText(event.name)} ({formatMicros(event.durationUs)})
                  </button>
                ))}
              </p>
            )}
          </div>
        </DisclosurePanel>
      </Disclosure>
    </li>
  );
}
