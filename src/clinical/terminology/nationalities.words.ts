import type { CodeEntry, CodeList } from './code-list.js';

/** Regions of CLDR that are of no country. */
const OF_NO_COUNTRY = new Set('AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ'.split(' '));
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

function countries(): CodeEntry[] {
  const [vi, en] = ['vi', 'en'].map(
    (language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }),
  );
  return LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).flatMap((code) => {
    const isCurrent = !OF_NO_COUNTRY.has(code) && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
    const name = isCurrent ? en!.of(code) : undefined;
    return name === undefined ? [] : [{ code, vi: vi!.of(code) ?? name, en: name }];
  });
}

/** Countries, whose nationality somebody has. */
export const NATIONALITIES: CodeList = {
  source: {
    vi: 'ISO 3166-1 alpha-2, tên theo Unicode CLDR',
    en: 'ISO 3166-1 alpha-2, with the names of Unicode CLDR',
  },
  entries: countries(),
};
