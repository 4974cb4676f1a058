import { routeNames } from '../../clinical/orders/dose.words.js';

/** How a medicine is used, as a prescription says it. */
export const prescriptionWords = {
  basis: 'Theo Thông tư 26/2025/TT-BYT',
  diagnosis: 'Chẩn đoán',
  advice: 'Lời dặn của bác sĩ',
  noneSigned: 'Chưa có thuốc nào được ký: bản nháp, không có giá trị.',
  each: (dose: string) => `mỗi lần ${dose}`,
  times: (count: number, clocks: string) => `ngày ${count} lần: ${clocks}`,
  everyHours: (hours: string) => `${hours} giờ một lần`,
  once: 'dùng một lần',
  /** A number below ten gets a zero before it, so that nobody writes a digit there. */
  quantity: (count: string, unit: string) => `${count} ${unit}`,
  inWords: (count: string, words: string, unit: string) => `${count} (${words}) ${unit}`,
  /** A pharmacy counts nothing by weight: who hands it out writes the number there. */
  toBeCounted: '…… (viên, ống, lọ: ghi số)',
  /** An order without an end: whoever prescribes says for how long. */
  open: '……',
  ampouleOrVial: 'ống (lọ)',
} as const;

/** Words by which products say in what units they come, the longer first; folded and matched whole. UCUM as doses have it. */
export const PIECE_NAMES: readonly (readonly [string, string])[] = [
  ['viên đặt', '{suppository}'],
  ['thuốc đạn', '{suppository}'],
  ['suppository', '{suppository}'],
  ['viên nang', '{capsule}'],
  ['nang', '{capsule}'],
  ['capsule', '{capsule}'],
  ['viên', '{tablet}'],
  ['nén', '{tablet}'],
  ['tablet', '{tablet}'],
  ['tablets', '{tablet}'],
  ['gói', '{sachet}'],
  ['sachet', '{sachet}'],
  ['ống', '{ampoule}'],
  ['ampoule', '{ampoule}'],
  ['lọ', '{vial}'],
  ['vial', '{vial}'],
  ['siro', 'mL'],
  ['syrup', 'mL'],
];

const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;

/** A whole number below a million in Vietnamese, the first letter a capital, as amounts of narcotics are written: 105 is "Một trăm linh năm". */
export function numberInWords(value: number): string {
  const thousands = Math.floor(value / 1000);
  const rest = value % 1000;
  const parts = [
    ...(thousands > 0 ? [`${hundredsInWords(thousands, false)} nghìn`] : []),
    ...(rest > 0 || thousands === 0 ? [hundredsInWords(rest, thousands > 0)] : []),
  ];
  const text = parts.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function hundredsInWords(value: number, isAfterMore: boolean): string {
  const [hundreds, tens, ones] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10];
  const hasHundreds = hundreds > 0 || isAfterMore;
  if (tens === 0 && ones === 0) return hasHundreds ? `${DIGITS[hundreds]} trăm` : DIGITS[0];
  return [...(hasHundreds ? [`${DIGITS[hundreds]} trăm`] : []), tensInWords(tens, ones, hasHundreds)].join(' ');
}

function tensInWords(tens: number, ones: number, hasHundreds: boolean): string {
  if (tens === 0) return hasHundreds ? `linh ${DIGITS[ones]}` : DIGITS[ones]!;
  const ten = tens === 1 ? 'mười' : `${DIGITS[tens]} mươi`;
  if (ones === 0) return ten;
  if (ones === 5) return `${ten} lăm`;
  return `${ten} ${ones === 1 && tens > 1 ? 'mốt' : DIGITS[ones]}`;
}

/** Ways into the body, where a patient is told more than a ward writes. */
export const PATIENTS_ROUTE_WORDS: Readonly<Record<string, string>> = {
  ...routeNames('vi'),
  buccal: 'ngậm trong má',
  rectal: 'đặt hậu môn',
  intravenous: 'tiêm, truyền tĩnh mạch',
  intraosseous: 'truyền trong xương',
  intrathecal: 'tiêm tủy sống',
  epidural: 'tiêm ngoài màng cứng',
  nasal: 'xịt, nhỏ mũi',
  transdermal: 'dán qua da',
};
