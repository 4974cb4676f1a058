import { fillBoth, type Localised } from '../../../kernel/language.js';

const w = (vi: string, en: string): Localised => ({ vi, en });

/** What is wrong with a file of usual ranges and times. */
const LIMITS_FILE_WORDS = {
  noJson: w('không phải JSON', 'this is no JSON'),
  notThese: w(
    'tệp phải là đối tượng có "usual", "minutes" hoặc cả hai',
    'the file: an object with "usual", "minutes" or both',
  ),
  unknown: w('{name}: chỉ có "usual" và "minutes"', '{name}: there are "usual" and "minutes"'),
  object: w('{name}: phải là đối tượng', '{name}: an object'),
  noAge: w('{name}: các lứa tuổi là {known}', '{name}: the ages are {known}'),
  noneSuch: w('{name}: chỉ có {known}', '{name}: there are {known}'),
  range: w(
    '{name}: [thấp nhất, cao nhất], trong khoảng {low} đến {high}',
    '{name}: [lowest, highest], within {low} and {high}',
  ),
  minutes: w('{name}: số phút nguyên, từ 5 đến {most}', '{name}: whole minutes, 5 to {most}'),
  order: w('{name}: không lâu hơn {seldom} ({most})', '{name}: no longer than {seldom} ({most})'),
} as const satisfies Record<string, Localised>;

/** In both languages, filled. */
export const limitsFault = (
  what: keyof typeof LIMITS_FILE_WORDS,
  values?: Readonly<Record<string, unknown>>,
): Localised => fillBoth(LIMITS_FILE_WORDS[what], values);
