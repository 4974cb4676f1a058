import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'Every bed of the ward and who lies in it, with the latest vital signs; then patients without a bed':
    'Mọi giường của khoa và ai đang nằm, kèm dấu hiệu sinh tồn mới nhất; sau đó là người bệnh chưa có giường',
  'Whose vital signs are due in the ward, the longest overdue first':
    'Ai trong khoa đến giờ đo dấu hiệu sinh tồn, trễ lâu nhất trước',
});
