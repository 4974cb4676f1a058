/** A text without its marks, in lower case, to be compared with what somebody types fast. */
export const bare = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();
