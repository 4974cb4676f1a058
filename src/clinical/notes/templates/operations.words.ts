import {
  asked,
  CIRCULAR_32,
  measured,
  needed,
  prose,
  timed,
  worded,
  type NoteTemplate,
  type TemplateSection,
} from './template.js';

const CHECKLIST = 'WHO Surgical Safety Checklist, revised 2009';

/** The three stops of the checklist; every question is answered before the note is signed. */
const SIGN_IN: TemplateSection = {
  code: 'sign-in',
  title: { vi: 'Trước khi gây mê (Sign in)', en: 'Before induction of anaesthesia (Sign in)' },
  kind: 'values',
  required: true,
  fields: [
    asked(
      'identity',
      'Đã xác nhận người bệnh, vị trí, phương pháp và cam kết',
      'Identity, site, procedure and consent confirmed',
    ),
    asked('site-marked', 'Đã đánh dấu vị trí mổ, hoặc không cần', 'Site marked, or not applicable'),
    asked('anaesthesia-check', 'Đã kiểm tra máy mê và thuốc', 'Anaesthesia machine and medication checked'),
    asked('pulse-oximeter', 'Máy đo SpO₂ đã gắn và hoạt động', 'Pulse oximeter on and functioning'),
    asked('allergy', 'Có tiền sử dị ứng', 'Known allergy'),
    asked('difficult-airway', 'Có nguy cơ đường thở khó hoặc hít sặc', 'Difficult airway or aspiration risk'),
    asked(
      'blood-loss',
      'Có nguy cơ mất trên 500 ml máu (trẻ em 7 ml/kg)',
      'Risk of losing more than 500 ml of blood (7 ml/kg in children)',
    ),
  ],
};
const TIME_OUT: TemplateSection = {
  code: 'time-out',
  title: { vi: 'Trước khi rạch da (Time out)', en: 'Before skin incision (Time out)' },
  kind: 'values',
  required: true,
  fields: [
    asked('team', 'Các thành viên đã giới thiệu tên và nhiệm vụ', 'Team members introduced by name and role'),
    asked(
      'patient-site',
      'Đã xác nhận lại người bệnh, phương pháp, vị trí rạch',
      'Patient, procedure and site of incision confirmed',
    ),
    asked(
      'antibiotic',
      'Kháng sinh dự phòng trong 60 phút, hoặc không cần',
      'Antibiotic within the last 60 minutes, or not applicable',
    ),
    asked(
      'critical-events',
      'Đã nêu các bước quan trọng, thời gian mổ, lượng máu dự kiến mất',
      'Critical steps, duration and expected blood loss told',
    ),
    asked('sterility', 'Đã xác nhận vô khuẩn, đủ dụng cụ', 'Sterility and equipment confirmed'),
    asked('imaging', 'Có sẵn phim ảnh cần thiết, hoặc không cần', 'Essential imaging displayed, or not applicable'),
  ],
};
const SIGN_OUT: TemplateSection = {
  code: 'sign-out',
  title: { vi: 'Trước khi rời phòng mổ (Sign out)', en: 'Before the patient leaves (Sign out)' },
  kind: 'values',
  required: true,
  fields: [
    asked('procedure-named', 'Đã đọc tên phẫu thuật đã làm', 'Name of the procedure said'),
    asked('counts', 'Đã đếm đủ dụng cụ, gạc, kim', 'Instrument, sponge and needle counts complete'),
    asked(
      'specimens',
      'Bệnh phẩm đã dán nhãn đúng tên người bệnh, hoặc không có',
      'Specimens labelled with the name, or none',
    ),
    asked('equipment', 'Có vấn đề về dụng cụ cần xử lý', 'Equipment problems to be addressed'),
    asked('recovery', 'Đã nêu những điều cần lưu ý khi hồi tỉnh', 'Concerns for recovery told'),
  ],
};
const TEAM: TemplateSection = {
  code: 'team',
  title: { vi: 'Kíp mổ', en: 'Team' },
  kind: 'values',
  fields: [
    worded('surgeon', 'Phẫu thuật viên chính', 'Surgeon'),
    worded('assistants', 'Phụ mổ', 'Assistants'),
    worded('anaesthetist', 'Bác sĩ gây mê', 'Anaesthetist'),
    worded('scrub-nurse', 'Dụng cụ viên', 'Scrub nurse'),
  ],
};
/** When a stop was made, after which other, and who read it out and who answered: the three are one after the other. */
const stopped = (stop: TemplateSection, notBefore?: string): TemplateSection => ({
  ...stop,
  fields: [
    timed('at', 'Lúc', 'At', true, notBefore),
    worded('by', 'Người đọc bảng kiểm', 'Who read it out', true),
    worded('answered-by', 'Người trả lời', 'Who answered', true),
    ...(stop.fields ?? []),
  ],
});
const TIMES: TemplateSection = {
  code: 'times',
  title: { vi: 'Giờ', en: 'Times' },
  kind: 'values',
  required: true,
  fields: [timed('began', 'Bắt đầu', 'Began', true), timed('ended', 'Kết thúc', 'Ended', true)],
};
/** The skin is cut after the second stop, and nothing ends before it began. */
const ordered = (notBefore?: string): TemplateSection => ({
  ...TIMES,
  fields: [
    timed('began', 'Bắt đầu', 'Began', true, notBefore),
    timed('ended', 'Kết thúc', 'Ended', true, 'times/began'),
  ],
});
const FINDINGS = [
  needed('diagnosis-before', 'Chẩn đoán trước mổ', 'Diagnosis before'),
  needed('diagnosis-after', 'Chẩn đoán sau mổ', 'Diagnosis after'),
  needed('method', 'Phương pháp phẫu thuật', 'Operation'),
  prose('anaesthesia-method', 'Phương pháp vô cảm', 'Anaesthesia'),
  needed('description', 'Trình tự phẫu thuật', 'Description'),
  prose('drains', 'Dẫn lưu', 'Drains'),
  prose('specimens', 'Bệnh phẩm', 'Specimens'),
  prose('complications', 'Tai biến', 'Complications'),
];

