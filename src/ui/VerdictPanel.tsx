import { Disclosure, DisclosurePanel, Button, Heading } from 'react-aria-components';
import { type Diagnostic } from '../base/failure.ts';
import { type CannotTell } from '../ledger/cannot-tell.ts';
import { type Verdict, type VerdictId } from '../ledger/verdict.ts';
import { RunDialogButton } from './RunDialogButton.tsx';
import { useApp } from './use-app.ts';

const TEXT = {
  about: 'About this run…',
  told: (count: number): string => (count === 0 ? TEXT.about : `About this run (${count} told)…`),
  accounting: 'Accounting anew…',
};

const HEADLINE: readonly VerdictId[] = ['step-time', 'compute', 'largest-stall'];
const BELOW: readonly VerdictId[] = [
  'part-loaded',
  'cut-short',
  'gain',
  'exposed-not-blocking',
  'input-bound',
  'left-out',
];

/** The answer in plain sentences, with what the trace cannot tell and what was odd in it one click away. */
export function VerdictPanel({
  verdict,
  diagnostics,
}: {
  readonly verdict: Verdict;
  readonly diagnostics: readonly Diagnostic[];
}) {
  const say = (ids: readonly VerdictId[]) =>
    ids
      .flatMap((id) => verdict.sentences.filter((sentence) => sentence.id === id).map((sentence) => sentence.text))
      .join(' ');
  return (
    <section className="wide verdict" aria-label="Verdict">
      <div>
        <h1>{say(HEADLINE)}</h1>
        <p className="verdict-more">{say(BELOW)}</p>
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
  const accounting = useApp((state) => state.session.phase === 'ready' && state.session.accounting);
  const told = useApp(({ view }) => {
    const said = [view.stepPattern, view.gpusPerHost].filter((one) => one !== undefined).length;
    return said + view.patterns.length + (view.rankNumbers.length > 0 ? 1 : 0);
  });
  return (
    <>
      <RunDialogButton className="chip">{TEXT.told(told)}</RunDialogButton>
      <span role="status" className="note">
        {accounting ? TEXT.accounting : ''}
      </span>
    </>
  );
}

function Unknowns({ list }: { readonly list: readonly CannotTell[] }) {
  return (
    <Disclosure className="disclosure">
      <Heading level={2}>
        <Button slot="trigger" className="chip">
          This trace cannot tell you {list.length === 1 ? 'one thing' : `${list.length} things`}
        </Button>
      </Heading>
      <DisclosurePanel>
        <ul className="diagnostics">
          {list.map((row) => (
            <li key={row.id}>
              <strong>{row.question}</strong> {row.reason} <em>{row.remedy}</em>
            </li>
          ))}
        </ul>
      </DisclosurePanel>
    </Disclosure>
  );
}

function Odd({ list }: { readonly list: readonly Diagnostic[] }) {
  return (
    <Disclosure className="disclosure">
      <Heading level={2}>
        <Button slot="trigger" className="chip warn">
          What was odd ({list.length})
        </Button>
      </Heading>
      <DisclosurePanel>
        <ul className="diagnostics">
          {list.map((row, index) => (
            <li key={index}>{row.message}</li>
          ))}
        </ul>
      </DisclosurePanel>
    </Disclosure>
  );
}
