import { useState } from 'react';
import {
  Button,
  Dialog,
  Heading,
  Input,
  Label,
  Modal,
  ModalOverlay,
  SearchField,
  Switch,
  useFilter,
} from 'react-aria-components';
import { asWords, type Said, say, sayList, type Words } from '../../base/say.ts';
import { leversOf, PRESET_CHOICES, type PresetChoice, type SettingView, settingsOn } from '../../app/preset-choices.ts';
import { type LeverView } from '../../app/what-if-selectors.ts';
import { type Scenario } from '../../replay/scenario.ts';
import { wordsOf } from '../lever-scale.ts';
import { type Translate } from '../../words/translator.ts';
import { useWords } from '../use-words.tsx';

const SAY = {
  title: say`What would … do here?`,
  about: say`Fixes and systems from the literature as settings of the levers. What a paper reports end to end is a target to compare with, never a setting.`,
  search: say`Search`,
  onlyHere: say`Only those that set something here`,
  set: (title: Said): Said => say`Try ${title}`,
  try: say`Try it`,
  sets: (lever: Said, words: Words): Said => say`${lever}: ${words}`,
  offHere: (because: Said, reason: Words): Said => say`${because}. Off here: ${reason}`,
  reported: say`Reported`,
  notModelled: say`Not modelled`,
  nothing: say`Sets nothing`,
  levers: (labels: Words): Said => say`Levers that act on the same time: ${labels}.`,
  found: (count: number): Said => say`${count} found`,
  close: say`Close`,
};

/** What was chosen, so that the prediction can be set beside what is reported. */
export interface Chosen {
  readonly choice: PresetChoice;
  readonly levers: Scenario['levers'];
}

export interface PresetsDialogProps {
  readonly levers: readonly LeverView[];
  readonly onChoose: (chosen: Chosen) => void;
  readonly onClose: () => void;
}

/** Every fix and system, searchable: what it would set on this trace, and what is reported of it. */
export function PresetsDialog({ levers, onChoose, onClose }: PresetsDialogProps) {
  const t = useWords();
  const [text, setText] = useState('');
  const [onlyHere, setOnlyHere] = useState(false);
  const { contains } = useFilter({ sensitivity: 'base' });
  const rows = PRESET_CHOICES.map((choice) => ({ choice, settings: settingsOn(choice, levers) })).filter(
    ({ choice, settings }) =>
      contains(searched(choice, t), text.trim()) && (!onlyHere || settings.some(({ available }) => available)),
  );
  const groups = [...new Set(rows.map(({ choice }) => choice.group))];
  return (
    <ModalOverlay className="overlay" isDismissable isOpen onOpenChange={(open) => !open && onClose()}>
      <Modal className="modal presets-modal">
        <Dialog className="stack">
          <Heading slot="title">{t(SAY.title)}</Heading>
          <p className="note">{t(SAY.about)}</p>
          <SearchField autoFocus className="stack" value={text} onChange={setText}>
            <Label>{t(SAY.search)}</Label>
            <Input placeholder="Bagpipe" />
          </SearchField>
          <div className="presets-tools">
            <Switch className="lever-switch" isSelected={onlyHere} onChange={setOnlyHere}>
              <span className="switch-track" aria-hidden="true">
                <span className="switch-knob" />
              </span>
              {t(SAY.onlyHere)}
            </Switch>
            <span className="note" aria-live="polite">
              {t(SAY.found(rows.length))}
            </span>
          </div>
          <div className="presets-list">
            {groups.map((group) => (
              <section key={group} aria-label={t(asWords(group))}>
                <h3>{t(asWords(group))}</h3>
                {rows
                  .filter(({ choice }) => choice.group === group)
                  .map(({ choice, settings }) => (
                    <Preset key={choice.key} choice={choice} settings={settings} onChoose={onChoose} />
                  ))}
              </section>
            ))}
          </div>
          <div className="row end">
            <Button className="button" onPress={onClose}>
              {t(SAY.close)}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** What the search looks through: the texts as written and as shown. */
function searched({ title, does, group, source }: PresetChoice, t: Translate): string {
  const texts = [title, does, group, source ?? ''];
  return [...texts, ...texts.map((text) => t(asWords(text)))].join(' ');
}

interface PresetProps {
  readonly choice: PresetChoice;
  readonly settings: readonly SettingView[];
  readonly onChoose: PresetsDialogProps['onChoose'];
}

function Preset({ choice, settings, onChoose }: PresetProps) {
  const t = useWords();
  const moved = leversOf(settings);
  return (
    <article className="preset">
      <header>
        <h4>{t(asWords(choice.title))}</h4>
        {choice.source !== undefined && <span className="note">{t(asWords(choice.source))}</span>}
        {Object.keys(moved).length > 0 && (
          <Button
            className="button small"
            aria-label={t(SAY.set(asWords(choice.title)))}
            onPress={() => onChoose({ choice, levers: moved })}
          >
            {t(SAY.try)}
          </Button>
        )}
      </header>
      <p>{t(asWords(choice.does))}</p>
      <ul>
        {settings.map((setting) => (
          <li key={setting.lever} data-off={setting.available ? undefined : ''}>
            {setting.view === undefined
              ? setting.lever
              : t(SAY.sets(asWords(setting.view.label), wordsOf(setting.view, setting.value)))}{' '}
            <span className="note">
              {t(
                setting.available
                  ? asWords(setting.because)
                  : SAY.offHere(asWords(setting.because), setting.view?.reason ?? ''),
              )}
            </span>
          </li>
        ))}
        {settings.length === 0 && (
          <li>
            {t(SAY.nothing)}{' '}
            <span className="note">
              {choice.levers.length > 0
                ? t(SAY.levers(sayList(choice.levers.map(asWords))))
                : choice.shows !== undefined && t(asWords(choice.shows))}
            </span>
          </li>
        )}
        {choice.published !== undefined && (
          <li>
            {t(SAY.reported)} <span className="note">{t(asWords(choice.published.text))}</span>
          </li>
        )}
        {choice.notModelled !== undefined && (
          <li>
            {t(SAY.notModelled)} <span className="note">{t(asWords(choice.notModelled))}</span>
          </li>
        )}
      </ul>
    </article>
  );
}
