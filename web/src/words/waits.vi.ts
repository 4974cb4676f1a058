/** What people read of what waits for a patient: doses, results, orders; and of results that a doctor has looked at. */
export const waitsVi = {
  title: 'Việc chờ',
  nothing: 'Không có việc chờ',
  overdueDoses: (count: number) => `${count} liều trễ`,
  dueDoses: (count: number) => `${count} liều đến giờ`,
  nextDose: (at: string) => `thuốc ${at}`,
  critical: (count: number) => `${count} kết quả báo động`,
  unread: (count: number) => `${count} kết quả mới`,
  orders: (count: number, urgent: number) => `${count} chỉ định${urgent > 0 ? `, ${urgent} khẩn` : ''}`,
  trend: { rising: 'tăng', falling: 'giảm', steady: 'không đổi' },
  lateDoses: (count: number) => `${count} người có liều trễ`,
  criticalPatients: (count: number) => `${count} người có kết quả báo động`,
  review: 'Đã xem',
  reviewOf: (what: string, at: string) => `Đã xem ${what}, ${at}`,
  reviewed: (who: string, at: string) => `${who} đã xem lúc ${at}`,
  notReviewed: 'Chưa bác sĩ nào xem',
};

export type WaitsWords = typeof waitsVi;
