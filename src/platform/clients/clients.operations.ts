import { inVietnamese } from '../routes/operation-words.js';

inVietnamese({
  'Register a machine that may call by itself, with its public keys, once a second person approved it':
    'Đăng ký một hệ thống được tự gọi, kèm khóa công khai; dùng được khi có người thứ hai duyệt',
  'Machines that may call, by client id': 'Các hệ thống được gọi, theo mã hệ thống',
  'One machine client': 'Một hệ thống kết nối',
  'Change name, keys, scopes, purpose or contact (merge patch); at once for running tokens too':
    'Sửa tên, khóa, phạm vi, mục đích hoặc người liên hệ (merge patch); có hiệu lực ngay cả với token đang dùng',
  'With new keys or further scopes the client waits for approval again, and so do its running tokens.':
    'Khi có khóa mới hoặc thêm phạm vi, hệ thống phải chờ duyệt lại, token đang dùng cũng vậy.',
  'The second person lets the client work with the keys and scopes of this version':
    'Người thứ hai duyệt cho hệ thống làm việc với khóa và phạm vi của phiên bản này',
  'Refuse the client from now on, with every token it has': 'Từ chối hệ thống từ lúc này, cùng mọi token của nó',
  'A token for a machine that signs who it is (SMART Backend Services)':
    'Cấp token cho hệ thống tự ký xác nhận danh tính (SMART Backend Services)',
  'Errors are as RFC 6749 writes them: error, error_description.': 'Lỗi theo RFC 6749: error, error_description.',
  'How machines get tokens (SMART App Launch 2.2)': 'Cách hệ thống lấy token (SMART App Launch 2.2)',
});
