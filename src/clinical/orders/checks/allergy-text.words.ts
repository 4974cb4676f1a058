/** Words of allergies as people write them, where marks tell them from others that look the same without. */
export const allergyTextWords = {
  /** What parts a sentence into what is said for itself. */
  parts:
    /([.;,:\n()[\]|/]|\s[-–—]\s|(?<!\p{L})(?:mà|ma|but|instead|rather|(?<!kh[oô]ng\s)(?:nhưng|nhung|chỉ))(?!\p{L}))/iu,
  /** A minus behind a name, and what it means. */
  minus: /\(\s*[-–−]\s*\)|\s[-–−]\s*$/gu,
  negative: ' âm tính ',
  /** "Except": without marks it is a stay in hospital. */
  except: /(?:ngoại\s+)?trừ(?!\p{L})/giu,
  /** "Right", which "give" looks like without marks. */
  right: /đúng/iu,
} as const;
