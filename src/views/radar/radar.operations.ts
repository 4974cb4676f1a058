import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'Suspicions, newest first': 'Các trường hợp nghi vấn, mới nhất trước',
  'One suspicion': 'Một trường hợp nghi vấn',
  'Close a case with what was found': 'Kết luận và khép một trường hợp nghi vấn',
  'Look at what has settled since the last run, now': 'Rà soát ngay những gì đã ghi xong từ lần trước',
  'The rules, their thresholds, and how often each was right':
    'Các quy tắc, ngưỡng của chúng, và mỗi quy tắc đúng bao nhiêu lần',
  'One rule': 'Một quy tắc',
  'Switch a rule on or off, or change its thresholds (merge patch)':
    'Bật, tắt một quy tắc hoặc đổi ngưỡng (merge patch)',
  'What need not be looked at, newest first': 'Những trường hợp không cần rà soát, mới nhất trước',
  'Leave a person out with a patient or under a rule, until a date':
    'Miễn rà soát một người với một người bệnh hoặc theo một quy tắc, đến một ngày',
});
