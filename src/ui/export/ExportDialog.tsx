import { useState } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { selectShownCompared } from '../../app/compare-selectors.ts';
import { describeOpened } from '../../app/describe-opened.ts';
import { buildMarkdown } from '../../app/export/markdown.ts';
import { toCsv, toJson, type Table } from '../../app/export/table.ts';
import { buildTables } from '../../app/export/tables.ts';
import { selectFindings } from '../../app/finding-selectors.ts';
import { selectVerdict } from '../../app/selectors.ts';
import { selectLedgerTotals } from '../../app/step-selectors.ts';
import { selectWhatIf } from '../../app/what-if-selectors.ts';
import { type Words } from '../../base/say.ts';
import { useActions, useApp, useAppStore } from '../use-app.ts';
import { useWords } from '../use-words.tsx';
import { HandOn } from './HandOn.tsx';
import { pngOf, svgOf, type PictureSource } from './picture-of.ts';
import { fileStem, saveBlob, zipOf } from './save.ts';
import '../styles/export.css';

/** Everything that can be taken away: pictures, a summary, tables, and a part of the trace. */
export function ExportDialog({
  open,
  onOpenChange,
}: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}) {
  const store = useAppStore();
  const { link, copyText } = useActions();
  const t = useWords();
  const [said, setSaid] = useState<Words>('');
  const session = useApp((state) => state.session);
  if (session.phase !== 'ready') return null;
  const { opened } = session;
  const stem = fileStem(t(describeOpened(opened.timeline).name));

  const source = (): PictureSource | undefined => {
    const scroller = document.querySelector<HTMLElement>('.gantt-scroll');
    if (scroller === null) return undefined;
    return { state: store.getState(), scroller, link: link({ answer: false }), t };
  };
  const picture = async (kind: 'png' | 'svg') => {
    const from = source();
    const blob = from && (kind === 'png' ? await pngOf(from) : svgOf(from));
    if (blob === undefined) return setSaid(t`The picture could not be made.`);
    saveBlob(blob, `${stem}.${kind}`);
    setSaid(t`Saved ${`${stem}.${kind}`}.`);
  };
  const tables = (): readonly Table[] =>
    buildTables({
      opened,
      replay: session.replay,
      replayed: session.replayed,
      findings: selectFindings(store.getState()),
      compared: selectShownCompared(store.getState()),
    });
  const saveTables = async (kind: 'csv' | 'json') => {
    const name = kind === 'csv' ? `${stem}.tables.zip` : `${stem}.tables.json`;
    const zipped = async () => zipOf(tables().map((table) => ({ name: `${table.name}.csv`, text: toCsv(table) })));
    const blob =
      kind === 'csv'
        ? await zipped().catch(() => undefined)
        : new Blob([toJson(tables())], { type: 'application/json' });
    if (blob === undefined) return setSaid(t`The tables could not be packed.`);
    saveBlob(blob, name);
    setSaid(t`Saved ${name}.`);
  };
  const markdown = async () => {
    const state = store.getState();
    const [verdict, totals] = [selectVerdict(state), selectLedgerTotals(state)];
    if (verdict === undefined || totals === undefined) return;
    const text = buildMarkdown(
      {
        title: stem,
        verdict,
        totals,
        whatIf: selectWhatIf(state),
        compared: selectShownCompared(state),
        link: link({ answer: true }),
      },
      t,
    );
    if (await copyText(text)) return setSaid(t`The summary is on the clipboard.`);
    saveBlob(new Blob([text], { type: 'text/markdown' }), `${stem}.md`);
    setSaid(t`Saved ${`${stem}.md`}.`);
  };
  return (
    <ModalOverlay className="overlay" isDismissable isOpen={open} onOpenChange={onOpenChange}>
      <Modal className="modal">
        <Dialog className="stack export">
          <Heading slot="title">{t`Take it away`}</Heading>
          <section className="stack">
            <h3>{t`The chart as it stands, with title, scale and link`}</h3>
            <div className="row">
              <Button className="button" onPress={() => void picture('png')}>{t`PNG picture`}</Button>
              <Button className="button" onPress={() => void picture('svg')}>{t`SVG picture`}</Button>
            </div>
          </section>
          <section className="stack">
            <h3>{t`The figures`}</h3>
            <div className="row">
              <Button className="button" onPress={() => void markdown()}>{t`Copy summary as Markdown`}</Button>
              <Button className="button" onPress={() => void saveTables('csv')}>{t`All tables as CSV`}</Button>
              <Button className="button" onPress={() => void saveTables('json')}>{t`All tables as JSON`}</Button>
            </div>
          </section>
          <HandOn
            session={session}
            stem={stem}
            pageAddress={link({ answer: false }).replace(/#.*$/s, '')}
            onSaid={setSaid}
          />
          <p className="note" role="status">
            {t(said)}
          </p>
          <div className="row end">
            <Button className="button primary" slot="close">{t`Close`}</Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
