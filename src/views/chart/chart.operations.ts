import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'The whole patient on one page: what is active, open and latest':
    'Tóm tắt hồ sơ người bệnh trên một trang: những gì đang có hiệu lực, đang mở và mới nhất',
});
