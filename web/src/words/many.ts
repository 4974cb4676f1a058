/** So many of something, in English: 1 order, 2 orders. */
export const many = (count: number | string, one: string, more = `${one}s`): string =>
  `${count} ${String(count) === '1' ? one : more}`;
