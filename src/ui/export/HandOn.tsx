import { useEffect, useState } from 'react';
import { Button, Checkbox, Radio, RadioGroup } from 'react-aria-components';
import { describeOpened } from '../../app/describe-opened.ts';
import { buildPage } from '../../app/export/enclosing.ts';
import { type ReadySession } from '../../app/session.ts';
import { selectWindow } from '../../app/selectors.ts';
import { formatBytes } from '../../base/format.ts';
import { formatInstant } from '../../base/format-instant.ts';
import { sayList, type Words } from '../../base/say.ts';
import { useActions, useApp, useAppStore } from '../use-app.ts';
import { useWords } from '../use-words.tsx';
import { saveBlob, zipOf } from './save.ts';

/** Local day, as `2026-11-21`. */
function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => `${part}`.padStart(2, '0')).join('-');
}

/** An address that others can go to, without its hash. */
const publicAddress = (address: string): string | undefined =>
  /^https?:\/\/(?!localhost|127\.|\[::1\])/.test(address) ? address : undefined;

/** The trace, or a part of it, to hand on: as a small trace, or in a page that shows this view of it. */
export function HandOn({
  session,
  stem,
  pageAddress,
  onSaid,
}: {
  readonly session: ReadySession;
  readonly stem: string;
  readonly pageAddress: string;
  readonly onSaid: (said: Words) => void;
}) {
  const store = useAppStore();
  const { excerpt } = useActions();
  const t = useWords();
  const [part, setPart] = useState<'window' | 'all'>('window');
  const [hideNames, setHideNames] = useState(false);
  const [dropArguments, setDropArguments] = useState(false);
  const [made, setMade] = useState<{ readonly blob: Blob; readonly key: string }>();
  const [making, setMaking] = useState<AbortController>();
  useEffect(() => () => making?.abort(), [making]);
  const range = useApp((state) => state.view.range);
  const shown = useApp(selectWindow);
  const carried = useApp((state) => state.enclosed !== undefined);
  const { timeline } = session.opened;
  const chosen = range ?? shown;
  const [from, to] = [chosen.start, chosen.end].map((us) => formatInstant(us, chosen.end - chosen.start));
  const fileName = `${stem}.whystall.html`;
  const choice = { window: part === 'all' ? undefined : chosen, hideNames, dropArguments };
  /** A page made for another choice is not what would be saved now. */
  const key = JSON.stringify(choice);
  const page = made?.key === key ? made.blob : undefined;

  /** One thing at a time; it is given up when this is closed. */
  const make = async (work: (signal: AbortSignal) => Promise<void>) => {
    if (making !== undefined) return;
    const stop = new AbortController();
    setMaking(stop);
    try {
      await work(stop.signal);
    } catch {
      // Nothing of it was saved: memory or the store of the browser gave out.
      onSaid(t`That could not be made: the browser gave up while packing it. Take a smaller part.`);
    } finally {
      setMaking(undefined);
    }
  };
  const saveTrace = async (signal: AbortSignal) => {
    onSaid(t`Reading the events back…`);
    const ranks = timeline.ranks.map((_, rank) => rank);
    const window = part === 'all' ? timeline.window : chosen;
    const files = await excerpt({ window, ranks, hideNames, dropArguments: dropArguments || hideNames }, signal);
    if (!files.ok) return onSaid(files.failure.userMessage);
    const [only, ...more] = files.value;
    if (only === undefined) return onSaid(t`There is nothing in this range.`);
    const name = more.length === 0 ? `${stem}.excerpt.json` : `${stem}.excerpt.zip`;
    saveBlob(more.length === 0 ? new Blob([only.text], { type: 'application/json' }) : await zipOf(files.value), name);
    onSaid(t`Saved ${name}.`);
  };
  const makePage = async (signal: AbortSignal) => {
    onSaid(t`Putting the page together…`);
    const extent = [
      part === 'all' ? t`all of it` : t`${from ?? ''} to ${to ?? ''}`,
      ...(hideNames ? [t`names hidden`] : []),
    ];
    const address = publicAddress(pageAddress);
    const about = {
      name: t(describeOpened(timeline).name),
      extent: t(sayList(extent)),
      day: today(),
      ...(address !== undefined && { address }),
    };
    const built = await buildPage({ ...store.getState(), session }, choice, about, pageAddress, signal);
    if (!built.ok) return onSaid(built.failure.userMessage);
    setMade({ blob: built.value, key });
    onSaid('');
  };
  const savePage = (blob: Blob) => {
    saveBlob(blob, fileName);
    onSaid(t`Saved ${fileName}.`);
  };

  return (
    <section className="stack">
      <h3>{t`The trace, to hand on`}</h3>
      <RadioGroup
        className="radios"
        aria-label={t`How much of the trace`}
        value={part}
        onChange={(value) => setPart(value === 'all' ? 'all' : 'window')}
      >
        <Radio className="radio" value="window">
          {range === undefined
            ? t`The window ${from ?? ''} to ${to ?? ''}`
            : t`The marked range ${from ?? ''} to ${to ?? ''}`}
        </Radio>
        <Radio className="radio" value="all">{t`All that is open`}</Radio>
      </RadioGroup>
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
        <Button className="button" onPress={() => void make(saveTrace)}>{t`Save as a trace`}</Button>
        {!carried && <Button className="button" onPress={() => void make(makePage)}>{t`Make an HTML page`}</Button>}
        {making !== undefined && <Button className="button" onPress={() => making.abort()}>{t`Cancel`}</Button>}
      </div>
      {page === undefined ? (
        <p className="note">
          {carried
            ? t`Perfetto, chrome://tracing and Whystall open it. To hand on this page, copy its file.`
            : t`Perfetto, chrome://tracing and Whystall open the trace. The page holds the trace and this view of it in one file that works from disk, without a network.`}
        </p>
      ) : (
        <div className="row made-page">
          <strong>{t`${fileName}, ${formatBytes(page.size)}`}</strong>
          <Button className="button primary" onPress={() => savePage(page)}>{t`Save the page`}</Button>
        </div>
      )}
    </section>
  );
}
