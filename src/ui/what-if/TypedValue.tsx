import { useState } from 'react';
import { Input, TextField } from 'react-aria-components';
import { type LeverScale, typedOf, valueTyped } from '../lever-scale.ts';

export interface TypedValueProps {
  readonly scale: LeverScale;
  readonly value: number | undefined;
  /** What a screen reader calls the field. */
  readonly label: string;
  readonly onValue: (value: number) => void;
}

/** A lever's value as text: taken on Enter and on leaving, refused in red while it is none. */
export function TypedValue({ scale, value, label, onValue }: TypedValueProps) {
  const shown = value === undefined ? '' : typedOf(scale, value);
  const [draft, setDraft] = useState<string>();
  const read = draft === undefined ? undefined : valueTyped(scale, draft);
  const take = (): void => {
    if (draft !== undefined && draft !== shown && read !== undefined) onValue(read);
    setDraft(undefined);
  };
  return (
    <TextField
      className="typed-value"
      aria-label={label}
      value={draft ?? shown}
      isInvalid={draft !== undefined && draft !== '' && read === undefined}
      onChange={setDraft}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
        else if (event.key === 'Escape') setDraft(undefined);
        else event.continuePropagation();
      }}
    >
      <Input className="input" inputMode="decimal" placeholder="–" />
    </TextField>
  );
}
