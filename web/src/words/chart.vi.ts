/** What people read about a patient's chart. */
export const chartVi = {
  mrn: 'Mã BN',
  born: 'Sinh',
  died: 'Tử vong',
  sex: 'Giới',
  allergies: 'Dị ứng',
  problems: 'Chẩn đoán, vấn đề',
  vitals: 'Dấu hiệu sinh tồn',
  orders: 'Chỉ định',
  results: 'Kết quả',
  notes: 'Phiếu, ghi chép',
  medications: 'Thuốc',
  encounters: 'Các lần khám, nằm viện',
  overview: 'Tổng quan',
  notThere: 'Không có hồ sơ này, hoặc bạn không có quyền xem.',
  notInStay: 'Hiện không khám, không nằm viện: chỉ xem.',
  chartedBy: 'Người ghi',
  neverWeighed: 'Chưa cân lần nào.',
  weighed: (kg: string, at: string, ago: string, who: string) =>
    `Cân nặng ${kg} kg, lúc ${at} (${ago} trước), ${who} ghi`,
  empty: {
    vitals: 'Chưa đo lần nào.',
    allergies: 'Chưa hỏi dị ứng.',
    problems: 'Chưa ghi chẩn đoán nào.',
    orders: 'Chưa có chỉ định nào.',
    results: 'Chưa có kết quả nào.',
    notes: 'Chưa có phiếu nào.',
    medications: 'Chưa ghi thuốc nào.',
    encounters: 'Chưa có lần khám nào.',
  },
  moreItems: (count: string) => `Còn ${count} mục nữa`,
  highCriticality: 'NẶNG',
  unconfirmed: 'chưa xác nhận',
  who: 'Ai đã xem',
  access: 'Quyền xem',
};

export type ChartWords = typeof chartVi;
