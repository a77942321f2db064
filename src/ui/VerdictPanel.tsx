import { Disclosure, DisclosurePanel, Button, Heading } from 'react-aria-components';
import { say, type Said, sayAfter } from '../base/say.ts';
import { type Diagnostic } from '../base/failure.ts';
import { type CannotTell } from '../ledger/unknown.ts';
import { type Verdict, type VerdictId } from '../ledger/verdict.ts';
import { RunDialogButton } from './RunDialogButton.tsx';
import { useApp } from './use-app.ts';
import { SentenceGap, useWords } from './use-words.tsx';

const TEXT = {
  told: (count: number): Said => (count === 0 ? say`About this run…` : say`About this run (${count} told)…`),
  unknowns: (count: number): Said =>
    count === 1 ? say`This trace cannot tell you one thing` : say`This trace cannot tell you ${count} things`,
};

const HEADLINE: readonly VerdictId[] = ['step-time', 'compute', 'largest-stall'];
const BELOW: readonly VerdictId[] = [
  'part-loaded',
  'cut-short',
  'gain',
  'exposed-not-blocking',
  'input-bound',
  'left-out',
  'after-steps',
];

/** The answer in plain sentences, with what the trace cannot tell and what was odd in it one click away. */
export function VerdictPanel({
  verdict,
  diagnostics,
}: {
  readonly verdict: Verdict;
  readonly diagnostics: readonly Diagnostic[];
}) {
  const t = useWords();
  const said = (ids: readonly VerdictId[]) =>
    t(
      sayAfter(ids.flatMap((id) => verdict.sentences.filter((sentence) => sentence.id === id).map(({ text }) => text))),
    );
  return (
    <section className="verdict" aria-label={t`Verdict`}>
      <div>
        <h1>{said(HEADLINE)}</h1>
        <p className="verdict-more">{said(BELOW)}</p>
      </div>
      <div className="verdict-chips">
        {verdict.cannotTell.length > 0 && <Unknowns list={verdict.cannotTell} />}
        {diagnostics.length > 0 && <Odd list={diagnostics} />}
        <Told />
      </div>
    </section>
  );
}

/** What the user says of the run, and whether it is being taken into account. */
function Told() {
  const t = useWords();
  const accounting = useApp((state) => state.session.phase === 'ready' && state.session.accounting);
  const told = useApp(({ view }) => {
    const said = [view.stepPattern, view.gpusPerHost].filter((one) => one !== undefined).length;
    return said + view.patterns.length + (view.rankNumbers.length > 0 ? 1 : 0);
  });
  return (
    <>
      <RunDialogButton className="chip">{t(TEXT.told(told))}</RunDialogButton>
      <span role="status" className="note">
        {accounting ? t`Accounting anew…` : ''}
      </span>
    </>
  );
}

function Unknowns({ list }: { readonly list: readonly CannotTell[] }) {
  const t = useWords();
  return (
    <Disclosure className="disclosure">
      <Heading level={2}>
        <Button slot="trigger" className="chip">
          {t(TEXT.unknowns(list.length))}
        </Button>
      </Heading>
      <DisclosurePanel>
        <ul className="diagnostics">
          {list.map((row) => (
            <li key={row.id}>
              <strong>{t(row.question)}</strong>
              <SentenceGap />
              {t(row.reason)}
              <SentenceGap />
              <em>{t(row.remedy)}</em>
            </li>
          ))}
        </ul>
      </DisclosurePanel>
    </Disclosure>
  );
}

function Odd({ list }: { readonly list: readonly Diagnostic[] }) {
  const t = useWords();
  return (
    <Disclosure className="disclosure">
      <Heading level={2}>
        <Button slot="trigger" className="chip warn">
          {t`What was odd (${list.length})`}
        </Button>
      </Heading>
      <DisclosurePanel>
        <ul className="diagnostics">
          {list.map((row, index) => (
            <li key={index}>{t(row.message)}</li>
          ))}
        </ul>
      </DisclosurePanel>
    </Disclosure>
  );
}
