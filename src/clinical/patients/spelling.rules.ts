/** Other ways in which a folded word of a name is written. */

/** A syllable that ends in i or y after its consonants (Lý, Lí; Mỹ, Mĩ; Quý, Quí), or has it within (Quỳnh, Quình). */
const I_OR_Y = /^((?:qu|[bcdghklmnprstvx]{1,3}))([iy])$|^(qu)([iy])(nh|t|ch)$/;

/** The word with y for i, or i for y, where Vietnamese writes either; undefined elsewhere (Thúy is never Thúi). */
export function otherSpelling(word: string): string | undefined {
  const [, onset, end, qu, within, coda] = I_OR_Y.exec(word) ?? [];
  if (onset !== undefined) return `${onset}${end === 'y' ? 'i' : 'y'}`;
  return qu === undefined ? undefined : `${qu}${within === 'y' ? 'i' : 'y'}${coda}`;
}

/** Other ways of saying that nobody knows who it is ("không rõ", "vô danh"), in the words of the working name ("Chưa rõ tên"). */
export function asNobodyKnown(terms: readonly string[]): string[] | undefined {
  if (terms.includes('khong') && terms.includes('ro')) return terms.map((term) => (term === 'khong' ? 'chua' : term));
  if (!terms.includes('vo') || !terms.includes('danh')) return undefined;
  return ['chua', 'ro', ...terms.filter((term) => term !== 'vo' && term !== 'danh')];
}

/** What Telex makes of doubled letters and w; the marks themselves are folded away. */
const TELEX_LETTERS: readonly (readonly [RegExp, string])[] = [
  [/^dd/, 'd'],
  [/^w|(?<=^[bcdghklmnpqrstvx]+)w/, 'u'],
  [/w/g, ''],
  [/([aeo])\1/g, '$1'],
];
const SYLLABLE = /^(?:[bcdđghklmnpqrstvx]{0,3})[aeiouy]{1,3}(?:ch|nh|ng|[cmnpt])?$/;
/** As many as `d9u7o7ng2` (Đường) has. */
const MOST_VNI_DIGITS = 4;

/**
 * A folded word in which the keystrokes of an input method were left (Telex `nguyeenx`, VNI `nguye6n4`), as it was meant;
 * undefined when it has none, or is no Vietnamese syllable without them.
 */
export function withoutKeystrokes(word: string): string | undefined {
  const meant = /\d/.test(word) ? withoutVni(word) : withoutTelex(word);
  return meant !== word && SYLLABLE.test(meant) ? meant : undefined;
}

function withoutTelex(word: string): string {
  // No syllable has s, f, r, x or j behind its first vowel: there they are tones.
  const toneless = word.replace(/(?<=[aeiouy].*)[sfrxjz]/g, '');
  const letters = TELEX_LETTERS.reduce((text, [from, to]) => text.replace(from, to), toneless);
  // Marks may be typed at the end: `tuana` is Tuân, `dungd` Đung.
  return SYLLABLE.test(letters) ? letters : letters.replace(/(?<=([aeo]).*)\1$/, '').replace(/(?<=^d.+)d$/, '');
}

/** Beginnings of Vietnamese syllables; names of other peoples begin otherwise (Ksor, Kbuôr). */
const ONSET = /^(?:ngh?|nh|[cgkpt]h|gi|qu|tr|[bcdghklmnprstvx])?[aeiouy]/;

/** Whether keystrokes of an input method were left in a name that is Vietnamese: `Nguyeenx Vawn A`. Words with marks were typed with them. */
export const hasKeystrokes = (fullName: string): boolean =>
  fullName
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .some((word) => /^[a-z0-9]+$/.test(word) && ONSET.test(withoutKeystrokes(word) ?? ''));

/** Digits of a number stand together; keystrokes stand behind their letters. */
function withoutVni(word: string): string {
  const digits = word.replace(/\D/g, '').length;
  return /^[a-z]/.test(word) && digits <= MOST_VNI_DIGITS && !/\d{4}/.test(word) ? word.replace(/[1-9]/g, '') : word;
}
