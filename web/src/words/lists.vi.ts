/** What people read about the lists and the formulary that the hospital works with. */
export const listsVi = {
  lists: 'Danh mục',
  listsTitle: 'Danh mục mã đang dùng',
  listsAbout:
    'Danh mục kèm theo chỉ để bắt đầu. Bệnh viện nạp danh mục của mình bằng lệnh trên máy chủ (emr load); mã cũ vẫn đọc được.',
  starter: 'bộ kèm theo, để bắt đầu',
  own: (n: number) => `của bệnh viện, phiên bản ${n}`,
  count: (n: number) => `${n} mã`,
  find: 'Tìm trong danh mục',
  nothing: 'Không có mã nào như vậy.',
  first: (n: number) => `${n} mã đầu; gõ thêm để tìm tiếp.`,
  formulary: 'Danh mục thuốc',
  formularyTitle: 'Danh mục thuốc và kiến thức dùng thuốc',
  formularyOwn: (v: string, s: string) => `Của bệnh viện, phiên bản ${v}${s ? `, nguồn: ${s}` : ''}`,
  formularyStarter: (v: string) =>
    `Bộ kèm theo (${v}), chỉ để bắt đầu: khoa Dược nạp danh mục của bệnh viện bằng lệnh trên máy chủ.`,
  confirmed: 'Khoa Dược đã đối chiếu với tài liệu gốc.',
  unconfirmed: 'CHƯA ai xác nhận đã đối chiếu với tài liệu gốc: mọi cảnh báo đều ghi rõ điều đó.',
  findMedicine: 'Tên thuốc hoặc mã ATC',
  found: (shown: number, all: number) => `${shown} trong ${all} thuốc`,
  medicine: 'Thuốc',
  routes: 'Đường dùng',
  strengths: 'Hàm lượng',
  checked: 'Kiểm liều',
  allChecked: 'đủ',
  unit: 'Đơn vị liều',
};

export type ListsWords = typeof listsVi;
