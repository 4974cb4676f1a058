import { inVietnamese } from '../routes/operation-words.js';

inVietnamese({
  'The console: the screens people work at': 'Màn hình làm việc của nhân viên',
  'The first screen of the console': 'Màn hình đầu tiên',
  'A screen of the console': 'Một màn hình làm việc',
  'What keeps the console readable on a terminal while no server answers':
    'Phần giữ cho màn hình làm việc còn đọc được khi máy chủ không trả lời',
  'A page that says what this is, and where documentation, health and signing in are':
    'Trang giới thiệu hệ thống, chỉ nơi xem tài liệu, tình trạng hoạt động và nơi đăng nhập',
});
