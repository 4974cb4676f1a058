/** What people read about every screen's frame. */
export const shellVi = {
  lookedAgain: 'Đã xem lại, đúng như vậy',
  signOut: 'Đăng xuất',
  lock: 'Khóa máy',
  language: 'English',
  theme: 'Đổi nền sáng / tối',
  keys: 'Phím tắt',
  wards: 'Khoa',
  find: 'Tìm',
  register: 'Tiếp nhận',
  duplicates: 'Nghi trùng',
  audit: 'Nhật ký',
  reviews: 'Duyệt mở khẩn cấp',
  worklist: 'Chỉ định chờ',
  skip: 'Đến nội dung chính',
  offline:
    'MẤT KẾT NỐI với máy chủ. Số liệu trên màn hình là của lần tải trước. Những gì đang viết vẫn còn trên máy này và CHƯA ĐƯỢC GỬI.',
  online: 'Đã kết nối lại.',
  asOf: (time: string) => `Số liệu lúc ${time}`,
  refresh: 'Tải lại',
};

export type ShellWords = typeof shellVi;
