/** What people read about what waits for them. */
export const inboxVi = {
  title: 'Việc chờ',
  count: (n: number, more: boolean) => (n === 0 ? 'Việc chờ' : `Việc chờ (${n}${more ? '+' : ''})`),
  critical: 'Kết quả báo động chờ xác nhận',
  noCritical: 'Không có kết quả báo động nào chờ xác nhận.',
  others: 'Người bệnh cần xem ngay',
  noOthers: 'Không có người bệnh nào cần xem ngay.',
  duties: 'Việc cần xử lý',
  noDuties: 'Không có việc nào chờ xử lý.',
  results: 'Kết quả mới trong 30 ngày',
  noResults: 'Không có kết quả mới.',
  checked: 'Phòng xét nghiệm trả lời',
  checkedAbout: 'Trị số đúng là bao nhiêu, hay phải lấy mẫu lại.',
  checkedDo: 'Ghi kết quả kiểm tra',
  readBack: 'Đọc lại giá trị vừa nhận',
  readBackAbout: 'Gõ lại đúng con số báo động, ví dụ "Kali 7,1".',
  acknowledge: 'Tôi đã nhận, sẽ xử trí',
  acknowledged: (who: string) => `Đã xác nhận cho ${who}.`,
  tell: 'Vai trò của bạn không xác nhận được: hãy báo ngay bác sĩ hoặc điều dưỡng.',
  since: (time: string) => `${time} trước`,
  went: (to: string, at: string) => `đã báo ${to} lúc ${at}`,
  goesOn: (time: string) => `báo lên cấp tiếp sau ${time}`,
  goesOnNow: 'đang báo lên cấp tiếp',
  lastStep: 'đã báo đến cấp cuối',
  states: { open: 'chờ xác nhận', acknowledged: 'đã xác nhận' } as Record<string, string>,
};

export type InboxWords = typeof inboxVi;
