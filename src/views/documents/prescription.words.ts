import type { Route } from '../../clinical/orders/dose.rules.js';

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
  asNeeded: (reason: string) => (reason ? `khi cần (${reason})` : 'khi cần'),
  atMost: (gap: string, most: number) => `cách ít nhất ${gap} giờ, tối đa ${most} lần mỗi 24 giờ`,
  days: (count: number) => `trong ${count} ngày`,
  /** A number below ten gets a zero before it, so that nobody writes a digit there. */
  quantity: (count: string, unit: string) => `${count} ${unit}`,
} as const;

/** Ways into the body. */
export const ROUTE_WORDS: Readonly<Record<Route, string>> = {
  oral: 'uống',
  sublingual: 'ngậm dưới lưỡi',
  buccal: 'ngậm trong má',
  enteral: 'qua ống thông',
  rectal: 'đặt hậu môn',
  intravenous: 'tiêm, truyền tĩnh mạch',
  intramuscular: 'tiêm bắp',
  subcutaneous: 'tiêm dưới da',
  intradermal: 'tiêm trong da',
  intraosseous: 'truyền trong xương',
  intrathecal: 'tiêm tủy sống',
  epidural: 'tiêm ngoài màng cứng',
  inhaled: 'hít',
  nebulised: 'khí dung',
  nasal: 'xịt, nhỏ mũi',
  ophthalmic: 'nhỏ mắt',
  otic: 'nhỏ tai',
  topical: 'bôi ngoài da',
  transdermal: 'dán qua da',
  vaginal: 'đặt âm đạo',
};

/** What is counted, in the words of the label. */
export const COUNTED_WORDS: Readonly<Record<string, string>> = {
  '{tablet}': 'viên',
  '{capsule}': 'viên nang',
  '{ampoule}': 'ống',
  '{vial}': 'lọ',
  '{sachet}': 'gói',
  '{drop}': 'giọt',
  '{puff}': 'nhát',
  '{suppository}': 'viên đặt',
  '[iU]': 'IU',
  ug: 'µg',
};
