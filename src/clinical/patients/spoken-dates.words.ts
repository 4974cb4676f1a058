/** Ways in which people type dates and ages in words, with and without accents. */

/** Dates as they are spoken, with or without accents: ngày 12 tháng 3 năm 1985, mùng 5 tháng 3, tháng 3 năm 1985. */
export const SPOKEN_DAY =
  /(?<![\p{L}\d])(?:(?:ng[àa]y|m[ùồo]ng|m[uôo]ng)\s*)?(\d{1,2})\s*th[áa]ng\s*(\d{1,2})(?!\d)(?:[\s,/-]*(?:n[ăa]m\s*)?(\d{4}|(?<=m\s*)\d{2})(?!\d))?/giu;
/** A month of a year: tháng 3 năm 1985, thg 3/1985, T3.1985, tháng 3/85; two digits are a year behind a sign or "năm" only. */
export const SPOKEN_MONTH =
  /(?<![\p{L}\d])(?:th[áa]ng|thg\.?|t(?=\d))\s*(\d{1,2})[\s,/.-]+(?:(?:sinh\s+)?n[ăa]m\s*)?((?:1[89]|20)\d{2}|(?<=[\d\s][/.-]\s*|m\s*)\d{2})(?![\d/.-])/giu;
/** A month by its English name before its year, as passports have it: 12 NOV 1987, Nov 1987; May alone before a year is a name as well. */
export const NAMED_MONTH =
  /(?<![\p{L}\d])(?:(\d{1,2})[\s./-]*(?=\p{L})|(?!may))(jan(?=uary|\P{L})|feb(?=ruary|\P{L})|mar(?=ch|\P{L})|apr(?=il|\P{L})|may(?=\P{L})|jun(?=e|\P{L})|jul(?=y|\P{L})|aug(?=ust|\P{L})|sep(?=t|\P{L})|oct(?=ober|\P{L})|nov(?=ember|\P{L})|dec(?=ember|\P{L}))\p{L}*\.?[\s,./-]+(\d{4})(?!\d)/giu;
/** The same without a year, in full: november. */
export const NAMED_MONTH_ALONE =
  /(?<![\p{L}\d])(jan(?=uary)|feb(?=ruary)|mar(?=ch)|apr(?=il)|jun(?=e)|jul(?=y)|aug(?=ust)|sep(?=tember)|oct(?=ober)|nov(?=ember)|dec(?=ember))\p{L}+(?![\p{L}\d])/iu;
/** In the order of the year. */
export const MONTH_NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** A month without day and year: tháng 11, thang 11, thg 11, T11. */
export const SPOKEN_MONTH_ALONE =
  /(?<!\d\s{0,3})(?<![\p{L}\d])(?:th[áa]ng|thg\.?|t(?=\d))\s*(0?[1-9]|1[0-2])(?![\p{L}\d]|[\s,/.-]+\d)/iu;
/** A day before a year that is typed apart: 12/03 1985. */
export const DAY_AND_YEAR = /(?<![\d/.-])(\d{1,2}[/.-]\d{1,2})\s+(\d{4})(?![\d/.-])/g;
/** What says that two digits are a year: sinh năm 85, SN 85. */
export const LABELLED_YEAR = /(?<!\p{L})(sinh\s+n[ăa]m|n[ăa]m\s+sinh|sn|ns)[\s:]*(\d{2})(?![\d/.-])/giu;
export const YEAR_FIRST_SAID = /^n[ăa]m\s+(?=\d{4}$)/iu;

/** 75 tuổi, 75t, tuổi 75; 8 tháng tuổi, 20 ngày tuổi. */
export const AGE =
  /(?<![\p{L}\d/.-])(?:(\d{1,3})\s*(th[áa]ng\s*|ng[àa]y\s*)?(?:tu[ổo]i|(?<=\d)t)|tu[ổo]i\s*(\d{1,3}))(?![\p{L}\d])/iu;
