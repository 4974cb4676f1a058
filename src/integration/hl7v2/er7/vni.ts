/**
 * VNI for Windows: a base letter, and behind it a byte for its marks; a few letters have a byte of their own. Source: the table that VNI published
 * with its fonts, as the common converters of Vietnamese texts have it.
 */
// prettier-ignore
const ALONE: Readonly<Record<number, string>> = {
  0xd1: 'Đ', 0xf1: 'đ', 0xd4: 'Ơ', 0xf4: 'ơ', 0xd6: 'Ư', 0xf6: 'ư', 0xcc: 'Ì', 0xec: 'ì', 0xcd: 'Í', 0xed: 'í', 0xc6: 'Ỉ', 0xe6: 'ỉ',
  0xd3: 'Ĩ', 0xf3: 'ĩ', 0xd2: 'Ị', 0xf2: 'ị', 0xce: 'Ỵ', 0xee: 'ỵ',
};

const [GRAVE, HOOK, TILDE, ACUTE, DOT, HAT, BREVE] = [
  '\u0300',
  '\u0309',
  '\u0303',
  '\u0301',
  '\u0323',
  '\u0302',
  '\u0306',
];
/** Bytes of marks behind a small letter; behind a capital they are 0x20 less. */
// prettier-ignore
const MARKS: Readonly<Record<number, string>> = {
  0xf8: GRAVE, 0xfb: HOOK, 0xf5: TILDE, 0xf9: ACUTE, 0xef: DOT, 0xe2: HAT, 0xe0: HAT + GRAVE, 0xe5: HAT + HOOK, 0xe3: HAT + TILDE,
  0xe1: HAT + ACUTE, 0xe4: HAT + DOT, 0xea: BREVE, 0xe8: BREVE + GRAVE, 0xfa: BREVE + HOOK, 0xfc: BREVE + TILDE, 0xe9: BREVE + ACUTE,
  0xeb: BREVE + DOT,
};
const VOWEL = /[aeiouyơư]/iu;

/** The text of bytes in VNI; undefined when one is neither a letter of it nor a mark behind a vowel. */
export function fromVni(bytes: Uint8Array): string | undefined {
  let text = '';
  let last = '';
  for (const byte of bytes) {
    const letter: string | undefined = byte < 0x80 ? String.fromCharCode(byte) : letterOf(byte, last);
    if (letter === undefined) return undefined;
    text += letter;
    last = letter;
  }
  return text.normalize('NFC');
}

/** A mark is one only behind a vowel that has none yet. */
const letterOf = (byte: number, last: string): string | undefined =>
  (VOWEL.test(last) ? (MARKS[byte] ?? MARKS[byte + 0x20]) : undefined) ?? ALONE[byte];
