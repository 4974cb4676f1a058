/** What people read of resources from elsewhere that name nobody here for sure. */
export const untiedVi = {
  place: 'Dữ liệu chưa rõ của ai',
  about:
    'Hệ thống khác gửi đến, chưa biết của người bệnh nào. Xem người được nêu, chọn người bệnh rồi gán, hoặc bỏ qua.',
  states: { open: 'Đang chờ', dismissed: 'Đã bỏ qua' } as Record<string, string>,
  none: 'Không có mục nào.',
  from: (source: string, at: string) => `từ ${source}, nhận ${at}`,
  look: 'Xem người được nêu',
  lookAt: (what: string) => `Xem người được nêu: ${what}`,
  named: 'Dữ liệu nêu',
  namesNobody: 'Không nêu ai.',
  asSent: 'Nguyên văn',
  patient: 'Người bệnh (mã BN hoặc họ tên)',
  chosen: 'Người bệnh được chọn',
  compared: 'So sánh',
  parts: { name: 'họ tên', birthDate: 'ngày sinh', identifier: 'số giấy tờ' } as Record<string, string>,
  same: 'giống',
  differs: 'KHÁC',
  unsaid: 'không đủ để so',
  sure: 'Đã kiểm tra: vẫn là của người bệnh này',
  reason: 'Căn cứ',
  assign: 'Gán cho người bệnh này',
  assigned: (name: string) => `Đã gán cho ${name}.`,
  dismiss: 'Bỏ qua',
  dismissOf: (what: string) => `Bỏ qua: ${what}`,
  dismissed: 'Đã bỏ qua; dữ liệu vẫn được giữ.',
  why: 'Vì sao',
  decided: (by: string, at: string, reason: string) => `${by} ${at}: ${reason}`,
};

export type UntiedWords = typeof untiedVi;
