import { CIRCULAR_32, measured, needed, prose, type NoteTemplate, type TemplateSection } from './template.js';

const COMPLAINT = needed('complaint', 'Lý do vào viện', 'Reason for admission');
const ILLNESS = needed('illness', 'Quá trình bệnh lý', 'History of the illness');
const HISTORY = needed('history', 'Tiền sử bản thân', 'Past history');
const FAMILY = prose('family', 'Tiền sử gia đình', 'Family history');
const RISKS = prose(
  'risks',
  'Yếu tố nguy cơ: dị ứng, thuốc lá, rượu bia, ma túy',
  'Risks: allergy, tobacco, alcohol, drugs',
);
const GENERAL: TemplateSection = {
  ...needed('general', 'Khám toàn thân', 'General examination'),
  pulls: ['vital-signs'],
  alternatives: ['examination'],
};
const ORGANS: TemplateSection = {
  ...needed('organs', 'Khám các cơ quan', 'Examination by organ'),
  alternatives: ['examination'],
};
const TESTS: TemplateSection = {
  ...prose('tests', 'Các xét nghiệm cận lâm sàng', 'Tests done and to do'),
  pulls: ['laboratory'],
};
const END = [
  needed('summary', 'Tóm tắt bệnh án', 'Summary'),
  needed(
    'diagnosis',
    'Chẩn đoán khi vào khoa (bệnh chính, bệnh kèm theo)',
    'Diagnosis on admission (main, additional)',
  ),
  prose('differential', 'Chẩn đoán phân biệt', 'Differential diagnosis'),
  prose('prognosis', 'Tiên lượng', 'Prognosis'),
  needed('plan', 'Hướng điều trị', 'Plan of treatment'),
];

const record = (
  code: string,
  vi: string,
  en: string,
  { before = [], local = [] }: { before?: readonly TemplateSection[]; local?: readonly TemplateSection[] } = {},
): NoteTemplate => ({
  code,
  type: 'admission',
  version: 1,
  title: { vi, en },
  source: CIRCULAR_32,
  sections: [COMPLAINT, ILLNESS, HISTORY, FAMILY, RISKS, ...before, GENERAL, ...local, ORGANS, TESTS, ...END],
});

const OBSTETRIC: TemplateSection = {
  code: 'obstetric',
  title: { vi: 'Tiền sử sản khoa (PARA)', en: 'Obstetric history (PARA)' },
  kind: 'values',
  required: true,
  fields: [
    measured('term', 'Số lần sinh đủ tháng', 'Term births', { unit: '1', min: 0, max: 20, required: true }),
    measured('preterm', 'Số lần sinh non', 'Preterm births', { unit: '1', min: 0, max: 20, required: true }),
    measured('abortions', 'Số lần sẩy, nạo hút', 'Abortions', { unit: '1', min: 0, max: 30, required: true }),
    measured('living', 'Số con hiện có', 'Living children', { unit: '1', min: 0, max: 20, required: true }),
    measured('gestation', 'Tuổi thai', 'Gestational age', { unit: 'wk', min: 4, max: 45 }),
  ],
};
const NEWBORN: TemplateSection = {
  code: 'birth',
  title: { vi: 'Tiền sử sinh', en: 'Birth' },
  kind: 'values',
  fields: [
    measured('gestation', 'Tuổi thai khi sinh', 'Gestational age at birth', { unit: 'wk', min: 20, max: 45 }),
    measured('weight', 'Cân nặng khi sinh', 'Birth weight', { unit: 'g', min: 250, max: 7000 }),
    measured('apgar1', 'Apgar 1 phút', 'Apgar at 1 minute', { unit: '{score}', min: 0, max: 10 }),
    measured('apgar5', 'Apgar 5 phút', 'Apgar at 5 minutes', { unit: '{score}', min: 0, max: 10 }),
  ],
};

/** Admission records (bệnh án) by specialty; the first is taken where none is named. */
export const ADMISSIONS: readonly NoteTemplate[] = [
  record('admission-internal', 'Bệnh án nội khoa', 'Admission record, internal medicine'),
  record('admission-surgical', 'Bệnh án ngoại khoa', 'Admission record, surgery', {
    local: [needed('local', 'Bệnh ngoại khoa', 'Surgical findings')],
  }),
  record('admission-obstetric', 'Bệnh án sản khoa', 'Admission record, obstetrics', {
    before: [OBSTETRIC, prose('menses', 'Kinh nguyệt, kinh cuối cùng', 'Menses, last menstrual period')],
    local: [
      needed(
        'local',
        'Khám chuyên khoa: tử cung, tim thai, cổ tử cung, ngôi',
        'Uterus, fetal heart, cervix, presentation',
      ),
    ],
  }),
  record('admission-gynaecological', 'Bệnh án phụ khoa', 'Admission record, gynaecology', {
    before: [prose('menses', 'Kinh nguyệt, tiền sử sản phụ khoa', 'Menses, gynaecological history')],
    local: [needed('local', 'Khám chuyên khoa', 'Gynaecological examination')],
  }),
  record('admission-paediatric', 'Bệnh án nhi khoa', 'Admission record, paediatrics', {
    before: [
      NEWBORN,
      needed('growth', 'Dinh dưỡng, phát triển thể chất và tinh thần', 'Feeding, growth and development'),
      needed('vaccines', 'Tiêm chủng', 'Vaccinations'),
    ],
  }),
  record('admission-newborn', 'Bệnh án sơ sinh', 'Admission record, newborn', {
    before: [
      { ...NEWBORN, required: true },
      needed('mother', 'Tình trạng mẹ khi mang thai và khi sinh', 'The mother in pregnancy and at birth'),
    ],
  }),
  record('admission-infectious', 'Bệnh án truyền nhiễm', 'Admission record, infectious diseases', {
    before: [needed('exposure', 'Dịch tễ: nơi ở, tiếp xúc, đi lại', 'Exposure: where, contacts, travel')],
  }),
  record('admission-emergency', 'Bệnh án cấp cứu', 'Admission record, emergency', {
    before: [prose('before', 'Xử trí trước khi đến', 'Treatment before arrival')],
  }),
  record('admission-traditional', 'Bệnh án y học cổ truyền', 'Admission record, traditional medicine', {
    local: [needed('four', 'Tứ chẩn: vọng, văn, vấn, thiết', 'The four examinations: look, listen, ask, feel')],
  }),
];
