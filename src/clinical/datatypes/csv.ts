/** A row of a file, and the line where it begins. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Rows of CSV (RFC 4180), parted by whichever of comma, semicolon and tab stands in the first line; empty ones are left out.
 * @returns undefined when a quote is not closed
 */
export function csvRows(text: string): CsvRow[] | undefined {
  const [first = ''] = text.split('\n', 1);
  const separator = [',', ';', '\t'].find((one) => first.includes(one)) ?? ',';
  const rows: CsvRow[] = [];
  let [line, begun, cell, quoted] = [1, 1, '', false];
  let cells: string[] = [];
  const endRow = () => {
    cells.push(cell);
    if (cells.some((one) => one.trim() !== '')) rows.push({ line: begun, cells });
    [cells, cell, begun] = [[], '', line];
  };
  for (let at = 0; at < text.length; at++) {
    const one = text[at]!;
    if (one === '\n') line += 1;
    if (quoted && one === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (quoted) {
      if (one === '"') quoted = false;
      else cell += one;
    } else if (one === '"' && cell === '') quoted = true;
    else if (one === separator) {
      cells.push(cell);
      cell = '';
    } else if (one === '\n') endRow();
    else if (one !== '\r') cell += one;
  }
  if (quoted) return undefined;
  endRow();
  return rows;
}
