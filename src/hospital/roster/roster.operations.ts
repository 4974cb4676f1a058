import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'Who is on duty in a ward: from now to now for this moment, a week from today by default':
    'Ai trực ở khoa, mặc định trong một tuần từ hôm nay; hỏi đúng lúc này thì đặt hai mốc đều là bây giờ',
  'Plan duties in a ward, all or none': 'Xếp lịch trực cho khoa, tất cả hoặc không gì cả',
  'While it lasts, half an hour before and an hour after, a duty opens the records of the ward’s patients.':
    'Trong ca trực, trước nửa giờ và sau một giờ, người trực xem được hồ sơ người bệnh của khoa.',
  'Cancel a duty, with a reason; the access that it gave ends at once':
    'Hủy một ca trực, kèm lý do; quyền xem do ca trực mở ra chấm dứt ngay',
  'When and where I am on duty': 'Tôi trực lúc nào, ở đâu',
  'Colleagues to choose from, by name: their roles, their wards, and whether they are on duty now':
    'Đồng nghiệp để chọn, theo tên: vai trò, khoa, và hiện có đang trực không',
});
