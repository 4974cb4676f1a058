import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'Add a member of staff with their roles': 'Thêm nhân viên cùng vai trò',
  'Who works here, by username': 'Ai làm việc ở đây, theo tên đăng nhập',
  'One member of staff': 'Một nhân viên',
  'Change name, certificate or duty (merge patch)': 'Sửa tên, chứng chỉ hành nghề hoặc phạm vi làm việc (merge patch)',
  'Give a role': 'Trao một vai trò',
  'Take a role away; sessions in it end at once': 'Thu một vai trò; các phiên đang dùng vai trò đó kết thúc ngay',
  'The person works in a ward from now on': 'Từ nay người này làm ở một khoa',
  'The person works in a ward no more': 'Người này không còn làm ở khoa nữa',
  'The person has left: no sign-in, and every session ends at once':
    'Người này đã nghỉ việc: không đăng nhập được nữa, mọi phiên kết thúc ngay',
  'Lend somebody a password, to be changed at the first sign-in within a time; every session ends':
    'Cấp mật khẩu tạm, phải đổi ở lần đăng nhập đầu trong thời hạn; mọi phiên kết thúc',
  'The authenticator is lost: the person enrols another; every session ends':
    'Mất ứng dụng xác thực: người này cài cái khác; mọi phiên kết thúc',
  'Where a member of staff is signed in, newest first': 'Nhân viên đang đăng nhập ở đâu, mới nhất trước',
  'Sign a member of staff out of one session or of all, at once, with a reason':
    'Đăng xuất nhân viên khỏi một phiên hoặc mọi phiên, ngay lập tức, kèm lý do',
});
