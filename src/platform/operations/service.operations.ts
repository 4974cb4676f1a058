import { inVietnamese } from '../routes/operation-words.js';

inVietnamese({
  'The process is alive': 'Tiến trình đang chạy',
  'The database answers and all that makes the audit trail is as it was installed':
    'Cơ sở dữ liệu trả lời được và mọi phần ghi nhật ký còn nguyên như khi cài đặt',
  'Prometheus metrics of all workers': 'Số đo Prometheus của mọi tiến trình',
});
