import type { Language } from '../../kernel/language.js';
import { routeNames } from '../../clinical/orders/dose.words.js';
import { paperLanguage } from './paper-language.js';

/** How a medicine is used, as a prescription and the sheet of orders say it. */
const vi = {
  basis: 'Theo Thông tư 26/2025/TT-BYT',
  diagnosis: 'Chẩn đoán',
  advice: 'Lời dặn của bác sĩ',
  noneSigned: 'Chưa có thuốc nào được ký: bản nháp, không có giá trị.',
  each: (dose: string) => `mỗi lần ${dose}`,
  times: (count: number, clocks: string) => `ngày ${count} lần: ${clocks}`,
  everyHours: (hours: string) => `${hours} giờ một lần`,
  useOnce: 'dùng một lần',
  /** A number below ten gets a zero before it, so that nobody writes a digit there. */
  quantity: (count: string, unit: string) => `${count} ${unit}`,
  inWords: (count: string, words: string, unit: string) => `${count} (${words}) ${unit}`,
  /** A pharmacy counts nothing by weight: who hands it out writes the number there. */
  toBeCounted: '…… (viên, ống, lọ: ghi số)',
  /** An order without an end: whoever prescribes says for how long. */
  open: '……',
  at: (times: string): string => `lúc ${times}`,
  every: (hours: string): string => `mỗi ${hours} giờ`,
  once: 'một lần',
  forDays: (days: number): string => `trong ${days} ngày`,
  diluted: (fluid: string, volume: string): string => `pha trong ${fluid} đủ ${volume} mL`,
  whenNeeded: (why: string, gap: string, most: number): string =>
    `khi cần${why}, cách ít nhất ${gap} giờ, tối đa ${most} lần mỗi 24 giờ`,
};

type PrescriptionWords = typeof vi;

const en: PrescriptionWords = {
  basis: 'Form of Circular 26/2025/TT-BYT (Viet Nam)',
  diagnosis: 'Diagnosis',
  advice: 'Advice of the doctor',
  noneSigned: 'No medicine has been signed yet: a draft without validity.',
  each: (dose) => `${dose} each time`,
  times: (count, clocks) => `${count} ${count === 1 ? 'time' : 'times'} a day: ${clocks}`,
  everyHours: (hours) => `every ${hours} ${hours === '1' ? 'hour' : 'hours'}`,
  useOnce: 'once only',
  quantity: (count, unit) => `${count} ${unit}`,
  inWords: (count, words, unit) => `${count} (${words}) ${unit}`,
  toBeCounted: '…… (tablets, ampoules, vials: write the number)',
  open: '……',
  at: (times) => `at ${times}`,
  every: (hours) => `every ${hours} ${hours === '1' ? 'hour' : 'hours'}`,
  once: 'once',
  forDays: (days) => `for ${days} ${days === 1 ? 'day' : 'days'}`,
  diluted: (fluid, volume) => `in ${fluid} up to ${volume} mL`,
  whenNeeded: (why, gap, most) => `when needed${why}, at least ${gap} h apart, at most ${most} times in 24 h`,
};

/** Units that are words, in English of more than one. */
const PLURALS: Readonly<Record<string, string>> = {
  ...{ tablet: 'tablets', capsule: 'capsules', ampoule: 'ampoules', vial: 'vials', sachet: 'sachets' },
  ...{ drop: 'drops', puff: 'puffs', suppository: 'suppositories' },
};
export const counted = (value: number, unit: string): string =>
  paperLanguage() === 'en' && value > 1 ? (PLURALS[unit] ?? unit) : unit;

const WORDS: Readonly<Record<Language, PrescriptionWords>> = { vi, en };
export const prescriptionWords = (): PrescriptionWords => WORDS[paperLanguage()];

/** Ways into the body, where a patient is told more than a ward writes. */
const TOLD_ROUTES: Readonly<Record<string, string>> = {
  buccal: 'ngậm trong má',
  rectal: 'đặt hậu môn',
  intravenous: 'tiêm, truyền tĩnh mạch',
  intraosseous: 'truyền trong xương',
  intrathecal: 'tiêm tủy sống',
  epidural: 'tiêm ngoài màng cứng',
  nasal: 'xịt, nhỏ mũi',
  transdermal: 'dán qua da',
};
const ROUTES: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  vi: { ...routeNames('vi'), ...TOLD_ROUTES },
  en: routeNames('en'),
};
export const patientsRoute = (route: string): string => ROUTES[paperLanguage()][route] ?? '';
