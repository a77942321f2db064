import { Input } from 'react-aria-components';
import { type LeverScale, typedOf, valueTyped } from '../lever-scale.ts';
import { DraftField } from './DraftField.tsx';

export interface TypedValueProps {
  readonly scale: LeverScale;
  readonly value: number | undefined;
  /** What a screen reader calls the field. */
  readonly label: string;
  readonly onValue: (value: number) => void;
}

/** A lever's value as text: taken on Enter and on leaving, refused in red while it is none. */
export function TypedValue({ scale, value, label, onValue }: TypedValueProps) {
  return (
    <DraftField
      className="typed-value"
      name={label}
      value={value === undefined ? '' : typedOf(scale, value)}
      isWrong={(draft) => draft !== '' && valueTyped(scale, draft) === undefined}
      onGive={(text) => {
        const read = valueTyped(scale, text);
        if (read !== undefined) onValue(read);
      }}
    >
      <Input className="input" inputMode="decimal" placeholder="–" />
    </DraftField>
  );
}
