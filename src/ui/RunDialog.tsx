import { useState } from 'react';
import {
  Button,
  Dialog,
  FieldError,
  Form,
  Heading,
  Input,
  Label,
  Modal,
  ModalOverlay,
  Text,
  TextField,
} from 'react-aria-components';
import { countNames, countPattern, MOST_PATTERNS, type NameCount, PATTERN_ROWS } from '../app/name-counts.ts';
import { asWords, type Said, say, sayList, type Words } from '../base/say.ts';
import { formatCount } from '../base/format.ts';
import { isNamePattern, MAX_NAME_PATTERN } from '../base/name-pattern.ts';
import { type Timeline } from '../model/timeline.ts';
import { formatNumbers, parseNumbers } from '../view/told-fields.ts';
import { type ToldPattern } from '../view/view-state.ts';
import { useActions, useApp } from './use-app.ts';
import { useWords } from './use-words.tsx';

const TEXT = {
  title: say`About this run`,
  intro: say`What the trace does not say, you can. All of it is kept in the link, and the figures are made anew.`,
  step: say`Names that begin a step`,
  stepHelp: say`Text that the name contains; * for any text, ^ and $ for its ends. Empty: steps are found as the page says.`,
  perHost: say`GPUs per host`,
  perHostHelp: say`Ranks are counted host by host. Tells traffic inside a host from traffic between hosts.`,
  perHostBad: say`A whole number from 1 on`,
  ranks: say`Ranks of these files, in order`,
  patterns: say`What your own names mean`,
  pattern: say`Name`,
  class: say`Class`,
  add: say`Add a name`,
  clear: say`Clear all`,
  cancel: say`Cancel`,
  apply: say`Apply`,
  badPattern: say`At most ${MAX_NAME_PATTERN} characters that say more than *`,
  noMatch: say`Nothing in this trace matches.`,
  matches: ({ names, events, example }: NameCount): Said => {
    const ofEvents = events === 1 ? say`1 event` : say`${formatCount(events)} events`;
    const ofNames = names === 1 ? say`1 name` : say`${formatCount(names)} names`;
    return example === undefined
      ? say`${ofEvents} of ${ofNames}`
      : say`${ofEvents} of ${ofNames}, such as ${example.slice(0, 60)}`;
  },
  files: (names: readonly string[]): Said => {
    const first = sayList(names.slice(0, 4));
    const all = names.length > 4 ? say`${first} and ${names.length - 4} more` : first;
    return names.length === 1
      ? say`${all}: 1 file says no rank. Write 0-3 or 4,5,0,1.`
      : say`${all}: ${formatCount(names.length)} files say no rank. Write 0-3 or 4,5,0,1.`;
  },
  badRanks: (why: Said): Said => say`It ${why}`,
  fewRanks: (wanted: number): Said => say`${wanted} ranks are wanted, one a file`,
};

interface Draft {
  readonly step: string;
  readonly perHost: string;
  readonly ranks: string;
  readonly patterns: readonly ToldPattern[];
}

const EMPTY: Draft = { step: '', perHost: '', ranks: '', patterns: [] };
const NEW_PATTERN: ToldPattern = { pattern: '', class: 'data' };

const ranksProblem = (text: string, files: number): Said | undefined => {
  if (text.trim() === '') return undefined;
  const numbers = parseNumbers(text);
  if ('reason' in numbers) return TEXT.badRanks(numbers.reason);
  return numbers.value.length === files ? undefined : TEXT.fewRanks(files);
};
const perHostProblem = (text: string): Said | undefined =>
  text.trim() === '' || /^[1-9]\d{0,4}$/.test(text.trim()) ? undefined : TEXT.perHostBad;
const patternProblem = (text: string): Said | undefined =>
  text.trim() === '' || isNamePattern(text) ? undefined : TEXT.badPattern;

