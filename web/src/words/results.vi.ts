import { flagNames } from '../../../src/clinical/datatypes/flags.words.ts';

/** What people read about results. */
export const resultsVi = {
  none: 'Chưa có kết quả.',
  awaited: (tests: string) => `Còn chờ kết quả: ${tests}.`,
  critical: 'BÁO ĐỘNG',
  notJudged: 'Chưa đánh giá được',
  inDoubt: 'CHƯA DÙNG ĐƯỢC: hỏi lại phòng xét nghiệm',
  flag: flagNames('vi'),
  reference: 'Khoảng tham chiếu',
  value: 'Kết quả',
  details: {
    note: 'Ghi chú',
    absent: 'Không có giá trị',
    specimen: 'Bệnh phẩm',
    method: 'Phương pháp',
    performer: 'Nơi thực hiện',
    attachments: 'Tệp đính kèm',
    unitWritten: 'Đơn vị khác cũng được ghi',
  },
  status: {
    registered: 'đã nhận',
    partial: 'một phần',
    preliminary: 'sơ bộ',
    final: 'chính thức',
    amended: 'đã sửa',
    corrected: 'đã đính chính',
    appended: 'đã bổ sung',
    cancelled: 'đã hủy',
    'entered-in-error': 'ghi nhầm',
    unknown: 'không rõ',
  } as Record<string, string>,
};

export type ResultsWords = typeof resultsVi;
