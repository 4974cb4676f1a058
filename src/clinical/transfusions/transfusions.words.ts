/** What people read of transfusions. */
export const transfusionWords = {
  record: {
    words: { vi: 'truyền máu', en: 'transfusions' },
    deeds: {
      create: { vi: 'bắt đầu truyền máu', en: 'began a transfusion' },
      update: { vi: 'kết thúc truyền máu', en: 'ended a transfusion' },
    },
  },
  running: { vi: 'Đang truyền máu', en: 'Running transfusion' },
  witness: {
    vi: 'Cần người thứ hai đối chiếu tại giường: bác sĩ hoặc điều dưỡng khác của khoa này hoặc đang trực.',
    en: 'A second person compares at the bedside: another doctor or nurse of this ward or on duty.',
  },
  time: {
    expired: { vi: 'Đơn vị máu đã hết hạn.', en: 'The unit has expired.' },
    'before-order': { vi: 'Trước lúc có chỉ định truyền máu.', en: 'Before blood was ordered.' },
    'before-stay': { vi: 'Trước lúc bắt đầu đợt điều trị.', en: 'Before the stay began.' },
  },
  beforeStart: { vi: 'Trước lúc bắt đầu truyền.', en: 'Before it began.' },
  reasonNeeded: { vi: 'Cần nêu lý do.', en: 'A reason is needed.' },
} as const;
