/** Longest pattern that a user may give. */
export const MAX_NAME_PATTERN = 200;

/** True where the text can serve as a pattern: not empty but for its signs, and not too long. */
export const isNamePattern = (text: string): boolean =>
  text.length <= MAX_NAME_PATTERN && /[^*^$\s]/.test(text) && !/\p{Cc}/u.test(text);

/**
 * A pattern that a user writes for names of events: the name contains it, whatever the case. `*` stands for any text, a leading `^`
 * and a trailing `$` for the ends of the name. No regular expression is made of it, so that no text can make a search slow:
 * each test is one pass over the name for every part between stars.
 */
export function namePattern(text: string): (name: string) => boolean {
  const lower = text.slice(0, MAX_NAME_PATTERN).toLowerCase();
  const atStart = lower.startsWith('^');
  const atEnd = lower.endsWith('$') && lower.length > (atStart ? 1 : 0);
  const parts = lower.slice(atStart ? 1 : 0, atEnd ? -1 : undefined).split('*');
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  return (name) => {
    const body = name.toLowerCase();
    if (atStart && !body.startsWith(first)) return false;
    if (atEnd && !body.endsWith(last)) return false;
    if (atStart && atEnd && parts.length === 1) return body === first;
    const until = atEnd ? body.length - last.length : body.length;
    let from = 0;
    for (let p = 0; p < (atEnd ? parts.length - 1 : parts.length); p++) {
      const part = parts[p] ?? '';
      const found = body.indexOf(part, from);
      if (found < 0 || found + part.length > until) return false;
      from = found + part.length;
    }
    return true;
  };
}
