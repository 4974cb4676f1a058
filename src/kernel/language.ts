/** Languages people can read us in; Vietnamese unless they ask otherwise. */
export type Language = 'vi' | 'en';
export type Localised = Readonly<Record<Language, string>>;

/** Words by their codes, in one language. */
export const inLanguage = (
  words: Readonly<Record<string, Localised>>,
  language: Language,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(words).map(([code, said]) => [code, said[language]]));

/** What headers that came before say: browsers send few, and always the same. */
const chosen = new Map<string, Language>();
const [MOST_REMEMBERED, LONGEST_REMEMBERED] = [200, 200];

/** The best of our languages for an Accept-Language header (RFC 9110, section 12.5.4). */
export function chooseLanguage(header = ''): Language {
  const known = chosen.get(header);
  if (known) return known;
  const language = bestOf(header);
  if (chosen.size >= MOST_REMEMBERED) chosen.clear();
  if (header.length <= LONGEST_REMEMBERED) chosen.set(header, language);
  return language;
}

function bestOf(header: string): Language {
  const wanted = header
    .split(',')
    .map((part, order) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find(Boolean);
      return { tag: tag.split('-')[0], quality: Number(quality ?? 1), order };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality || a.order - b.order);
  return wanted.find(({ tag }) => tag === 'vi' || tag === 'en')?.tag === 'en' ? 'en' : 'vi';
}

/**
 * Fills `{name}` places of a template, as the reader's language writes what stands there; `{name|item|items}` is the first word for one of
 * them, the second for any other number.
 */
export function fill(
  template: string,
  values: Readonly<Record<string, unknown>> = {},
  language: Language = 'en',
): string {
  return template
    .replace(/\{(\w+)\|([^|}]*)\|([^|}]*)\}/g, (_, name: string, one: string, many: string) =>
      values[name] === 1 ? one : many,
    )
    .replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? written(values[name], language) : whole));
}

/** The same of a template in both languages. */
export const fillBoth = ({ vi, en }: Localised, values?: Readonly<Record<string, unknown>>): Localised => ({
  vi: fill(vi, values, 'vi'),
  en: fill(en, values, 'en'),
});

/** Numbers with the comma of Vietnamese, and words in the language asked for. */
function written(value: unknown, language: Language): string {
  if (typeof value === 'number') return language === 'vi' ? String(value).replace('.', ',') : String(value);
  return isLocalised(value) ? value[language] : String(value);
}

const isLocalised = (value: unknown): value is Localised =>
  typeof value === 'object' && value !== null && 'vi' in value && 'en' in value;