/** Asks what the trace does not say: what begins a step, which ranks share a host, which file is which rank, what own names mean. */
export function RunDialog({ timeline, onClose }: { readonly timeline: Timeline; readonly onClose: () => void }) {
  const t = useWords();
  const { changeView } = useActions();
  const view = useApp((state) => state.view);
  const [draft, setDraft] = useState<Draft>({
    step: view.stepPattern ?? '',
    perHost: view.gpusPerHost === undefined ? '' : String(view.gpusPerHost),
    ranks: formatNumbers(view.rankNumbers),
    patterns: view.patterns,
  });
  const silent = timeline.ranks
    .filter(({ rankFrom }) => rankFrom !== undefined)
    .sort((a, b) => a.file - b.file)
    .map(({ file }) => timeline.files[file]?.name ?? '');
  const bad =
    patternProblem(draft.step) !== undefined ||
    perHostProblem(draft.perHost) !== undefined ||
    ranksProblem(draft.ranks, silent.length) !== undefined ||
    draft.patterns.some(({ pattern }) => patternProblem(pattern) !== undefined);
  const change = (patch: Partial<Draft>) => setDraft({ ...draft, ...patch });
  const changeRow = (index: number, patch: Partial<ToldPattern>) =>
    change({ patterns: draft.patterns.map((row, k) => (k === index ? { ...row, ...patch } : row)) });
  const apply = () => {
    const numbers = parseNumbers(draft.ranks);
    changeView(
      {
        stepPattern: draft.step.trim() === '' ? undefined : draft.step,
        gpusPerHost: draft.perHost.trim() === '' ? undefined : Number(draft.perHost),
        rankNumbers: 'value' in numbers ? numbers.value : [],
        patterns: draft.patterns.filter(({ pattern }) => pattern.trim() !== ''),
      },
      'push',
    );
    onClose();
  };
  return (
    <ModalOverlay className="overlay" isDismissable isOpen onOpenChange={(open) => !open && onClose()}>
      <Modal className="modal">
        <Dialog>
          <Form
            className="stack"
            validationBehavior="aria"
            onSubmit={(event) => {
              event.preventDefault();
              if (!bad) apply();
            }}
          >
            <Heading slot="title">{t(TEXT.title)}</Heading>
            <p className="note">{t(TEXT.intro)}</p>
            <Field
              label={TEXT.step}
              help={TEXT.stepHelp}
              value={draft.step}
              problem={patternProblem(draft.step)}
              count={isNamePattern(draft.step) ? countNames(timeline, draft.step) : undefined}
              onChange={(step) => change({ step })}
            />
            {(timeline.ranks.length > 1 || (timeline.ranks[0]?.worldSize ?? 1) > 1) && (
              <Field
                label={TEXT.perHost}
                help={TEXT.perHostHelp}
                value={draft.perHost}
                problem={perHostProblem(draft.perHost)}
                onChange={(perHost) => change({ perHost })}
              />
            )}
            {silent.length > 0 && (
              <Field
                label={TEXT.ranks}
                help={TEXT.files(silent)}
                value={draft.ranks}
                problem={ranksProblem(draft.ranks, silent.length)}
                onChange={(ranks) => change({ ranks })}
              />
            )}
            <fieldset className="told-patterns">
              <legend>{t(TEXT.patterns)}</legend>
              {draft.patterns.map((row, index) => (
                <div key={index} className="told-pattern">
                  <Field
                    label={TEXT.pattern}
                    value={row.pattern}
                    problem={patternProblem(row.pattern)}
                    count={isNamePattern(row.pattern) ? countPattern(timeline, row.pattern, row.class) : undefined}
                    onChange={(pattern) => changeRow(index, { pattern })}
                  />
                  <label className="told-class">
                    {t(TEXT.class)}
                    <select
                      value={row.class}
                      onChange={({ target }) =>
                        changeRow(index, {
                          class: PATTERN_ROWS.find(({ key }) => key === target.value)?.key ?? row.class,
                        })
                      }
                    >
                      {PATTERN_ROWS.map(({ key, label }) => (
                        <option key={key} value={key}>
                          {t(asWords(label))}
                        </option>
                      ))}
                    </select>
                  </label>
                  <Button
                    className="button quiet small"
                    aria-label={t`Remove ${row.pattern}`}
                    onPress={() => change({ patterns: draft.patterns.filter((_, k) => k !== index) })}
                  >
                    ×
                  </Button>
                </div>
              ))}
              <Button
                className="button small"
                isDisabled={draft.patterns.length >= MOST_PATTERNS}
                onPress={() => change({ patterns: [...draft.patterns, NEW_PATTERN] })}
              >
                {t(TEXT.add)}
              </Button>
            </fieldset>
            <div className="row end">
              <Button className="button quiet" onPress={() => setDraft(EMPTY)}>
                {t(TEXT.clear)}
              </Button>
              <Button className="button" onPress={onClose}>
                {t(TEXT.cancel)}
              </Button>
              <Button className="button primary" type="submit" isDisabled={bad}>
                {t(TEXT.apply)}
              </Button>
            </div>
          </Form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface FieldProps {
  readonly label: Words;
  readonly help?: Words;
  readonly value: string;
  readonly problem: Words | undefined;
  /** What of the trace it speaks of; absent where there is nothing to count. */
  readonly count?: NameCount | undefined;
  readonly onChange: (text: string) => void;
}

function Field({ label, help, value, problem, count, onChange }: FieldProps) {
  const t = useWords();
  return (
    <TextField value={value} onChange={onChange} isInvalid={problem !== undefined}>
      <Label>{t(label)}</Label>
      <Input spellCheck="false" autoComplete="off" />
      {problem === undefined && count !== undefined && (
        <Text slot="description" className={count.events > 0 ? 'note' : 'field-error'} aria-live="polite">
          {t(count.events > 0 ? TEXT.matches(count) : TEXT.noMatch)}
        </Text>
      )}
      {problem === undefined && count === undefined && help !== undefined && (
        <Text slot="description" className="note">
          {t(help)}
        </Text>
      )}
      <FieldError className="field-error">{problem === undefined ? undefined : t(problem)}</FieldError>
    </TextField>
  );
}
