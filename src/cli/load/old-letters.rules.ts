/**
 * Letters of the fonts that Vietnamese hospitals wrote in before Unicode, and of files that were read in the wrong encoding and saved as what
 * came of it: each byte is some letter of Western Europe, so that nothing is lost and nobody is called so. No name of Vietnamese, of the
 * highlands, or of French, Spanish, German and Scandinavian people has any of these.
 */
const OLD_LETTERS: readonly RegExp[] = [
  // TCVN3 (TCVN 5712:1993, fonts ".Vn…"): signs within a word, "V¨n", "TrÇn" or "ThÞ", a capital in the midst of small letters.
  /\p{L}[¡¢£¤¥¦§¨©«¬®µ¶¸¹»¼½¾]|[¢£¤¥¦§¨©®µ¶¸¹¼½¾]\p{L}/u,
  /\p{Ll}(?:[ÆÇËÎÏÑÖØÜÞ×÷]|[À-Þ]\p{Ll})/u,
  // VNI (fonts "VNI-…"): a vowel with its sign behind it, "Nguyeãn", "Traàn", "Löông".
  /a[àáâãåäêèûøù]|e[àáâãåäûøùõ]|o[âåäûøùõ]|[uy][ûøùõ]|ö[ôûøùõï]|ô[ûøùõï]/iu,
  // Windows-1258: the letter, then the sign, "NguyêÞn", "Thiò".
  /[âêôăơư][ìòÌÒÞ]|(?<![gG])i[òÌÒÞ]|[uy][ÌÒÞ]/u,
  // UTF-8 that was taken for Windows-1252: "Nguyá»…n", "LÃª", "Ä‘".
  /[ÃÄÅÆ][\u0080-\u00bf‘’ƒ°]|áº|á»/u,
];

/** Whether a name is written in the letters of an encoding of before Unicode. */
export const hasOldLetters = (name: string): boolean => OLD_LETTERS.some((letters) => letters.test(name));