/** What an anaesthesia sheet is made of. */
const anaesthesiaOf = (times: TemplateSection): readonly TemplateSection[] => [
  {
    code: 'assessment',
    title: { vi: 'Khám trước mê', en: 'Assessment before' },
    kind: 'values',
    required: true,
    pulls: ['vital-signs', 'laboratory'],
    fields: [
      measured('asa', 'ASA', 'ASA class', { unit: '{class}', min: 1, max: 6, required: true }),
      measured('mallampati', 'Mallampati', 'Mallampati', { unit: '{class}', min: 1, max: 4 }),
      measured('weight', 'Cân nặng', 'Weight', { unit: 'kg', min: 0.25, max: 600, required: true }),
      asked('fasted', 'Đã nhịn ăn uống', 'Fasted'),
    ],
  },
  needed('method', 'Phương pháp vô cảm, đường thở', 'Method and airway'),
  times,
  {
    code: 'course',
    title: { vi: 'Theo dõi trong mê', en: 'Monitoring' },
    kind: 'table',
    required: true,
    fields: [
      timed('at', 'Giờ', 'At', true),
      measured('heartRate', 'Mạch', 'Pulse', { unit: '/min', min: 0, max: 300 }),
      measured('systolic', 'HA tâm thu', 'Systolic', { unit: 'mm[Hg]', min: 0, max: 300 }),
      measured('diastolic', 'HA tâm trương', 'Diastolic', { unit: 'mm[Hg]', min: 0, max: 200 }),
      measured('oxygenSaturation', 'SpO₂', 'SpO₂', { unit: '%', min: 0, max: 100 }),
      measured('etco2', 'EtCO₂', 'EtCO₂', { unit: 'mm[Hg]', min: 0, max: 150 }),
      worded('given', 'Thuốc, dịch, máu', 'Medicines, fluids, blood'),
    ],
  },
  prose('complications', 'Diễn biến, tai biến', 'Events and complications'),
  needed('recovery', 'Hồi tỉnh, bàn giao', 'Recovery and handover'),
];

export const OPERATIONS: readonly NoteTemplate[] = [
  {
    code: 'procedure',
    type: 'procedure',
    version: 1,
    title: { vi: 'Phiếu thủ thuật', en: 'Procedure note' },
    source: CIRCULAR_32,
    sections: [
      prose('indication', 'Chỉ định', 'Indication'),
      { ...needed('description', 'Trình tự thủ thuật', 'Description'), alternatives: ['course', 'procedure'] },
      prose('complications', 'Tai biến', 'Complications'),
      { ...prose('after', 'Tình trạng sau thủ thuật', 'State afterwards'), pulls: ['vital-signs'] },
    ],
  },
  {
    code: 'surgery',
    type: 'surgery',
    version: 1,
    title: { vi: 'Phiếu phẫu thuật, bảng kiểm an toàn phẫu thuật', en: 'Operation note with safe-surgery checklist' },
    source: `${CIRCULAR_32}; ${CHECKLIST}`,
    sections: [SIGN_IN, TIME_OUT, SIGN_OUT, TEAM, TIMES, ...FINDINGS],
  },
  {
    code: 'surgery',
    type: 'surgery',
    version: 2,
    title: { vi: 'Phiếu phẫu thuật, bảng kiểm an toàn phẫu thuật', en: 'Operation note with safe-surgery checklist' },
    source: `${CIRCULAR_32}; ${CHECKLIST}`,
    sections: [
      stopped(SIGN_IN),
      stopped(TIME_OUT, 'sign-in/at'),
      stopped(SIGN_OUT, 'times/began'),
      TEAM,
      ordered('time-out/at'),
      ...FINDINGS,
    ],
  },
  {
    code: 'anaesthesia',
    type: 'anaesthesia',
    version: 1,
    title: { vi: 'Phiếu gây mê hồi sức', en: 'Anaesthesia sheet' },
    source: CIRCULAR_32,
    sections: anaesthesiaOf(TIMES),
  },
  {
    code: 'anaesthesia',
    type: 'anaesthesia',
    version: 2,
    title: { vi: 'Phiếu gây mê hồi sức', en: 'Anaesthesia sheet' },
    source: CIRCULAR_32,
    sections: anaesthesiaOf(ordered()),
  },
];
