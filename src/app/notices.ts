import { say, sayList, type Words } from '../base/say.ts';
import { type Failure } from '../base/failure.ts';
import { type DroppedField } from '../view/field.ts';
import { type LocalFile } from '../view/source.ts';

/** Something the page says once, above the trace, until it is dismissed. */
export type Notice =
  | { readonly kind: 'link-newer'; readonly text: Words }
  | { readonly kind: 'link-field'; readonly field: string; readonly text: Words }
  | { readonly kind: 'view-clamped'; readonly field: string; readonly text: Words }
  | {
      readonly kind: 'file-differs';
      readonly expected: readonly LocalFile[];
      readonly actual: readonly LocalFile[];
      readonly text: Words;
    }
  | { readonly kind: 'replay-failed'; readonly text: Words }
  | { readonly kind: 'account-failed'; readonly text: Words };

export const newerLink = (): Notice => ({
  kind: 'link-newer',
  text: say`This link was made by a newer version of Whystall. What this version knows of it is shown.`,
});

export const droppedField = ({ field, reason }: DroppedField): Notice => ({
  kind: 'link-field',
  field,
  text: say`“${field}” in the link was left out: ${reason}.`,
});

export const clampedField = (field: string, text: Words): Notice => ({ kind: 'view-clamped', field, text });

/** What the user told could not be taken into account. */
export const accountFailed = ({ userMessage }: Failure): Notice => ({
  kind: 'account-failed',
  text: say`What you said about this run could not be taken into account: ${userMessage} The figures are those from before.`,
});

/** undefined where the same files were opened, in any order. */
export function differingFiles(expected: readonly LocalFile[], actual: readonly LocalFile[]): Notice | undefined {
  const prints = (files: readonly LocalFile[]): string =>
    files
      .map((file) => file.fingerprint)
      .sort()
      .join(' ');
  if (prints(expected) === prints(actual)) return undefined;
  const names = (files: readonly LocalFile[]): Words => sayList(files.map((file) => file.name));
  return {
    kind: 'file-differs',
    expected,
    actual,
    text: say`The link was made from ${names(expected)}; what is open now (${names(actual)}) is not the same data. Times and selections may not fit.`,
  };
}
