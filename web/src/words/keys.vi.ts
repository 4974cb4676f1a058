/** What people read about keys of the keyboard. */
export const keysVi = {
  title: 'Phím tắt',
  list: [
    ['?', 'Mở bảng này'],
    ['b', 'Về bảng khoa'],
    ['/', 'Tìm người bệnh'],
    ['v', 'Ghi dấu hiệu sinh tồn (trong bệnh án)'],
    ['n', 'Viết phiếu (trong bệnh án)'],
    ['r', 'Ra chỉ định, xem chỉ định (trong bệnh án)'],
    ['m', 'Phiếu thực hiện thuốc (trong bệnh án)'],
    ['w', 'Việc chờ'],
    ['↑ ↓', 'Chuyển liều (khi đi thuốc)'],
    ['l', 'Khóa máy'],
    ['Enter', 'Sang ô kế tiếp; ở ô cuối: lưu'],
    ['k, o', 'Khí trời, thở oxy (khi đo sinh hiệu)'],
    ['a c v p u', 'Mức ý thức (khi đo sinh hiệu)'],
    ['Esc', 'Đóng; rời ô đang gõ, để dùng lại các phím trên'],
  ] as [string, string][],
};

export type KeysWords = typeof keysVi;
