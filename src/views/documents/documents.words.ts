import type { Localised } from '../../kernel/language.js';
import type { FormName, LabelName, Recipient } from './forms.js';
import { labelWords } from './labels.words.js';

/** What each paper is called. */
export const FORM_TITLES: Readonly<Record<FormName | LabelName | 'record', Localised>> = {
  admission: { vi: 'Bệnh án', en: 'Admission record' },
  'vital-signs': { vi: 'Phiếu theo dõi chức năng sống', en: 'Vital-sign chart' },
  treatment: { vi: 'Tờ điều trị', en: 'Treatment sheet' },
  care: { vi: 'Phiếu chăm sóc', en: 'Nursing care sheet' },
  nursing: { vi: 'Phiếu nhận định, theo dõi điều dưỡng', en: 'Nursing assessments and calls' },
  fluids: { vi: 'Phiếu theo dõi dịch vào, dịch ra', en: 'Fluid balance' },
  orders: { vi: 'Chỉ định và thuốc', en: 'Orders and medicines' },
  doses: { vi: 'Phiếu thực hiện thuốc', en: 'Medicines given' },
  infusions: { vi: 'Phiếu theo dõi truyền dịch', en: 'Infusion sheet' },
  transfusions: { vi: 'Phiếu truyền máu', en: 'Transfusion sheet' },
  results: { vi: 'Kết quả cận lâm sàng', en: 'Results' },
  consultation: { vi: 'Trích biên bản hội chẩn', en: 'Consultation minutes' },
  operations: { vi: 'Phiếu phẫu thuật, thủ thuật, gây mê', en: 'Operations, procedures, anaesthesia' },
  labour: { vi: 'Phiếu theo dõi chuyển dạ', en: 'Labour record' },
  handover: { vi: 'Phiếu bàn giao người bệnh', en: 'Handover' },
  medicines: { vi: 'Phiếu công khai dịch vụ và thuốc', en: 'Medicines and services of the day' },
  consent: { vi: 'Giấy cam kết', en: 'Consent' },
  'discharge-summary': { vi: 'Tổng kết bệnh án', en: 'Discharge summary' },
  summary: { vi: 'Bản tóm tắt hồ sơ bệnh án', en: 'Summary of the record' },
  death: { vi: 'Biên bản kiểm điểm tử vong', en: 'Death record' },
  discharge: { vi: 'Giấy ra viện', en: 'Discharge paper' },
  referral: { vi: 'Giấy chuyển cơ sở khám bệnh, chữa bệnh', en: 'Referral to another hospital' },
  prescription: { vi: 'Đơn thuốc', en: 'Prescription' },
  record: { vi: 'Hồ sơ bệnh án', en: 'Medical record' },
  ...labelWords.titles,
};

export const RECIPIENT_WORDS: Readonly<Record<Recipient, Localised>> = {
  patient: { vi: 'người bệnh', en: 'the patient' },
  representative: { vi: 'người đại diện của người bệnh', en: 'who stands in for the patient' },
  court: { vi: 'tòa án, cơ quan tố tụng', en: 'a court' },
  authority: { vi: 'cơ quan quản lý nhà nước', en: 'an authority' },
  insurer: { vi: 'cơ quan bảo hiểm', en: 'an insurer' },
  hospital: { vi: 'cơ sở khám bệnh, chữa bệnh khác', en: 'another hospital' },
};

/** What is wrong with the part of a record that was asked for. */
export const dateWords = {
  day: { vi: 'Cần một ngày đầy đủ.', en: 'A whole date is needed.' },
  upsideDown: { vi: 'Ngày cuối phải sau ngày đầu.', en: 'The last day must be after the first.' },
} as const satisfies Record<string, Localised>;
