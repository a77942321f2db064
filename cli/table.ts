/** One column: its head, and whether its cells are words (left) or numbers (right). */
export interface Column {
  readonly head: string;
  readonly align: 'left' | 'right';
  /** Longer cells are cut. */
  readonly most?: number;
}

/** Aligned lines of text, two spaces between columns; the head first. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const cells = [columns.map((column) => column.head), ...rows].map((row) =>
    columns.map((column, c) => cut(plain(row[c] ?? ''), column.most ?? Infinity)),
  );
  const widths = columns.map((_, c) => Math.max(...cells.map((row) => row[c]?.length ?? 0)));
  return cells.map((row) =>
    row
      .map((cell, c) => (columns[c]?.align === 'left' ? cell.padEnd(widths[c] ?? 0) : cell.padStart(widths[c] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** Names in traces are hostile text: no control characters reach the terminal. Spaces of any width become plain ones. */
export const plain = (text: string): string =>
  text.replaceAll(/\p{Zs}/gu, ' ').replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u00b7');

export const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);

/** Breaks text at spaces into lines of at most `width` characters; a longer word is cut. */
export function wrap(text: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const whole of plain(text).split(/ +/)) {
    const word = cut(whole, width - indent.length);
    const longer = line === '' ? word : `${line} ${word}`;
    if (indent.length + longer.length <= width || line === '') line = longer;
    else {
      lines.push(indent + line);
      line = word;
    }
  }
  return [...lines, indent + line];
}
