/** One entry of a trace's event list, as the reference reader finds it. */
export interface ReferenceEntry {
  /** Byte offset of its `{`, and of the byte after its `}`. */
  readonly start: number;
  readonly end: number;
  readonly raw: string;
  readonly json: Record<string, unknown>;
}

/**
 * The slow, plain, independent reader that the scanner is measured against: finds the event list of a trace, cut
 * anywhere, by walking it letter by letter, and gives every entry that is whole. Knows no damage but missing text.
 */
export function readReference(bytes: Uint8Array): ReferenceEntry[] {
  const text = Buffer.from(bytes).toString('latin1'); // one letter a byte, so that indexes are offsets
  const listAt = /^(?:\u00ef\u00bb\u00bf)?\s*\[/.exec(text) ?? /"traceEvents"\s*:\s*\[/.exec(text);
  if (listAt === null) return [];
  const entries: ReferenceEntry[] = [];
  let depth = 0;
  let start = 0;
  let inString = false;
  for (let i = listAt.index + listAt[0].length; i < text.length; i++) {
    const letter = text[i];
    if (inString) {
      if (letter === '\\') i++;
      else if (letter === '"') inString = false;
    } else if (letter === '"') inString = true;
    else if (letter === '{' || letter === '[') {
      if (depth++ === 0) start = i;
    } else if (letter === '}' || letter === ']') {
      if (depth-- === 0) break;
      if (depth === 0) entries.push(entryOf(bytes, start, i + 1));
    }
  }
  return entries;
}

function entryOf(bytes: Uint8Array, start: number, end: number): ReferenceEntry {
  const raw = Buffer.from(bytes.subarray(start, end)).toString('utf8');
  return { start, end, raw, json: JSON.parse(raw) as Record<string, unknown> };
}

const WITH_LENGTH = new Set<unknown>(['X', 'B', 'b', 'S']);

/** Entries that become rows of the event columns: those with a duration, or a B, b or S that opens one. */
export function intervalsOf(entries: readonly ReferenceEntry[]): ReferenceEntry[] {
  return entries.filter(({ json }) => WITH_LENGTH.has(json['ph']) && json['ts'] !== undefined);
}

/** A decimal text such as `1704161511420306.491` in billionths of its unit, exact. */
export function billionths(decimal: string): bigint {
  const match = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(decimal.replaceAll('"', ''));
  if (match === null) throw new Error(`no decimal: ${decimal}`);
  const [, sign = '', whole = '', decimals = '', exponent = '0'] = match;
  const shift = 9 - decimals.length + Number(exponent);
  const digits = BigInt(`${whole}${decimals}` || '0');
  const value = shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
  return sign === '-' ? -value : value;
}

/** The text of a member of an entry as written, quotes taken off; for members whose value is a number or plain string. */
export function memberText(raw: string, key: string): string | undefined {
  return new RegExp(`"${key}"\\s*:\\s*("[^"]*"|[^,}\\s]+)`).exec(raw)?.[1]?.replaceAll('"', '');
}
