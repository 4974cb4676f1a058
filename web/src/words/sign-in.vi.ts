/** What people read about signing in. */
export const signInVi = {
  title: 'Đăng nhập',
  about: 'Hồ sơ bệnh án điện tử',
  username: 'Tên đăng nhập',
  password: 'Mật khẩu',
  submit: 'Đăng nhập',
  code: 'Mã trong ứng dụng xác thực',
  codeAbout: 'Mở ứng dụng xác thực trên điện thoại và nhập sáu số đang hiện.',
  ended: 'Phiên làm việc đã kết thúc. Hãy đăng nhập lại: những gì đang viết dở vẫn còn.',
  elsewhere: 'Tài khoản này đang mở ở một thẻ khác của trình duyệt. Hãy làm việc tiếp ở đó, hoặc đăng nhập tại đây.',
  newPassword: 'Phải đổi mật khẩu trước khi làm việc',
  choosePassword: 'Mật khẩu mới',
  change: 'Đổi mật khẩu',
  links: 'Tài liệu và tình trạng máy chủ',
  pin: 'Mã PIN',
  pinAbout: 'Dùng được sau khi đã đăng nhập bằng mật khẩu một lần trong ca. Đặt mã PIN ở trang Tài khoản của tôi.',
  showPin: 'Hiện mã PIN',
  showPassword: 'Hiện mật khẩu',
  nameOrBadge: 'Tên đăng nhập, hoặc quẹt thẻ nhân viên',
  atTerminal: (code: string) => `Máy trạm ${code}`,
  locked: 'Máy đã khóa. Những gì đang viết dở vẫn còn cho người viết.',
  eachTab:
    'Mỗi thẻ của trình duyệt đăng nhập riêng: mở thẻ mới thì đăng nhập lại, đóng thẻ là ra, phần viết dở vẫn được giữ cho bạn.',
  recovery: 'Mất điện thoại: dùng mã dự phòng',
  recoveryCode: 'Mã dự phòng',
  withPin: 'Đổi nhanh bằng mã PIN',
  withPassword: 'Đăng nhập bằng mật khẩu',
  or: 'hoặc',
  byProvider: (name: string) => `Đăng nhập qua ${name}`,
};

export type SignInWords = typeof signInVi;
