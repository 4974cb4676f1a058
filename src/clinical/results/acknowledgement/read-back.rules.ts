/** A value that has to be told, as far as it is looked at here. */
export interface ToldValue {
  readonly value: number | null;
  readonly text: string | null;
}

/**
 * Whether what was read back is what was told: each number that is critical stands in it, as the same number, with a comma or a point. What is no
 * number is read back in words, which nobody can compare. Source: read-back as the Joint Commission's NPSG asks of verbal
 * reports of critical results.
 */
export function saysTheSame(readBack: string, told: readonly ToldValue[]): boolean {
  const said = [...readBack.matchAll(/\d+(?:[.,]\d+)?/g)].map(([number]) => Number(number.replace(',', '.')));
  return told.every(({ value }) => value === null || said.includes(Math.abs(value)));
}
