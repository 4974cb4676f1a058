import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'Add a member of staff with their roles': 'Thêm nhân viên cùng vai trò',
  'Who works here, by username': 'Danh sách nhân viên, theo tên đăng nhập',
  'One member of staff': 'Một nhân viên',
  'Change name, certificate or duty (merge patch)': 'Sửa tên, chứng chỉ hành nghề hoặc phạm vi làm việc (merge patch)',
  'Give a role': 'Trao một vai trò',
  'Take a role away; sessions in it end at once': 'Thu một vai trò; các phiên đang dùng vai trò đó kết thúc ngay',
  'The person works in a ward from now on': 'Phân nhân viên vào làm ở một khoa',
  'The person works in a ward no more': 'Cho nhân viên thôi làm ở một khoa',
  'The person has left: no sign-in, and every session ends at once':
    'Ghi nhận nhân viên đã nghỉ việc: không đăng nhập được nữa, mọi phiên kết thúc ngay',
  'Lend somebody a password, to be changed at the first sign-in within a time; every session ends':
    'Cấp mật khẩu tạm, phải đổi ở lần đăng nhập đầu trong thời hạn; mọi phiên kết thúc',
  'The authenticator is lost: the person enrols another; every session ends':
    'Đặt lại ứng dụng xác thực khi bị mất: nhân viên đăng ký lại; mọi phiên kết thúc',
  'A request for a certificate of the key that somebody signs with, for a licensed CA (PKCS #10)':
    'Yêu cầu cấp chứng thư cho khóa ký của một người, gửi tổ chức chứng thực được cấp phép (PKCS #10)',
  'The certificate that somebody signs with, and what is wrong with it now':
    'Chứng thư một người dùng để ký, và hiện có gì không đúng',
  'Take the certificate of a licensed CA: from now on the signatures of this person carry it':
    'Nhận chứng thư của tổ chức chứng thực được cấp phép: từ nay chữ ký của người này mang chứng thư đó',
  'Remove the certificate: this person signs with the key of the hospital alone':
    'Gỡ chứng thư: người này chỉ ký bằng khóa của bệnh viện',
  'The keys that terminals hold for a member of staff, also those that went out of use':
    'Khóa ký trên các máy của một nhân viên, kể cả khóa đã thôi dùng',
  'Take the key of a lost terminal out of use at once, with a reason; what it signed stays proven':
    'Thôi dùng ngay khóa ký trên một máy bị mất, kèm lý do; những gì đã ký bằng khóa đó vẫn được chứng thực',
  'Where a member of staff is signed in, newest first': 'Nhân viên đang đăng nhập ở đâu, mới nhất trước',
  'Sign a member of staff out of one session or of all, at once, with a reason':
    'Đăng xuất nhân viên khỏi một phiên hoặc mọi phiên, ngay lập tức, kèm lý do',
});
