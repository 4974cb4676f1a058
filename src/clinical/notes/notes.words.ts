import type { Localised } from '../../kernel/language.js';

const listed = (choices: readonly { readonly code: string; readonly title: Localised }[], language: 'vi' | 'en') =>
  choices.map(({ code, title }) => `${code} (${title[language]})`).join(', ');

/** What people read of notes: what each kind is called, and what is wrong with what was typed. */
export const noteWords = {
  admission: { vi: 'Bệnh án', en: 'Admission record' },
  visit: { vi: 'Phiếu khám bệnh', en: 'Visit note' },
  progress: { vi: 'Tờ điều trị', en: 'Progress note' },
  consultation: { vi: 'Biên bản hội chẩn', en: 'Consultation record' },
  procedure: { vi: 'Phiếu thủ thuật', en: 'Procedure note' },
  surgery: { vi: 'Phiếu phẫu thuật', en: 'Operation note' },
  anaesthesia: { vi: 'Phiếu gây mê hồi sức', en: 'Anaesthesia sheet' },
  labour: { vi: 'Phiếu theo dõi chuyển dạ', en: 'Labour record' },
  nursing: { vi: 'Phiếu chăm sóc', en: 'Nursing note' },
  handover: { vi: 'Phiếu bàn giao', en: 'Handover' },
  medicines: { vi: 'Phiếu công khai thuốc', en: 'Medicines of the day' },
  consent: { vi: 'Giấy cam kết', en: 'Consent' },
  discharge: { vi: 'Tổng kết bệnh án', en: 'Discharge summary' },
  summary: { vi: 'Tóm tắt hồ sơ bệnh án', en: 'Summary of the record' },
  death: { vi: 'Biên bản kiểm điểm tử vong', en: 'Death record' },
  sectionCode: {
    vi: 'Gồm tối đa 40 chữ thường không dấu, số và gạch ngang, bắt đầu bằng chữ.',
    en: 'Up to 40 lower-case letters, digits and hyphens, beginning with a letter.',
  },
  noFields: { vi: 'Mục này chỉ có phần chữ, không có ô để điền.', en: 'This section is prose and has no fields.' },
  rows: { vi: 'Mục này là bảng gồm nhiều dòng.', en: 'This section is a table of rows.' },
  tooManyRows: { vi: 'Bảng có tối đa 200 dòng.', en: 'A table has at most 200 rows.' },
  tooManySections: { vi: 'Một tờ bệnh án có tối đa 40 mục.', en: 'A note has at most 40 sections.' },
  drawing: {
    vi: 'Chữ ký phải là ảnh PNG nhỏ (tối đa 64 KB) hoặc các nét vẽ (tối đa 5000 điểm).',
    en: 'A signature is a small PNG picture (at most 64 KB), or strokes (at most 5000 points).',
  },
  drawnOrWitnessed: {
    vi: 'Cần chữ ký vẽ, hoặc tên người làm chứng.',
    en: 'A drawn signature is needed, or the name of a witness.',
  },
  takenOverElsewhere: {
    vi: 'Nhận bàn giao có cách riêng, không viết như phụ lục.',
    en: 'A handover is taken over in its own way, not by an addendum.',
  },
  unknownField: { vi: 'Biểu mẫu không có ô này.', en: 'The form has no such field.' },
  yesOrNo: { vi: 'Trả lời có hoặc không.', en: 'Answer with yes or no.' },
  moment: { vi: 'Cần ngày và giờ.', en: 'A date and time is needed.' },
  shortText: { vi: 'Viết tối đa 2000 ký tự.', en: 'Write at most 2000 characters.' },
  between: (min: number | undefined, max: number | undefined): Localised => ({
    vi: `Cần một số${min === undefined ? '' : ` từ ${min}`}${max === undefined ? '' : ` đến ${max}`}.`,
    en: `A number${min === undefined ? '' : ` from ${min}`}${max === undefined ? '' : ` to ${max}`} is needed.`,
  }),
  oneOf: (choices: readonly { readonly code: string; readonly title: Localised }[]): Localised => ({
    vi: `Chọn một trong: ${listed(choices, 'vi')}.`,
    en: `Choose one of: ${listed(choices, 'en')}.`,
  }),
  says: (section: Localised): Localised => ({
    vi: `Mục “${section.vi}” chưa có nội dung.`,
    en: `The section “${section.en}” says nothing yet.`,
  }),
  follows: (later: readonly [Localised, Localised], first: readonly [Localised, Localised]): Localised => ({
    vi: `“${later[0].vi}, ${later[1].vi}” không thể trước “${first[0].vi}, ${first[1].vi}”.`,
    en: `“${later[0].en}, ${later[1].en}” cannot come before “${first[0].en}, ${first[1].en}”.`,
  }),
  answers: (section: Localised, fields: readonly { readonly title: Localised }[]): Localised => ({
    vi: `Mục “${section.vi}” còn thiếu: ${fields.map(({ title }) => title.vi).join(', ')}.`,
    en: `The section “${section.en}” lacks: ${fields.map(({ title }) => title.en).join(', ')}.`,
  }),
} as const;
