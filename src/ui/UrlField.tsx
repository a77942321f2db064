import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';
import { useWords } from './use-words.tsx';

/** The address in a text; undefined where it is none of the web. */
export function asUrl(text: string): string | undefined {
  const url = text.trim();
  return URL.canParse(url) && /^https?:/.test(url) ? url : undefined;
}

/** Where the address of a trace is typed. */
export function UrlField({
  text,
  onText,
  note,
  autoFocus = false,
}: {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly note?: string;
  readonly autoFocus?: boolean;
}) {
  const t = useWords();
  return (
    <TextField
      value={text}
      onChange={onText}
      isRequired
      autoFocus={autoFocus}
      validate={(value) => (asUrl(value) === undefined ? t`A full address, beginning with https://` : null)}
    >
      <Label>{t`Address of a trace`}</Label>
      <Input inputMode="url" placeholder="https://…/rank0.pt.trace.json.gz" />
      {note !== undefined && (
        <Text slot="description" className="note">
          {note}
        </Text>
      )}
      <FieldError className="field-error" />
    </TextField>
  );
}
