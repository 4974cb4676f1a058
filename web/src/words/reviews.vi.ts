/** What people read about reviews of break-glass. */
export const reviewsVi = {
  title: 'Duyệt mở bệnh án khẩn cấp',
  none: 'Không có trường hợp nào chờ duyệt.',
  justified: 'Hợp lý',
  unjustified: 'Không hợp lý',
  note: 'Nhận xét',
  by: 'Người mở',
  reason: 'Lý do',
};

export type ReviewsWords = typeof reviewsVi;
