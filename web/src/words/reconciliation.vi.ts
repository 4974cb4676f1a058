/** What people read where medicines are reconciled. */
export const reconciliationVi = {
  title: 'Đối chiếu thuốc',
  open: 'Đối chiếu thuốc chưa xong',
  openLine: (point: string, undecided: number, medicines: number) =>
    `${point}: còn ${undecided}/${medicines} thuốc chờ bác sĩ quyết định`,
  go: 'Mở bảng đối chiếu',
  none: 'Đợt điều trị này chưa có bảng đối chiếu thuốc nào.',
  points: { admission: 'Lúc vào viện', transfer: 'Lúc chuyển khoa', discharge: 'Lúc ra viện' },
  sources: {
    patient: 'người bệnh kể',
    family: 'người nhà kể',
    prescription: 'đơn thuốc',
    referral: 'giấy chuyển tuyến',
    package: 'vỏ thuốc mang theo',
    order: 'chỉ định của đợt này',
  },
  decisions: { continued: 'Dùng tiếp', changed: 'Đổi', stopped: 'Ngừng' },
  undecided: 'chờ bác sĩ quyết định',
  decided: (who: string, at: string) => `${who} lúc ${at}`,
  openedBy: (who: string, at: string) => `Lập bởi ${who} lúc ${at}`,
  completedBy: (who: string, at: string) => `Hoàn thành: ${who} lúc ${at}`,
  noMedicines: 'Người bệnh không dùng thuốc nào.',
  reasonFor: (medicine: string) => `Lý do đổi hoặc ngừng ${medicine}`,
  decisionOn: (medicine: string) => `Quyết định: ${medicine}`,
  save: 'Lưu quyết định',
  saved: 'Đã lưu quyết định.',
  nothingChosen: 'Chưa chọn quyết định cho thuốc nào.',
  listNew: 'Lập bảng đối chiếu',
  point: 'Thời điểm',
  source: 'Nguồn',
  lines: 'Các thuốc đang dùng, mỗi dòng một thuốc',
  linesHint: 'Amlodipin 5 mg; 1 viên sáng',
  linesAbout: 'Sau dấu chấm phẩy là cách dùng. Lúc chuyển khoa và ra viện, thuốc đang có chỉ định tự vào bảng.',
  takesNone: 'Đã hỏi: người bệnh không dùng thuốc nào',
  listed: 'Đã lập bảng đối chiếu thuốc.',
};

export type ReconciliationWords = typeof reconciliationVi;
