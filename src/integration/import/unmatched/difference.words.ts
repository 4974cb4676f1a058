import type { Localised } from '../../../kernel/language.js';
import { currentContext } from '../../../kernel/request-context.js';
import { reasonWords } from '../import.words.js';
import type { SaidOtherwise } from '../placing/said-otherwise.rules.js';

const [SAID, ON_RECORD]: readonly [Localised, Localised] = [
  { vi: 'Bản tin', en: 'Message' },
  { vi: 'Hồ sơ', en: 'Record' },
];
const SEXES: Readonly<Record<string, Localised>> = {
  male: { vi: 'nam', en: 'male' },
  female: { vi: 'nữ', en: 'female' },
};

/** What differs as people read it: what it is, what the message says, what is on record. */
export function inWords({ code, said, onRecord }: SaidOtherwise) {
  const language = currentContext()?.language ?? 'vi';
  const shown = (text: string) => (code === 'sex-differs' ? (SEXES[text]?.[language] ?? text) : text);
  const sides = [
    ...(said === null ? [] : [`${SAID[language]}: ${shown(said)}.`]),
    ...(onRecord === null ? [] : [`${ON_RECORD[language]}: ${shown(onRecord)}.`]),
  ];
  return { code, said, onRecord, message: [reasonWords[code][language], ...sides].join(' ') };
}
