import { type ReactNode } from 'react';
import { Input, Label } from 'react-aria-components';
import { type Said, say } from '../../base/say.ts';
import { type KnownKey, type Scenario } from '../../replay/scenario.ts';
import { withGiven } from '../../view/scenario-field.ts';
import { Fold } from '../Fold.tsx';
import { useActions } from '../use-app.ts';
import { useWords } from '../use-words.tsx';
import { DraftField } from './DraftField.tsx';

interface Group {
  readonly title: Said;
  readonly fields: readonly { readonly key: KnownKey; readonly label: Said }[];
}

const GROUPS: readonly Group[] = [
  {
    title: say`Loading`,
    fields: [
      { key: 'workers', label: say`Loader workers now` },
      { key: 'prefetch', label: say`Batches ahead now` },
      { key: 'cores', label: say`CPU cores` },
      { key: 'fetchShare', label: say`Fetching, share of loading` },
      { key: 'concurrency', label: say`Items fetched at once now` },
      { key: 'batchMB', label: say`Batch in storage, MB` },
      { key: 'diskGBps', label: say`Storage, GB/s` },
      { key: 'memoryGBps', label: say`Memory, GB/s` },
    ],
  },
  {
    title: say`Device and transfers`,
    fields: [
      { key: 'pinnedGBps', label: say`Pinned copies, GB/s` },
      { key: 'swapGBps', label: say`Swapping, GB/s` },
      { key: 'gpuShare', label: say`GPU filled, share` },
      { key: 'codecUs', label: say`Packing a message, us` },
      { key: 'stages', label: say`Pipeline stages` },
      { key: 'microbatches', label: say`Micro-batches now` },
    ],
  },
  {
    title: say`Shares that do not grow with the batch`,
    fields: [
      { key: 'fixedCompute', label: say`Of compute` },
      { key: 'fixedLoading', label: say`Of loading` },
      { key: 'fixedCopy', label: say`Of input copies` },
      { key: 'batchTimes', label: say`Second run's batch, times this one` },
    ],
  },
];

const SAY = {
  title: say`What you know of the run`,
  about: say`Some levers rest on facts that a trace does not hold. What you give is kept in the link.`,
  names: say`Parts of names`,
  named: say`Kernels of your own`,
  embedding: say`Embedding work`,
  module: say`Host calls`,
};

/** Facts that switch levers on: numbers of the machine, and names. */
export function GivenPanel({ scenario }: { readonly scenario: Scenario }) {
  const t = useWords();
  const { changeView } = useActions();
  const give = (change: Parameters<typeof withGiven>[1]): void =>
    changeView({ scenario: withGiven(scenario, { ...scenario, ...change }) }, 'push');
  return (
    <Fold title={t(SAY.title)}>
      <p className="note">{t(SAY.about)}</p>
      {GROUPS.map(({ title, fields }) => (
        <Fields key={title.message} title={t(title)}>
          {fields.map(({ key, label }) => (
            <GivenField
              key={key}
              label={t(label)}
              value={scenario.known?.[key]?.toString() ?? ''}
              onGive={(text) => {
                const value = text === '' ? NaN : Number(text.replace(',', '.'));
                give({ known: { ...scenario.known, [key]: value } });
              }}
            />
          ))}
        </Fields>
      ))}
      <Fields title={t(SAY.names)}>
        <GivenField label={t(SAY.named)} value={scenario.named ?? ''} onGive={(text) => give({ named: text })} />
        <GivenField
          label={t(SAY.embedding)}
          value={scenario.embedding ?? ''}
          onGive={(text) => give({ embedding: text })}
        />
        <GivenField label={t(SAY.module)} value={scenario.module ?? ''} onGive={(text) => give({ module: text })} />
      </Fields>
    </Fold>
  );
}

function Fields({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className="account-group">
      <legend>{title}</legend>
      <div className="account-fields">{children}</div>
    </fieldset>
  );
}

interface GivenFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onGive: (text: string) => void;
}

function GivenField({ label, value, onGive }: GivenFieldProps) {
  return (
    <DraftField className="account-field" value={value} onGive={onGive}>
      <Label>{label}</Label>
      <Input className="input" />
    </DraftField>
  );
}
