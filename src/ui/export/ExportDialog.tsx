import { useState } from 'react';
import { Button, Checkbox, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { describeOpened } from '../../app/describe-opened.ts';
import { buildMarkdown } from '../../app/export/markdown.ts';
import { buildTables, toCsv, toJson, type Table } from '../../app/export/tables.ts';
import { selectFindings } from '../../app/finding-selectors.ts';
import { selectVerdict, selectWindow } from '../../app/selectors.ts';
import { selectLedgerTotals } from '../../app/step-selectors.ts';
import { selectWhatIf } from '../../app/what-if-selectors.ts';
import { formatInstant } from '../../base/format-instant.ts';
import { type Words } from '../../base/say.ts';
import { useActions, useApp, useAppStore } from '../use-app.ts';
import { useWords } from '../use-words.tsx';
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
  const { link, copyText, excerpt } = useActions();
  const t = useWords();
  const [said, setSaid] = useState<Words>('');
  const [hideNames, setHideNames] = useState(false);
  const [dropArguments, setDropArguments] = useState(false);
  const session = useApp((state) => state.session);
  const range = useApp((state) => state.view.range);
  const window = useApp(selectWindow);
  if (session.phase !== 'ready') return null;
  const { opened } = session;
  const stem = fileStem(t(describeOpened(opened.timeline).name));
  const chosen = range ?? window;
  const instant = (us: typeof window.start) => formatInstant(us, chosen.end - chosen.start);

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
    });
  const saveTables = async (kind: 'csv' | 'json') => {
    const name = kind === 'csv' ? `${stem}.tables.zip` : `${stem}.tables.json`;
    const blob =
      kind === 'csv'
        ? await zipOf(tables().map((table) => ({ name: `${table.name}.csv`, text: toCsv(table) })))
        : new Blob([toJson(tables())], { type: 'application/json' });
    saveBlob(blob, name);
    setSaid(t`Saved ${name}.`);
  };
  const markdown = async () => {
    const state = store.getState();
    const [verdict, totals] = [selectVerdict(state), selectLedgerTotals(state)];
    if (verdict === undefined || totals === undefined) return;
    const text = buildMarkdown(
      { title: stem, verdict, totals, whatIf: selectWhatIf(state), link: link({ answer: true }) },
      t,
    );
    if (await copyText(text)) return setSaid(t`The summary is on the clipboard.`);
    saveBlob(new Blob([text], { type: 'text/markdown' }), `${stem}.md`);
    setSaid(t`Saved ${`${stem}.md`}.`);
  };
  const trace = async () => {
    setSaid(t`Reading the events back…`);
    const ranks = opened.timeline.ranks.map((_, rank) => rank);
    const files = await excerpt({ window: chosen, ranks, hideNames, dropArguments: dropArguments || hideNames });
    if (!files.ok) return setSaid(files.failure.userMessage);
    const [only, ...more] = files.value;
    if (only === undefined) return setSaid(t`There is nothing in this range.`);
    const name = more.length === 0 ? `${stem}.excerpt.json` : `${stem}.excerpt.zip`;
    saveBlob(more.length === 0 ? new Blob([only.text], { type: 'application/json' }) : await zipOf(files.value), name);
    setSaid(t`Saved ${name}.`);
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
          <section className="stack">
            <h3>
              {range === undefined
                ? t`The window ${instant(chosen.start)} to ${instant(chosen.end)} as a small trace`
                : t`The marked range ${instant(chosen.start)} to ${instant(chosen.end)} as a small trace`}
            </h3>
            <p className="note">{t`Perfetto, chrome://tracing and Whystall open it.`}</p>
            <Checkbox className="checkbox" isSelected={hideNames} onChange={setHideNames}>
              <span className="box" aria-hidden="true" />
              {t`Hide names that no framework gives, and leave the arguments out`}
            </Checkbox>
            <Checkbox
              className="checkbox"
              isSelected={dropArguments || hideNames}
              isDisabled={hideNames}
              onChange={setDropArguments}
            >
              <span className="box" aria-hidden="true" />
              {t`Leave the arguments out`}
            </Checkbox>
            <div className="row">
              <Button className="button" onPress={() => void trace()}>{t`Save as a trace`}</Button>
            </div>
          </section>
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
