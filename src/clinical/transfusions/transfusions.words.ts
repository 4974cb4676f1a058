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
    vi: 'Cần người thứ hai đối chiếu tại giường: bác sĩ hoặc điều dưỡng khác đang làm việc.',
    en: 'A second person compares at the bedside: another doctor or nurse who works here.',
  },
  expired: { vi: 'Đơn vị máu đã hết hạn.', en: 'The unit has expired.' },
  beforeStart: { vi: 'Trước lúc bắt đầu truyền.', en: 'Before it began.' },
  reasonNeeded: { vi: 'Cần nêu lý do.', en: 'A reason is needed.' },
} as const;
