import { dispositionNames } from '../../../src/clinical/encounters/disposition.words.ts';

/** What people read about a stay and its movements. */
export const stayVi = {
  samePlace: 'Chọn khoa khác hoặc một giường trống.',
  title: 'Nằm viện',
  notYours: 'Vai trò của bạn không nhận, chuyển hoặc cho người bệnh ra viện.',
  admit: 'Nhận vào khoa',
  class: 'Hình thức',
  ward: 'Khoa',
  bed: 'Giường',
  noBed: 'Chưa xếp giường',
  reason: 'Lý do',
  transfer: 'Chuyển khoa, giường',
  swap: 'Đổi giường với người khác',
  swapWith: 'Đổi giường với',
  swapWard: 'Khoa của người kia',
  swapAcross: 'Mỗi người được chuyển sang khoa của người kia; cả hai khoa thấy trong danh sách vào, ra khoa.',
  discharge: 'Cho ra viện',
  disposition: 'Hình thức ra viện',
  dispositions: dispositionNames('vi'),
  note: 'Ghi chú',
  confirm: 'Xác nhận',
  done: 'Đã xong.',
  openItems: 'Còn những việc chưa xong:',
  passOver: 'Vì sao bỏ qua',
  destination: 'Chuyển đến cơ sở nào',
};

export type StayWords = typeof stayVi;
