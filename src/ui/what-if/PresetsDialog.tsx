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
import { leversOf, PRESET_CHOICES, type PresetChoice, type SettingView, settingsOn } from '../../app/preset-choices.ts';
import { type LeverView } from '../../app/what-if-selectors.ts';
import { type Scenario } from '../../replay/scenario.ts';
import { wordsOf } from '../lever-scale.ts';

const SAY = {
  title: 'What would … do here?',
  about:
    'Fixes and systems from the literature as settings of the levers. What a paper reports end to end is a target to compare with, never a setting.',
  search: 'Search',
  onlyHere: 'Only those that set something here',
  set: (title: string) => `Try ${title}`,
  try: 'Try it',
  sets: (lever: string, words: string) => `${lever}: ${words}`,
  reported: 'Reported',
  notModelled: 'Not modelled',
  nothing: 'Sets nothing',
  found: (count: number) => (count === 1 ? '1 found' : `${count} found`),
  close: 'Close',
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
  const [text, setText] = useState('');
  const [onlyHere, setOnlyHere] = useState(false);
  const { contains } = useFilter({ sensitivity: 'base' });
  const rows = PRESET_CHOICES.map((choice) => ({ choice, settings: settingsOn(choice, levers) })).filter(
    ({ choice, settings }) =>
      contains(`${choice.title} ${choice.does} ${choice.group} ${choice.source ?? ''}`, text.trim()) &&
      (!onlyHere || settings.some(({ available }) => available)),
  );
  const groups = [...new Set(rows.map(({ choice }) => choice.group))];
  return (
    <ModalOverlay className="overlay" isDismissable isOpen onOpenChange={(open) => !open && onClose()}>
      <Modal className="modal presets-modal">
        <Dialog className="stack">
          <Heading slot="title">{SAY.title}</Heading>
          <p className="note">{SAY.about}</p>
          <SearchField autoFocus className="stack" value={text} onChange={setText}>
            <Label>{SAY.search}</Label>
            <Input placeholder="Bagpipe" />
          </SearchField>
          <div className="presets-tools">
            <Switch className="lever-switch" isSelected={onlyHere} onChange={setOnlyHere}>
              <span className="switch-track" aria-hidden="true">
                <span className="switch-knob" />
              </span>
              {SAY.onlyHere}
            </Switch>
            <span className="note" aria-live="polite">
              {SAY.found(rows.length)}
            </span>
          </div>
          <div className="presets-list">
            {groups.map((group) => (
              <section key={group} aria-label={group}>
                <h3>{group}</h3>
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
              {SAY.close}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface PresetProps {
  readonly choice: PresetChoice;
  readonly settings: readonly SettingView[];
  readonly onChoose: PresetsDialogProps['onChoose'];
}

function Preset({ choice, settings, onChoose }: PresetProps) {
  const moved = leversOf(settings);
  return (
    <article className="preset">
      <header>
        <h4>{choice.title}</h4>
        <span className="note">{choice.source}</span>
        {Object.keys(moved).length > 0 && (
          <Button
            className="button small"
            aria-label={SAY.set(choice.title)}
            onPress={() => onChoose({ choice, levers: moved })}
          >
            {SAY.try}
          </Button>
        )}
      </header>
      <p>{choice.does}</p>
      <ul>
        {settings.map((setting) => (
          <li key={setting.lever} data-off={setting.available ? undefined : ''}>
            {setting.view === undefined
              ? setting.lever
              : SAY.sets(setting.view.label, wordsOf(setting.view, setting.value))}{' '}
            <span className="note">
              {setting.because}
              {!setting.available && `. Off here: ${setting.view?.reason ?? ''}`}
            </span>
          </li>
        ))}
        {settings.length === 0 && (
          <li>
            {SAY.nothing} <span className="note">{choice.shows}</span>
          </li>
        )}
        {choice.published !== undefined && (
          <li>
            {SAY.reported} <span className="note">{choice.published.text}</span>
          </li>
        )}
        {choice.notModelled !== undefined && (
          <li>
            {SAY.notModelled} <span className="note">{choice.notModelled}</span>
          </li>
        )}
      </ul>
    </article>
  );
}
