export type Cell = string | number | undefined;

/** A table as people take it away. Times are microseconds, shares 0..1; column names say which. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * A table as CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe before it, because
 * names come out of traces (OWASP, "CSV Injection").
 */
export function toCsv({ columns, rows }: Table): string {
  const quoted = (cell: Cell): string => {
    const text = typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : plain(cell);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

/** All tables as JSON: table name to rows, each an object by column. */
export function toJson(tables: readonly Table[]): string {
  const value = Object.fromEntries(
    tables.map(({ name, columns, rows }) => [
      name,
      rows.map((row) => Object.fromEntries(columns.map((column, place) => [column, row[place] ?? null]))),
    ]),
  );
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** Three decimals: nanoseconds, or a tenth of a per cent of a share. */
const plain = (cell: Cell): string =>
  cell === undefined ? '' : typeof cell === 'number' ? String(Math.round(cell * 1000) / 1000) : cell;
