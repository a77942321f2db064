import { useState, type ReactNode } from 'react';
import { TextField } from 'react-aria-components';

export interface DraftFieldProps {
  readonly className: string;
  /** What stands there while nobody types. */
  readonly value: string;
  /** True where a text cannot be taken: it is shown in red, and dropped when the field is left. */
  readonly isWrong?: (draft: string) => boolean;
  /** Given a text, without spaces around it, that is not wrong and differs from `value`. */
  readonly onGive: (text: string) => void;
  /** What a screen reader calls the field, where no label stands among the children. */
  readonly name?: string;
  /** Label and input. */
  readonly children: ReactNode;
}

/** A text that is taken on Enter and on leaving, and put back by Escape. */
export function DraftField({ className, value, isWrong, onGive, name, children }: DraftFieldProps) {
  const [draft, setDraft] = useState<string>();
  const wrong = draft !== undefined && (isWrong?.(draft.trim()) ?? false);
  const take = (): void => {
    if (draft !== undefined && !wrong && draft.trim() !== value) onGive(draft.trim());
    setDraft(undefined);
  };
  return (
    <TextField
      className={className}
      {...(name !== undefined && { 'aria-label': name })}
      value={draft ?? value}
      isInvalid={wrong}
      onChange={setDraft}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
        else if (event.key === 'Escape' && draft !== undefined) setDraft(undefined);
        else event.continuePropagation();
      }}
    >
      {children}
    </TextField>
  );
}
