import { CIRCULAR_32, measured, needed, prose, timed, type NoteTemplate, type TemplateField } from './template.js';

const choice = (code: string, vi: string, en: string, choices: TemplateField['choices']): TemplateField => ({
  code,
  title: { vi, en },
  kind: 'choice',
  choices,
});

/** One row of the partograph: what is looked at each half hour to four hours, by its kind. */
const PARTOGRAPH: readonly TemplateField[] = [
  timed('at', 'Giờ', 'At', true),
  measured('fetalHeartRate', 'Tim thai', 'Fetal heart rate', { unit: '/min', min: 0, max: 240, required: true }),
  measured('dilatation', 'Độ mở cổ tử cung', 'Cervical dilatation', { unit: 'cm', min: 0, max: 10 }),
  measured('descent', 'Độ lọt (phần năm trên vệ)', 'Descent of the head (fifths above the brim)', {
    unit: '1',
    min: 0,
    max: 5,
  }),
  measured('contractions', 'Số cơn co trong 10 phút', 'Contractions in 10 minutes', { unit: '1', min: 0, max: 10 }),
  measured('contractionSeconds', 'Thời gian một cơn co', 'Length of a contraction', { unit: 's', min: 0, max: 180 }),
  choice('liquor', 'Nước ối', 'Liquor', [
    { code: 'I', title: { vi: 'Ối còn', en: 'I: membranes intact' } },
    { code: 'C', title: { vi: 'Trong', en: 'C: clear' } },
    { code: 'M', title: { vi: 'Lẫn phân su', en: 'M: meconium' } },
    { code: 'B', title: { vi: 'Lẫn máu', en: 'B: blood' } },
    { code: 'A', title: { vi: 'Không có', en: 'A: absent' } },
  ]),
  measured('moulding', 'Chồng khớp sọ', 'Moulding', { unit: '1', min: 0, max: 3 }),
  measured('oxytocin', 'Oxytocin', 'Oxytocin', { unit: 'm[IU]/min', min: 0, max: 60 }),
  measured('pulse', 'Mạch mẹ', 'Pulse of the mother', { unit: '/min', min: 0, max: 300 }),
  measured('systolic', 'HA tâm thu', 'Systolic', { unit: 'mm[Hg]', min: 0, max: 300 }),
  measured('diastolic', 'HA tâm trương', 'Diastolic', { unit: 'mm[Hg]', min: 0, max: 200 }),
  measured('temperature', 'Nhiệt độ', 'Temperature', { unit: 'Cel', min: 24, max: 45 }),
];

export const LABOUR: readonly NoteTemplate[] = [
  {
    code: 'labour',
    type: 'labour',
    version: 1,
    title: { vi: 'Phiếu theo dõi chuyển dạ, biểu đồ chuyển dạ', en: 'Labour record with partograph' },
    source: `${CIRCULAR_32}; WHO partograph, Preventing prolonged labour, WHO/FHE/MSM/93.8`,
    sections: [
      {
        ...needed('onset', 'Bắt đầu chuyển dạ, tình trạng khi vào', 'Onset, state on arrival'),
        pulls: ['vital-signs'],
      },
      {
        code: 'partograph',
        title: { vi: 'Biểu đồ chuyển dạ', en: 'Partograph' },
        kind: 'table',
        required: true,
        fields: PARTOGRAPH,
      },
      prose('course', 'Diễn biến, xử trí', 'Course and what was done'),
      {
        code: 'birth',
        title: { vi: 'Cuộc sinh', en: 'The birth' },
        kind: 'values',
        fields: [
          timed('at', 'Sinh lúc', 'Born at'),
          choice('mode', 'Cách sinh', 'Mode', [
            { code: 'vaginal', title: { vi: 'Sinh thường', en: 'Vaginal' } },
            { code: 'vacuum', title: { vi: 'Giác hút', en: 'Vacuum' } },
            { code: 'forceps', title: { vi: 'Forceps', en: 'Forceps' } },
            { code: 'caesarean', title: { vi: 'Mổ lấy thai', en: 'Caesarean' } },
          ]),
          measured('weight', 'Cân nặng trẻ', 'Weight of the child', { unit: 'g', min: 250, max: 7000 }),
          measured('apgar1', 'Apgar 1 phút', 'Apgar at 1 minute', { unit: '{score}', min: 0, max: 10 }),
          measured('apgar5', 'Apgar 5 phút', 'Apgar at 5 minutes', { unit: '{score}', min: 0, max: 10 }),
          measured('bloodLoss', 'Máu mất', 'Blood loss', { unit: 'mL', min: 0, max: 10_000 }),
        ],
      },
      prose('placenta', 'Sổ rau, tầng sinh môn', 'Placenta and perineum'),
    ],
  },
];
