import { CIRCULAR_32, needed, prose, timed, worded, type NoteTemplate } from './template.js';

/** Minutes of a meeting, and what closes a stay. */
export const CLOSING: readonly NoteTemplate[] = [
  {
    code: 'consultation',
    type: 'consultation',
    version: 1,
    title: { vi: 'Biên bản hội chẩn', en: 'Consultation minutes' },
    source: CIRCULAR_32,
    sections: [
      {
        code: 'meeting',
        title: { vi: 'Thời gian và thành phần', en: 'Time and people' },
        kind: 'values',
        fields: [
          timed('at', 'Hội chẩn lúc', 'Held at'),
          worded('place', 'Tại', 'Place'),
          worded('chair', 'Chủ tọa', 'Chair'),
          worded('secretary', 'Thư ký', 'Secretary'),
          worded('members', 'Thành viên tham gia', 'Members'),
        ],
      },
      {
        ...needed('summary', 'Tóm tắt diễn biến, điều trị và xét nghiệm', 'Summary of course, treatment and tests'),
        pulls: ['vital-signs', 'laboratory'],
      },
      prose('discussion', 'Ý kiến thảo luận', 'Discussion'),
      needed('conclusion', 'Kết luận', 'Conclusion'),
      { ...needed('plan', 'Hướng điều trị tiếp', 'Next steps'), alternatives: ['next-steps'] },
    ],
  },
  {
    code: 'discharge',
    type: 'discharge',
    version: 1,
    title: { vi: 'Tổng kết bệnh án khi ra viện', en: 'Discharge summary' },
    source: CIRCULAR_32,
    sections: [
      {
        ...needed('course', 'Quá trình bệnh lý và diễn biến lâm sàng', 'Course of the illness'),
        alternatives: ['summary'],
      },
      { ...prose('results', 'Kết quả cận lâm sàng có giá trị', 'Results that matter'), pulls: ['laboratory'] },
      prose('diagnosis', 'Chẩn đoán ra viện (bệnh chính, bệnh kèm theo)', 'Diagnosis at discharge (main, additional)'),
      { ...needed('treatment', 'Phương pháp điều trị', 'Treatment given'), alternatives: ['medication', 'plan'] },
      { ...prose('state', 'Tình trạng khi ra viện', 'State at discharge'), pulls: ['vital-signs'] },
      {
        ...needed('follow-up', 'Hướng điều trị và các chế độ tiếp theo, hẹn khám', 'Follow-up'),
        alternatives: ['plan', 'advice'],
      },
    ],
  },
  {
    code: 'summary',
    type: 'summary',
    version: 1,
    title: { vi: 'Bản tóm tắt hồ sơ bệnh án', en: 'Summary of the record' },
    source: `${CIRCULAR_32}; Law on Examination and Treatment 15/2023/QH15, what a patient may have`,
    sections: [
      needed('reason', 'Lý do vào viện', 'Reason for admission'),
      needed('course', 'Tóm tắt quá trình bệnh lý, dấu hiệu lâm sàng', 'Course and signs'),
      {
        ...needed('results', 'Tóm tắt kết quả xét nghiệm có giá trị chẩn đoán', 'Results of value for the diagnosis'),
        pulls: ['laboratory'],
      },
      needed('diagnosis', 'Chẩn đoán xác định', 'Diagnosis'),
      needed('treatment', 'Phương pháp điều trị', 'Treatment'),
      needed('state', 'Tình trạng người bệnh khi ra viện', 'State at discharge'),
      prose('remarks', 'Ghi chú', 'Remarks'),
    ],
  },
  {
    code: 'death',
    type: 'death',
    version: 1,
    title: { vi: 'Biên bản kiểm điểm tử vong', en: 'Death record' },
    source: `${CIRCULAR_32}; order of the causes as in the WHO medical certificate of cause of death (ICD-10 volume 2, 4.1)`,
    sections: [
      {
        code: 'death',
        title: { vi: 'Thời điểm', en: 'When and where' },
        kind: 'values',
        required: true,
        fields: [timed('at', 'Tử vong lúc', 'Died at', true), worded('place', 'Tại', 'Place')],
      },
      needed('course', 'Diễn biến, cấp cứu và điều trị', 'Course, resuscitation and treatment'),
      {
        code: 'causes',
        title: { vi: 'Nguyên nhân tử vong', en: 'Causes of death' },
        kind: 'values',
        required: true,
        fields: [
          worded('immediate', 'a) Nguyên nhân trực tiếp', 'a) Immediate cause', true),
          worded('due-to', 'b) Do', 'b) Due to'),
          worded('due-to-that', 'c) Do', 'c) Due to'),
          worded('underlying', 'd) Nguyên nhân chính', 'd) Underlying cause'),
          worded('contributing', 'Bệnh góp phần', 'Other significant conditions'),
        ],
      },
      prose('review', 'Kiểm điểm: chẩn đoán, điều trị, chăm sóc', 'Review of diagnosis, treatment and care'),
      prose('conclusion', 'Kết luận', 'Conclusion'),
    ],
  },
  {
    code: 'consent',
    type: 'consent',
    version: 1,
    title: {
      vi: 'Giấy cam kết chấp thuận phẫu thuật, thủ thuật, điều trị',
      en: 'Consent to operation, procedure or treatment',
    },
    source: `${CIRCULAR_32}; Law on Examination and Treatment 15/2023/QH15; signed by the patient too, Circular 13/2025/TT-BYT`,
    sections: [
      needed('intervention', 'Phương pháp được đề nghị', 'What is proposed'),
      needed('reason', 'Lý do, lợi ích', 'Why, and the benefit'),
      needed('risks', 'Nguy cơ, biến chứng có thể xảy ra', 'Risks and complications'),
      prose('alternatives', 'Lựa chọn khác, và khi không làm', 'Alternatives, and doing nothing'),
      prose('questions', 'Người bệnh hỏi', 'Questions of the patient'),
    ],
  },
];
