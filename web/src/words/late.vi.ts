/** What people read where paper is charted afterwards, in Vietnamese. */
export const lateVi = {
  nothing: 'Chưa có mục nào để ghi.',
  unreadable: 'Có chỗ chưa đọc được: xem dòng báo lỗi ở trên.',
  mostLines: (most: number) => `Mỗi lần ghi tối đa ${most} dòng: ghi phần này rồi làm tiếp.`,
  tab: 'Ghi muộn',
  title: 'Ghi lại từ giấy',
  why: 'Lý do chỉ ghi lúc này (mất điện, mất mạng…)',
  at: 'Lúc',
  atHint: '23:30 hoặc 28/11 23:30',
  badTime: 'Ghi giờ như 23:30, hoặc 28/11 23:30.',
  round: (place: number) => `Lần đo ${place}`,
  fluid: (place: number) => `Dịch ${place}`,
  site: (place: number) => `Vết thương, dẫn lưu ${place}`,
  assessment: (place: number) => `Nhận định ${place}`,
  wound: (place: number) => `Nhận định vết thương ${place}`,
  whichWound: 'Vết thương nào',
  addWound: 'Thêm nhận định vết thương',
  noWound: 'Chưa có vết thương nào: thêm vết thương trước.',
  addSite: 'Thêm vết thương, dẫn lưu',
  addAssessment: 'Thêm nhận định nguy cơ',
  addRound: 'Thêm lần đo',
  addFluid: 'Thêm dịch',
  isAnother: (entry: string) => `${entry} là lần khác, chưa có trong hệ thống`,
  doses: 'Thuốc đến giờ chưa ghi, và thuốc khi cần',
  noDoses: 'Không có liều nào chưa ghi trong 24 giờ qua.',
  outcome: (medicine: string, at: string) => `${medicine}, hẹn ${at}`,
  whenNeeded: (medicine: string) => `${medicine}, khi cần`,
  outcomes: { '': 'Chưa rõ', given: 'Đã cho', held: 'Tạm giữ', refused: 'Người bệnh từ chối' } as Record<
    string,
    string
  >,
  doseReason: 'Lý do (nếu không cho, hoặc cho sớm, muộn)',
  save: (count: number) => `Ghi tất cả (${count} mục)`,
  saved: (count: number) => `Đã ghi ${count} mục, đánh dấu ghi muộn khi đợt điều trị đã kết thúc.`,
  all: 'Ghi tất cả hoặc không ghi gì: một mục sai thì chưa mục nào được ghi.',
};

export type LateWords = typeof lateVi;
