import { fill, type Language, type Localised } from '../../../kernel/language.js';
import { purposeWords } from '../../../platform/audit/reports/reports.words.js';

/** What each rule is called. */
export const titles = {
  lentAccount: { vi: 'Tài khoản vừa được đặt lại', en: 'Account just handed out' },
  oddHours: { vi: 'Xem hồ sơ ngoài giờ', en: 'Odd hours' },
  identifierProbing: { vi: 'Dò số giấy tờ', en: 'Probing for identifiers' },
  identifierGuessing: { vi: 'Tra nhiều số giấy tờ không có ở đây', en: 'Going through numbers' },
  manyCharts: { vi: 'Xem nhiều hồ sơ trong thời gian ngắn', en: 'Many records in a short time' },
  noCareRelationship: { vi: 'Không liên quan điều trị', en: 'No care relationship' },
  sameHousehold: { vi: 'Cùng gia đình hoặc cùng nhà', en: 'Same household' },
  ownRecord: { vi: 'Tự xem hồ sơ của mình', en: 'Own record' },
  colleague: { vi: 'Đồng nghiệp là người bệnh', en: 'Colleague as patient' },
  sensitiveRecord: { vi: 'Hồ sơ hạn chế', en: 'Restricted record' },
  breakGlass: { vi: 'Truy cập khẩn cấp', en: 'Emergency access' },
} as const satisfies Record<string, Localised>;

/** Why a rule makes a case. */
export const reasons = {
  lentAccount: {
    vi: 'Mở hồ sơ từ cùng máy hoặc địa chỉ mà {administrator} vừa đặt mật khẩu hoặc gắn tài khoản bệnh viện, chưa quá {minutes} phút.',
    en: 'Opened records from the same terminal or address where {administrator} set the password or linked the identity, within {minutes} minutes.',
  },
  oddHours: {
    vi: 'Mở hồ sơ của {patients} người bệnh trong đêm mà không ghi gì trong khoảng hai giờ trước và sau.',
    en: 'Opened the records of {patients} patients at night, and wrote nothing within two hours before and after.',
  },
  identifierProbing: {
    vi: 'Thử số giấy tờ của {patients} người bệnh khác nhau trong {minutes} phút và biết được là họ có hồ sơ ở đây{shared}.',
    en: 'Tried identifiers of {patients} different patients within {minutes} minutes, and was told that they are patients here{shared}.',
  },
  identifierGuessing: {
    vi: 'Tra {numbers} số khác nhau không tìm thấy ai trong {minutes} phút{shared}.',
    en: 'Looked up {numbers} different numbers that found nobody within {minutes} minutes{shared}.',
  },
  manyCharts: {
    vi: 'Mở hồ sơ của {patients} người bệnh trong {minutes} phút.',
    en: 'Opened the records of {patients} patients within {minutes} minutes.',
  },
  noCareRelationship: {
    vi: 'Mở hồ sơ của người bệnh không nằm ở khoa mình làm việc và mình không ghi gì vào hồ sơ.',
    en: 'Opened the record of a patient who was not in a ward where they work, and wrote nothing into it.',
  },
  sameHousehold: {
    vi: 'Mở hồ sơ của người có cùng {shared} với hồ sơ người bệnh của chính mình.',
    en: 'Opened the record of someone who shares {shared} with their own patient record.',
  },
  ownRecord: {
    vi: 'Mở hồ sơ bệnh án của chính mình bằng tài khoản nhân viên.',
    en: 'Opened their own patient record with a staff account.',
  },
  colleague: {
    vi: 'Mở hồ sơ của một nhân viên bệnh viện mà mình không điều trị.',
    en: 'Opened the record of a member of staff whom they do not treat.',
  },
  sensitiveRecord: {
    vi: 'Mở hồ sơ có mức bảo mật {confidentiality} mà không liên quan điều trị.',
    en: 'Opened a record of confidentiality {confidentiality} without a care relationship.',
  },
  breakGlass: {
    vi: 'Mở hồ sơ với lý do cấp cứu ({purpose}).',
    en: 'Opened the record for an emergency ({purpose}).',
  },
} as const satisfies Record<string, Localised>;

/** What each threshold is about. */
export const thresholdWords = {
  withinMinutes: { vi: 'Trong số phút', en: 'Within minutes' },
  fromHour: { vi: 'Đêm bắt đầu lúc (giờ)', en: 'Night begins at (hour)' },
  toHour: { vi: 'Đêm kết thúc lúc (giờ)', en: 'Night ends at (hour)' },
  numbersAtLeast: { vi: 'Số lần tra ít nhất', en: 'Numbers at least' },
  patientsAtLeast: { vi: 'Số người bệnh ít nhất', en: 'Patients at least' },
  numbersOfMachines: {
    vi: 'Số lần tra ít nhất, nếu là hệ thống khác kết nối',
    en: 'Numbers at least, asked for by another system',
  },
  patientsOfMachines: {
    vi: 'Số người bệnh ít nhất, nếu là hệ thống khác kết nối',
    en: 'Patients at least, asked for by another system',
  },
  morePatients: { vi: 'Nhiều hơn số người bệnh này', en: 'More patients than this' },
  tieDays: { vi: 'Số ngày còn liên quan sau khi rời khoa', en: 'Days a tie lasts after the ward was left' },
} as const satisfies Record<string, Localised>;

/** Codes among the params of a hit. */
const codes: Readonly<Record<string, Localised>> = {
  phone: { vi: 'số điện thoại', en: 'a telephone number' },
  address: { vi: 'địa chỉ', en: 'an address' },
  'family-name': { vi: 'họ', en: 'a family name' },
  'at-one-terminal': { vi: ' (nhiều người tại cùng một máy)', en: ' (several people at one terminal)' },
  R: { vi: 'hạn chế', en: 'restricted' },
  V: { vi: 'rất hạn chế', en: 'very restricted' },
};

/** Why it is a case, in the reader's language: {@link reasons} with the params of its hit. */
export function reasonText(reason: Localised, params: Readonly<Record<string, unknown>>, language: Language): string {
  const said = (value: unknown): unknown =>
    typeof value === 'string' ? (codes[value]?.[language] ?? purposeWords(value, language)) : value;
  const values = Object.entries(params).map(([name, value]): [string, unknown] => [
    name,
    Array.isArray(value) ? value.map(said).join(', ') : said(value),
  ]);
  return fill(reason[language], { shared: '', ...Object.fromEntries(values) }, language);
}
