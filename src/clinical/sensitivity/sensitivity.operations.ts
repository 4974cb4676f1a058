import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'The codes that make a record confidential, by system and code': 'Các mã làm hồ sơ phải giữ kín, theo hệ mã và mã',
  'Put a code on the list; it counts for what is written from now on':
    'Thêm một mã vào danh sách; tính cho những gì ghi từ nay',
  'Take a code off the list or put it back, or say better why it is there (merge patch)':
    'Bỏ một mã khỏi danh sách hoặc đưa lại, hoặc sửa lý do (merge patch)',
});
