/** What people read about orders. */
export const ordersVi = {
  add: 'Thêm chỉ định xét nghiệm',
  basket: 'Chỉ định sẽ gửi',
  sendAll: 'Ký và gửi',
  test: 'Xét nghiệm',
  priority: 'Mức ưu tiên',
  priorities: { routine: 'Thường quy', urgent: 'Khẩn', asap: 'Sớm nhất', stat: 'Cấp cứu' } as Record<string, string>,
  question: 'Câu hỏi lâm sàng',
  none: 'Chưa có chỉ định nào.',
  status: {
    draft: 'chờ ký',
    active: 'đang thực hiện',
    'on-hold': 'tạm ngừng',
    completed: 'đã xong',
    cancelled: 'đã hủy',
    'entered-in-error': 'ghi nhầm',
  } as Record<string, string>,
  duplicate: (number: string) => `Đã có chỉ định giống vậy: ${number}`,
  sent: (count: number) => `Đã gửi ${count} chỉ định.`,
  remove: 'Bỏ',
};

export type OrdersWords = typeof ordersVi;
