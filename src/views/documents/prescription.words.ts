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
} as const;

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
