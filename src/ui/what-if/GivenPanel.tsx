import { Input, Label } from 'react-aria-components';
import { type KnownKey, type Scenario } from '../../replay/scenario.ts';
import { withGiven } from '../../view/scenario-field.ts';
import { Fold } from '../Fold.tsx';
import { useActions } from '../use-app.ts';
import { DraftField } from './DraftField.tsx';

const FIELDS: readonly { readonly key: KnownKey; readonly label: string }[] = [
  { key: 'workers', label: 'Loader workers now' },
  { key: 'prefetch', label: 'Batches ahead now' },
  { key: 'cores', label: 'CPU cores' },
  { key: 'fetchShare', label: 'Fetching, share of loading' },
  { key: 'diskGBps', label: 'Storage, GB/s' },
  { key: 'memoryGBps', label: 'Memory, GB/s' },
  { key: 'pinnedGBps', label: 'Pinned copies, GB/s' },
  { key: 'codecUs', label: 'Packing a message, us' },
  { key: 'stages', label: 'Pipeline stages' },
  { key: 'microbatches', label: 'Micro-batches now' },
  { key: 'gpuShare', label: 'GPU filled, share' },
];

const SAY = {
  title: 'What you know of the run',
  about: 'Some levers rest on facts that a trace does not hold. What you give is kept in the link.',
  named: 'Kernels of your own, part of the name',
  embedding: 'Embedding work, part of the name',
};

/** Facts that switch levers on: numbers of the machine, and names. */
export function GivenPanel({ scenario }: { readonly scenario: Scenario }) {
  const { changeView } = useActions();
  const give = (change: Parameters<typeof withGiven>[1]): void =>
    changeView({ scenario: withGiven(scenario, { ...scenario, ...change }) }, 'push');
  return (
    <Fold title={SAY.title}>
      <p className="note">{SAY.about}</p>
      <div className="account-fields">
        {FIELDS.map(({ key, label }) => (
          <GivenField
            key={key}
            label={label}
            value={scenario.known?.[key]?.toString() ?? ''}
            onGive={(text) => {
              const value = text === '' ? NaN : Number(text.replace(',', '.'));
              give({ known: { ...scenario.known, [key]: value } });
            }}
          />
        ))}
        <GivenField label={SAY.named} value={scenario.named ?? ''} onGive={(text) => give({ named: text })} />
        <GivenField
          label={SAY.embedding}
          value={scenario.embedding ?? ''}
          onGive={(text) => give({ embedding: text })}
        />
      </div>
    </Fold>
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
