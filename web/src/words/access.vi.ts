/** What people read of why a record is open to them, and until when. */
export const accessVi = {
  emergency: (until: string, left: string) => `Đang mở KHẨN CẤP đến ${until} (còn ${left})`,
  until: (until: string, left: string) => `đến ${until} (còn ${left})`,
  over: 'Đã hết thời gian.',
  reason: (reason: string) => `Lý do đã ghi: ${reason}`,
  reviewed: 'Mọi việc bạn xem và ghi đều được xem xét.',
  end: 'Kết thúc mở khẩn cấp',
  endAsk: 'Bệnh án này đóng lại với bạn ngay. Cần xem tiếp thì phải mở khẩn cấp lần nữa. Kết thúc?',
  ended: 'Đã kết thúc mở khẩn cấp.',
};

export type AccessWords = typeof accessVi;
