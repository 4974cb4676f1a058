import type { Localised } from '../../kernel/language.js';
import type { Unjudged } from './judging/judgement.rules.js';

/** What the tests with critical values are called. */
export const testWords = {
  potassium: { vi: 'Kali', en: 'Potassium' },
  sodium: { vi: 'Natri', en: 'Sodium' },
  glucose: { vi: 'Glucose', en: 'Glucose' },
  calcium: { vi: 'Calci toàn phần', en: 'Calcium' },
  haemoglobin: { vi: 'Hemoglobin', en: 'Haemoglobin' },
  platelets: { vi: 'Tiểu cầu', en: 'Platelets' },
  leucocytes: { vi: 'Bạch cầu', en: 'Leucocytes' },
  inr: { vi: 'INR', en: 'INR' },
  creatinine: { vi: 'Creatinin', en: 'Creatinine' },
  lactate: { vi: 'Lactat', en: 'Lactate' },
  bloodPh: { vi: 'pH máu', en: 'Blood pH' },
} as const satisfies Record<string, Localised>;

/** What tests are called whose values may be below nothing, also those that no table knows. */
export const DIFFERENCE_NAMES = /excess|gap|difference|deviation|kiềm dư|khoảng trống|chênh/iu;

/** What people read of results: the broken rules of what was sent. */
export const resultWords = {
  codeSpaces: {
    vi: 'Không được có khoảng trắng ở đầu, ở cuối hoặc hai khoảng trắng liền nhau.',
    en: 'Must not begin or end with a space, nor have two in a row.',
  },
} as const satisfies Record<string, Localised>;

/** Of a value that changed suddenly. */
export const suddenWords = {
  text: {
    vi: 'Thay đổi đột ngột so với {before} trước đó: kiểm tra lại người bệnh và mẫu, có thể mẫu của người khác.',
    en: 'A sudden change from {before} before: look again at the patient and the specimen, which may be somebody else’s.',
  },
  source: {
    vi: 'Giới hạn của hệ thống, chưa có nguồn; khoa xét nghiệm xác nhận. Phương pháp: CLSI EP33.',
    en: 'A limit of this system without a source; the laboratory confirms it. Method: CLSI EP33.',
  },
  beyond: {
    vi: 'Giới hạn của hệ thống, lớn hơn mức tự dao động ({part} %: {source}); khoa xét nghiệm xác nhận. Phương pháp: CLSI EP33.',
    en: 'A limit of this system, beyond what the test changes by itself ({part} %: {source}); the laboratory confirms it. Method: CLSI EP33.',
  },
  loaded: {
    vi: 'Giới hạn của bệnh viện, bản {version}: {source}. Phương pháp: CLSI EP33.',
    en: 'A limit of the hospital, version {version}: {source}. Method: CLSI EP33.',
  },
} as const satisfies Record<string, Localised>;

/** Why nobody can say whether a value is critical. */
export const unjudgedWords = {
  'test-unknown': {
    vi: 'Chưa đánh giá được: không rõ đây là xét nghiệm nào (thiếu mã LOINC).',
    en: 'Could not be judged: it is not known which test this is (no LOINC code).',
  },
  'unit-missing': { vi: 'Chưa đánh giá được: thiếu đơn vị.', en: 'Could not be judged: the unit is missing.' },
  'unit-unfit': {
    vi: 'Chưa đánh giá được: đơn vị không quy đổi được cho xét nghiệm này.',
    en: 'Could not be judged: the unit cannot be converted for this test.',
  },
  'unit-contradicts': {
    vi: 'Chưa đánh giá được: phòng xét nghiệm ghi hai đơn vị khác nhau cho kết quả này; hỏi lại trước khi dùng.',
    en: 'Could not be judged: the laboratory named two different units for this value; ask before using it.',
  },
  'not-a-number': {
    vi: 'Chưa đánh giá được: kết quả không phải là số.',
    en: 'Could not be judged: the result is no number.',
  },
  'either-side': {
    vi: 'Chưa đánh giá được: giá trị có thể nằm ở cả hai phía của ngưỡng báo động.',
    en: 'Could not be judged: the value may lie on either side of the critical limit.',
  },
  'range-missing': {
    vi: 'Chưa đánh giá được: cần giới hạn tham chiếu của phòng xét nghiệm.',
    en: "Could not be judged: the laboratory's own reference limit is needed.",
  },
  'culture-unclear': {
    vi: 'Chưa đánh giá được: không rõ kết quả cấy dương tính hay âm tính.',
    en: 'Could not be judged: it is not clear whether the culture is positive.',
  },
  positive: {
    vi: 'Chưa đánh giá được: kết quả dương tính, chưa đặt mức báo động cho xét nghiệm này; bác sĩ cần xem.',
    en: 'Could not be judged: positive, and no alarm is set for this test; a doctor has to look.',
  },
  impossible: {
    vi: 'Không người sống nào có trị số này: có thể gõ nhầm, nhầm đơn vị hoặc mẫu hỏng. Đã báo phòng xét nghiệm kiểm tra; chưa dùng để xử trí.',
    en: 'No living person has this value: a slip, another unit, or a spoilt specimen. The laboratory has been asked; do not act on it yet.',
  },
} as const satisfies Record<Unjudged, Localised>;

/** Why there is no value: code system data-absent-reason of FHIR R4. */
export const absentWords = {
  unknown: { vi: 'chưa rõ', en: 'unknown' },
  'asked-unknown': { vi: 'đã hỏi nhưng chưa rõ', en: 'asked but unknown' },
  'temp-unknown': { vi: 'tạm thời chưa rõ', en: 'temporarily unknown' },
  'not-asked': { vi: 'không hỏi', en: 'not asked' },
  'asked-declined': { vi: 'từ chối trả lời', en: 'asked but declined' },
  masked: { vi: 'được che', en: 'masked' },
  'not-applicable': { vi: 'không áp dụng', en: 'not applicable' },
  unsupported: { vi: 'hệ thống gửi không hỗ trợ', en: 'unsupported' },
  'as-text': { vi: 'chỉ có dạng văn bản', en: 'as text' },
  error: { vi: 'lỗi khi đo', en: 'error' },
  'not-a-number': { vi: 'không phải số', en: 'not a number' },
  'negative-infinity': { vi: 'dưới mọi giới hạn', en: 'negative infinity' },
  'positive-infinity': { vi: 'trên mọi giới hạn', en: 'positive infinity' },
  'not-performed': { vi: 'không thực hiện', en: 'not performed' },
  'not-permitted': { vi: 'không được phép', en: 'not permitted' },
} as const satisfies Record<string, Localised>;
