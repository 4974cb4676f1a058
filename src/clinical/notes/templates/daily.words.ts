import { CIRCULAR_32, measured, needed, prose, worded, type NoteTemplate } from './template.js';

/** What is written day by day at the bedside. */
export const DAILY: readonly NoteTemplate[] = [
  {
    code: 'progress',
    type: 'progress',
    version: 1,
    title: { vi: 'Tờ điều trị', en: 'Progress note' },
    source: CIRCULAR_32,
    sections: [
      {
        ...needed('course', 'Diễn biến bệnh', 'Course'),
        // Where it is written as subjective, objective, assessment and plan, or only what was ordered is new.
        alternatives: ['subjective', 'objective', 'assessment', 'plan'],
        pulls: ['vital-signs', 'laboratory'],
      },
      prose('subjective', 'Người bệnh khai', 'Subjective'),
      prose('objective', 'Khám', 'Objective'),
      prose('assessment', 'Nhận định', 'Assessment'),
      prose('plan', 'Chỉ định, hướng xử trí', 'Orders and plan'),
    ],
  },
  {
    code: 'visit',
    type: 'visit',
    version: 1,
    title: { vi: 'Phiếu khám bệnh', en: 'Visit note' },
    source: CIRCULAR_32,
    sections: [
      prose('reason', 'Lý do đến khám, bệnh sử', 'Reason and history'),
      needed('findings', 'Khám', 'Findings'),
      needed('diagnosis', 'Chẩn đoán', 'Diagnosis'),
      needed('plan', 'Xử trí, dặn dò', 'Plan and advice'),
    ],
  },
  {
    code: 'nursing',
    type: 'nursing',
    version: 1,
    title: { vi: 'Phiếu chăm sóc', en: 'Nursing care note' },
    source: `${CIRCULAR_32}; Circular 31/2021/TT-BYT (levels of care)`,
    sections: [
      {
        ...needed('observation', 'Nhận định, theo dõi diễn biến', 'Observation'),
        alternatives: ['care', 'course', 'evaluation'],
        pulls: ['vital-signs'],
      },
      prose('course', 'Diễn biến', 'Course'),
      prose('diagnosis', 'Vấn đề chăm sóc', 'Nursing problems'),
      prose('plan', 'Kế hoạch chăm sóc', 'Care plan'),
      prose('care', 'Can thiệp điều dưỡng, thực hiện y lệnh', 'Care given, orders carried out'),
      prose('evaluation', 'Đánh giá kết quả', 'Evaluation'),
      {
        code: 'level',
        title: { vi: 'Cấp chăm sóc', en: 'Level of care' },
        kind: 'values',
        fields: [
          {
            code: 'level',
            title: { vi: 'Cấp', en: 'Level' },
            kind: 'choice',
            choices: [
              { code: 'I', title: { vi: 'Cấp I: cần chăm sóc toàn diện', en: 'I: needs all care' } },
              { code: 'II', title: { vi: 'Cấp II: cần hỗ trợ', en: 'II: needs help' } },
              { code: 'III', title: { vi: 'Cấp III: tự chăm sóc', en: 'III: self-caring' } },
            ],
          },
        ],
      },
    ],
  },
  {
    code: 'handover-sbar',
    type: 'handover',
    version: 1,
    title: { vi: 'Phiếu bàn giao người bệnh (SBAR)', en: 'Handover (SBAR)' },
    source: 'WHO Patient Safety Solutions 2007, volume 1, solution 3: communication during patient hand-overs (SBAR)',
    sections: [
      needed('situation', 'Tình huống (S)', 'Situation'),
      needed('background', 'Bối cảnh (B)', 'Background'),
      { ...needed('assessment', 'Nhận định (A)', 'Assessment'), pulls: ['vital-signs', 'laboratory'] },
      needed('recommendation', 'Đề nghị (R)', 'Recommendation'),
      prose('questions', 'Người nhận hỏi lại', 'Questions of whoever takes over'),
      {
        code: 'taken',
        title: { vi: 'Người nhận', en: 'Taken over by' },
        kind: 'values',
        fields: [worded('by', 'Họ tên người nhận', 'Name'), worded('ward', 'Khoa', 'Ward')],
      },
    ],
  },
  {
    code: 'daily-medicines',
    type: 'medicines',
    version: 1,
    title: { vi: 'Phiếu công khai dịch vụ và thuốc', en: 'Medicines and services of the day, shown to the patient' },
    source: `${CIRCULAR_32}; signed by the patient too, Circular 13/2025/TT-BYT`,
    sections: [
      {
        code: 'given',
        title: { vi: 'Thuốc, dịch vụ đã dùng trong ngày', en: 'Medicines and services of the day' },
        kind: 'table',
        required: true,
        fields: [
          worded('name', 'Tên thuốc, hàm lượng, dịch vụ', 'Medicine and strength, or service', true),
          worded('unit', 'Đơn vị', 'Unit', true),
          measured('amount', 'Số lượng', 'Amount', { min: 0, max: 10_000, required: true }),
          worded('note', 'Ghi chú', 'Remark'),
        ],
      },
    ],
  },
];
