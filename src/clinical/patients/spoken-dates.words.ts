/** Ways in which people type dates and ages in words, with and without accents. */

/** Dates as they are spoken, with or without accents: ngày 12 tháng 3 năm 1985, mùng 5 tháng 3, tháng 3 năm 1985. */
export const SPOKEN_DAY =
  /(?<![\p{L}\d])(?:(?:ng[àa]y|m[ùồo]ng|m[uôo]ng)\s*)?(\d{1,2})\s*th[áa]ng\s*(\d{1,2})(?!\d)(?:[\s,/-]*(?:n[ăa]m\s*)?(\d{4}|(?<=m\s*)\d{2})(?!\d))?/giu;
export const SPOKEN_MONTH = /(?<!\p{L})th[áa]ng\s*(\d{1,2})[\s,/-]+(?:n[ăa]m\s*)?(\d{4})(?!\d)/giu;
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
