import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'Who is in the ward, and what was said of each when they were last handed over (SBAR)':
    'Ai đang ở khoa, và lần bàn giao gần nhất nói gì về từng người (SBAR)',
  'Every bed of the ward and who lies in it, with the latest vital signs; then patients without a bed':
    'Mọi giường của khoa và ai đang nằm, kèm dấu hiệu sinh tồn mới nhất; sau đó là người bệnh chưa có giường',
  'Whom other wards have asked this one to take or to see, and who have not come yet':
    'Ai được khoa khác đề nghị chuyển đến hoặc mời khám mà chưa đến',
  'Whose vital signs are due in the ward, the longest overdue first':
    'Ai trong khoa đến giờ đo dấu hiệu sinh tồn, trễ lâu nhất trước',
});
