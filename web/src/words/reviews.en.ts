import type { ReviewsWords } from './reviews.vi.ts';

/** What people read about reviews of break-glass, in English. */
export const reviewsEn: ReviewsWords = {
  title: 'Review of emergency accesses',
  none: 'None waits for review.',
  justified: 'Justified',
  unjustified: 'Not justified',
  note: 'Remark',
  by: 'Opened by',
  reason: 'Reason',
};
