type Cells<Count extends number, Taken extends string[] = []> = Taken['length'] extends Count
  ? Taken
  : Cells<Count, [...Taken, string]>;

/** The cells of one line of a table. @throws RangeError when there are more or fewer than told */
export function cellsOf<Count extends number>(line: string, between: string, count: Count): Cells<Count> {
  const cells = line.split(between);
  if (cells.length !== count) throw new RangeError(`"${line}" has ${cells.length} cells, not ${count}.`);
  return cells as Cells<Count>;
}
