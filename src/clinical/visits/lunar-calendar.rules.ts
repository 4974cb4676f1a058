/**
 * Days of the Vietnamese lunar calendar, reckoned as the calendar is made: a month begins on the day of the new moon, at the seventh meridian
 * east; the solstice of winter lies in the eleventh; of thirteen months the first in which the sun enters no new sign is a leap month.
 * Source: Decision 121/CP (1967) on the meridian; Hồ Ngọc Đức, "Thuật toán tính âm lịch" (2004), with the new moons and the sun of J. Meeus,
 * Astronomical Algorithms (1998). His published tables (1900 to 2099) say the same of every new year and every tenth of the third month from
 * 1968 to 2050; in 1965, when another meridian still counted, the new year was a day later. Sound from 1968 on, and for as long as the Earth
 * turns as evenly as it does: new moons within minutes of midnight may fall on the other day in centuries to come.
 */
const MERIDIAN_DAYS = 7 / 24;
const MONTH_DAYS = 29.530588853;
/** The new moon of 1 January 1900, in days of the Julian count, from which they are numbered. */
const FIRST_NEW_MOON = 2_415_021.076998695;
/** 1 January 1970 in days of the Julian count. */
const EPOCH = 2_440_588;
const DAY_MS = 86_400_000;
/** A year of thirteen months is longer. */
const TWELVE_MONTHS = 365;

const sine = (degrees: number): number => Math.sin((degrees * Math.PI) / 180);

/** The day of a new moon, by its number. */
function newMoonDay(k: number): number {
  const t = k / 1236.85;
  const [t2, t3] = [t ** 2, t ** 3];
  const mean = 2_415_020.75933 + 29.53058868 * k + 0.0001178 * t2 - 0.000000155 * t3;
  const sun = 359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3;
  const moon = 306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3;
  const node = 21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3;
  const terms: readonly (readonly [amplitude: number, degrees: number])[] = [
    [0.00033, 166.56 + 132.87 * t - 0.009173 * t2],
    [0.1734 - 0.000393 * t, sun],
    [0.0021, 2 * sun],
    [-0.4068, moon],
    [0.0161, 2 * moon],
    [-0.0004, 3 * moon],
    [0.0104, 2 * node],
    [-0.0051, sun + moon],
    [-0.0074, sun - moon],
    [0.0004, 2 * node + sun],
    [-0.0004, 2 * node - sun],
    [-0.0006, 2 * node + moon],
    [0.001, 2 * node - moon],
    [0.0005, 2 * moon + sun],
  ];
  const slower = -0.000278 + 0.000265 * t + 0.000262 * t2;
  const moment = terms.reduce((sum, [amplitude, degrees]) => sum + amplitude * sine(degrees), mean) - slower;
  return Math.floor(moment + 0.5 + MERIDIAN_DAYS);
}

/** In which sign, of twelve from the equinox of spring, the sun stands as a day begins. */
function signOf(day: number): number {
  const t = (day - 0.5 - MERIDIAN_DAYS - 2_451_545) / 36_525;
  const anomaly = 357.5291 + 35_999.0503 * t - 0.0001559 * t ** 2 - 0.00000048 * t ** 3;
  const longitude =
    280.46645 +
    36_000.76983 * t +
    0.0003032 * t ** 2 +
    (1.9146 - 0.004817 * t - 0.000014 * t ** 2) * sine(anomaly) +
    (0.019993 - 0.000101 * t) * sine(2 * anomaly) +
    0.00029 * sine(3 * anomaly);
  return Math.floor((((longitude % 360) + 360) % 360) / 30);
}

const numberOf = (day: number): number => Math.floor((day - FIRST_NEW_MOON) / MONTH_DAYS + 0.5);

/** The first day of the eleventh month, in which the solstice of winter of a year lies. */
function eleventhMonth(year: number): number {
  const last = Date.UTC(year, 11, 31) / DAY_MS + EPOCH;
  const k = Math.floor((last - Math.floor(FIRST_NEW_MOON)) / MONTH_DAYS);
  const day = newMoonDay(k);
  return signOf(day) >= 9 ? newMoonDay(k - 1) : day;
}

/** How many months after the eleventh the leap month of a year of thirteen begins. */
function leapAfter(eleventh: number): number {
  const k = numberOf(eleventh);
  let months = 1;
  while (months < 13 && signOf(newMoonDay(k + months)) !== signOf(newMoonDay(k + months + 1))) months += 1;
  return months;
}

/**
 * @param month 1 to 10, not a leap month
 * @returns the day (YYYY-MM-DD) of a day of a lunar year, which is called after the year that it begins in
 */
export function lunarDay(year: number, month: number, day: number): string {
  const [before, after] = [eleventhMonth(year - 1), eleventhMonth(year)];
  const months = month + 1;
  const isAfterLeap = after - before > TWELVE_MONTHS && months >= leapAfter(before);
  const first = newMoonDay(numberOf(before) + months + (isAfterLeap ? 1 : 0));
  return new Date((first + day - 1 - EPOCH) * DAY_MS).toISOString().slice(0, 10);
}
