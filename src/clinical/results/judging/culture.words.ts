/** How tests and cultures say that something was found, or grew, in the words of Vietnamese laboratories and in English. */
export const POSITIVE = [
  /dương tính/iu,
  /\bpositive\b/iu,
  /\bphát hiện\b/iu,
  /\bmọc\b/iu,
  /\bgrowth\b/iu,
  /\bgrew\b/iu,
  /\bdetected\b/iu,
  /\breactive\b/iu,
  /\bcó phản ứng\b/iu,
  /\b(?:có|tìm) thấy\b/iu,
  // How much of it, and nothing else: `3+`, `(++)`; a blood group has more.
  /^\s*\(?(?:\+{1,4}|[1-4]\s?\+)\)?\s*$/u,
  /^\s*pos\.?\s*$/iu,
];
/** And that nothing did; looked for first, since what did not grow is said with the word for growing. */
export const NEGATIVE = [
  /âm tính/iu,
  /\bnegative\b/iu,
  /(không|chưa) (mọc|phát hiện|thấy|có vi khuẩn)/iu,
  /(không|chưa) ((có|tìm) thấy|(có )?phản ứng)/iu,
  /^\s*neg\.?\s*$/iu,
  /\bno (bacterial |fungal )?(growth|organisms?)/iu,
  /\bsterile\b/iu,
  /\bnot detected\b/iu,
  /\b(?:non|not)[- ]?reactive\b/iu,
];
