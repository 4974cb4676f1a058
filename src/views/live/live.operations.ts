import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'What changes, as it happens: server-sent events that say which list of which ward is to be read again':
    'Những gì vừa thay đổi: sự kiện báo danh sách nào của khoa nào cần đọc lại',
  'Events `board`, `inbox`, `tasks`, `orders` and `mar` with `{"wardId"}` (null for what is yours in another ward), and `reset` when everything is to be read again. They name no patient: what changed is read by the route of the list. A stream ends with its session; with Last-Event-ID it goes on where it broke off.':
    'Các sự kiện `board`, `inbox`, `tasks`, `orders` và `mar` kèm `{"wardId"}` (null khi là việc của bạn ở khoa khác), và `reset` khi cần đọc lại tất cả. Sự kiện không nêu tên người bệnh nào: điều đã thay đổi được đọc qua đường dẫn của danh sách. Luồng kết thúc cùng phiên làm việc; có Last-Event-ID thì tiếp tục từ chỗ bị ngắt.',
});
