import type { Language } from '../../kernel/language.js';
import { paperLanguage } from './paper-language.js';

/** How a mother or father stands among those to be told, in either language. */
export const PARENT = /^(mẹ|má|me|cha|bố|ba|mother|father)$/iu;

/** Written out, since 03/07 is two days to who reads English. */
export const MONTHS: readonly string[] = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

const vi = {
  basis: 'Theo Thông tư 32/2023/TT-BYT',
  basisOfReferral: 'Theo Thông tư 01/2025/TT-BYT',
  name: 'Họ và tên',
  born: 'Ngày sinh',
  age: 'Tuổi',
  sex: 'Giới',
  ethnicGroup: 'Dân tộc',
  occupation: 'Nghề nghiệp',
  address: 'Địa chỉ',
  insurance: 'Số thẻ BHYT',
  citizen: 'Số CCCD',
  passport: 'Số hộ chiếu',
  phone: 'Điện thoại',
  weight: 'Cân nặng',
  guardian: 'Người giám hộ, cha mẹ',
  ward: 'Khoa',
  bed: 'Giường',
  doctor: 'Bác sĩ điều trị',
  admitted: 'Vào viện lúc',
  discharged: 'Ra viện lúc',
  outcome: 'Tình trạng ra viện',
  closed: 'Khóa hồ sơ',
  diagnosis: 'Chẩn đoán',
  treatment: 'Phương pháp điều trị',
  state: 'Tình trạng người bệnh',
  advice: 'Hướng điều trị tiếp, hẹn khám',
  course: 'Dấu hiệu lâm sàng, diễn biến',
  tests: 'Kết quả cận lâm sàng',
  remark: 'Ghi chú',
  transferredAt: 'Chuyển lúc',
  unknownDestination: '………………………………………………',
  nothing: 'Chưa có ghi chép đã ký.',
  nothingCharted: 'Chưa ghi nhận.',
  nothingFound: 'Không có.',
  notKnown: 'không rõ',
  missing: '……………',
  notDischarged: 'Người bệnh chưa ra viện: bản nháp, không có giá trị.',
  notTransferred: 'Người bệnh chưa được chuyển đi: bản nháp, không có giá trị.',
  yes: 'có',
  no: 'không',
  unsigned: (count: number): string => `Còn ${count} bản nháp chưa ký, không in ở đây.`,
  part: (from: string, to: string): string =>
    `Chỉ gồm các đợt điều trị${from && ` từ ${from}`}${to && ` đến ${to}`}; đây là một phần của hồ sơ.`,
  volume: (number: number, of: number): string => `Tập ${number}/${of}`,
  copyFor: (recipient: string, reason: string): string =>
    `Bản sao toàn bộ hồ sơ, cấp cho ${recipient}. Lý do: ${reason}.`,
  printed: (at: string, by: string): string => `In lúc ${at}, người in: ${by}`,
  /** Printed before, word for word. */
  reprinted: (times: number, first: string): string => `Bản in lại lần ${times}, bản đầu in lúc ${first}`,
  /** Printed before, and changed since. */
  replaces: (before: string): string => `Thay cho bản in lúc ${before}`,
  notMeasured: (at: string, field: string, reason: string): string => `${at}: ${field} không đo, ${reason}`,
  recordedLate: (recorded: string): string => `Ghi muộn lúc ${recorded}`,
  lateEntry: (at: string, recorded: string): string => `${at}: ghi muộn lúc ${recorded}`,
  comment: (at: string, text: string): string => `${at}: ${text}`,
  witnessed: (name: string): string => `Xác nhận trước người làm chứng: ${name}`,
  initials: (who: string): string => `Người ghi: ${who}`,
  allergy: (name: string, reaction: string): string => (reaction ? `${name}: ${reaction}` : name),
  pulled: 'Lấy từ hồ sơ, được ký cùng phiếu:',
  closedBy: (at: string, by: string, hash: string, isSigned: boolean): string =>
    [`${at}, ${by}`, ...(isSigned ? ['đã ký điện tử'] : []), `mã niêm phong ${hash}`].join(' · '),
  afterClosing: (why: string, at: string, hash: string): string =>
    `${why} · sau khi khóa hồ sơ lúc ${at} (mã niêm phong ${hash})`,
  dayInWords: (day: string, month: string, year: string): string => `Ngày ${day} tháng ${month} năm ${year}`,
};

export type PaperWords = typeof vi;

const en: PaperWords = {
  basis: 'Form of Circular 32/2023/TT-BYT (Viet Nam)',
  basisOfReferral: 'Form of Circular 01/2025/TT-BYT (Viet Nam)',
  name: 'Name',
  born: 'Date of birth',
  age: 'Age',
  sex: 'Sex',
  ethnicGroup: 'Ethnic group',
  occupation: 'Occupation',
  address: 'Address',
  insurance: 'Health insurance card',
  citizen: 'Citizen identity card',
  passport: 'Passport',
  phone: 'Phone',
  weight: 'Weight',
  guardian: 'Guardian, parents',
  ward: 'Ward',
  bed: 'Bed',
  doctor: 'Treating doctor',
  admitted: 'Admitted',
  discharged: 'Discharged',
  outcome: 'How the patient left',
  closed: 'Record closed',
  diagnosis: 'Diagnosis',
  treatment: 'Treatment',
  state: 'Condition of the patient',
  advice: 'Further treatment, follow-up',
  course: 'Clinical signs, course',
  tests: 'Results of tests',
  remark: 'Remark',
  transferredAt: 'Transferred',
  unknownDestination: '………………………………………………',
  nothing: 'Nothing signed yet.',
  nothingCharted: 'Nothing recorded.',
  nothingFound: 'None.',
  notKnown: 'not known',
  missing: '……………',
  notDischarged: 'The patient has not been discharged: a draft without validity.',
  notTransferred: 'The patient has not been transferred: a draft without validity.',
  yes: 'yes',
  no: 'no',
  unsigned: (count) => `Drafts that are not signed and not printed here: ${count}.`,
  part: (from, to) => `Only the stays${from && ` from ${from}`}${to && ` to ${to}`}: this is a part of the record.`,
  volume: (number, of) => `Volume ${number} of ${of}`,
  copyFor: (recipient, reason) => `Copy of the whole record, given to ${recipient}. Reason: ${reason}.`,
  printed: (at, by) => `Printed ${at} by ${by}`,
  reprinted: (times, first) => `Reprint no. ${times} of what was first printed ${first}`,
  replaces: (before) => `In place of what was printed ${before}`,
  notMeasured: (at, field, reason) => `${at}: ${field} not measured, ${reason}`,
  recordedLate: (recorded) => `Recorded late, ${recorded}`,
  lateEntry: (at, recorded) => `${at}: recorded late, ${recorded}`,
  comment: (at, text) => `${at}: ${text}`,
  witnessed: (name) => `Confirmed before a witness: ${name}`,
  initials: (who) => `Recorded by ${who}`,
  allergy: (name, reaction) => (reaction ? `${name}: ${reaction}` : name),
  pulled: 'Taken from the chart, and signed with the note:',
  closedBy: (at, by, hash, isSigned) =>
    [`${at}, ${by}`, ...(isSigned ? ['signed electronically'] : []), `seal ${hash}`].join(' · '),
  afterClosing: (why, at, hash) => `${why} · after the record was closed ${at} (seal ${hash})`,
  dayInWords: (day, month, year) => `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`,
};

const WORDS: Readonly<Record<Language, PaperWords>> = { vi, en };

/** Labels of what stands on papers, and sentences that are put together, in the language of the paper. */
export const paperWords = (): PaperWords => WORDS[paperLanguage()];
