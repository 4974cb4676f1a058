import { inVietnamese } from '../routes/operation-words.js';

inVietnamese({
  'Sign in with a password': 'Đăng nhập bằng mật khẩu',
  'People who enrolled an authenticator are answered second-factor-needed, with a challenge to send with a code.':
    'Người đã cài ứng dụng xác thực nhận trả lời second-factor-needed, kèm một challenge để gửi cùng mã.',
  'Exchange a refresh token for new tokens': 'Đổi refresh token lấy token mới',
  'Sign out; the session ends at once': 'Đăng xuất; phiên làm việc kết thúc ngay',
  'Who am I': 'Thông tin của người đang đăng nhập',
  'The keys under which a terminal keeps what I typed and did not send':
    'Các khóa dùng để giữ trên máy những gì tôi đã gõ mà chưa gửi',
  'Nobody else is given them. What is sealed with them stays on the terminal until it is sent.':
    'Không ai khác được cấp các khóa này. Nội dung được mã hóa nằm lại trên máy cho đến khi được gửi.',
  'Change my password; every other session of mine ends': 'Đổi mật khẩu của tôi; mọi phiên khác của tôi kết thúc',
  'The ways to sign in here': 'Các cách đăng nhập ở đây',
  "Begin to sign in through the hospital's identity provider": 'Bắt đầu đăng nhập qua hệ thống định danh của bệnh viện',
  'Keep the attempt in this browser, send the person to the address, and complete with what comes back.':
    'Giữ lần đăng nhập này trong trình duyệt, đưa người dùng đến địa chỉ đã cho, rồi hoàn tất bằng những gì được gửi về.',
  'Sign in with what the identity provider sent back': 'Đăng nhập bằng những gì hệ thống định danh gửi về',
  'Who a member of staff is at the identity provider, now and before':
    'Danh tính của một nhân viên ở hệ thống định danh, hiện nay và trước đây',
  'Link a member of staff with who they are at the identity provider':
    'Gắn nhân viên với danh tính của họ ở hệ thống định danh',
  'Take the identity of a member of staff away; sessions that began with it end at once':
    'Gỡ danh tính của một nhân viên; các phiên bắt đầu bằng danh tính đó kết thúc ngay',
  'Finish signing in with a code of the authenticator, or a recovery code':
    'Hoàn tất đăng nhập bằng mã của ứng dụng xác thực, hoặc mã dự phòng',
  'A seed for my authenticator, shown this once': 'Mã gốc cho ứng dụng xác thực của tôi, chỉ hiện một lần này',
  'My authenticator shows this code: ask for one from now on. Gives the recovery codes, shown this once':
    'Bật xác thực hai lớp bằng mã đang hiện trên ứng dụng của tôi; trả về các mã dự phòng, chỉ hiện một lần này',
  'Where I am signed in, newest first': 'Tôi đang đăng nhập ở đâu, mới nhất trước',
  'Sign me out everywhere else, at once': 'Đăng xuất tôi ở mọi nơi khác, ngay lập tức',
  'A session by PIN or badge keeps the full sign-in that it counts on.':
    'Phiên bằng PIN hoặc thẻ giữ lại lần đăng nhập đầy đủ mà nó dựa vào.',
  'End one of my sessions at once, and those switched from it; no error when it has ended':
    'Kết thúc ngay một phiên của tôi và các phiên chuyển từ nó; đã kết thúc rồi thì không báo lỗi',
  'The present one ends without a password, as by signing out.':
    'Phiên hiện tại kết thúc không cần mật khẩu, như khi đăng xuất.',
  'Enrol a terminal; its key is shown only once': 'Đăng ký một máy trạm; khóa của máy chỉ hiện một lần',
  'The terminals, by code': 'Các máy trạm, theo mã',
  'Take a terminal out of use; who is signed in on it is locked out at once':
    'Thôi dùng một máy trạm; người đang đăng nhập trên máy bị khóa ngay',
  'Give a terminal a new key, when the old one may be known': 'Cấp khóa mới cho máy trạm, khi khóa cũ có thể đã lộ',
  'Give a badge to a person': 'Cấp thẻ cho một người',
  'Take all badges of a person out of use': 'Thu hồi mọi thẻ của một người',
  'Choose the PIN for enrolled terminals': 'Chọn mã PIN cho các máy trạm đã đăng ký',
  'Take over an enrolled terminal by PIN or badge, after one full sign-in in the shift':
    'Đổi người trên máy trạm đã đăng ký bằng PIN hoặc thẻ, sau một lần đăng nhập đầy đủ trong ca',
  'The keys of my terminals that I sign with, also those that went out of use':
    'Khóa ký trên các máy của tôi, kể cả khóa đã thôi dùng',
  'Enrol a key that my terminal made and holds: I sign with it there':
    'Ghi nhận khóa do máy của tôi tạo và giữ: tôi ký bằng khóa đó trên máy đó',
  'The service gets the public half alone. A request that signs then says `X-Terminal-Signature` with the thumbprint, is answered `signature-due` with the bytes, and is sent again with what the terminal signed.':
    'Dịch vụ chỉ nhận phần công khai của khóa. Yêu cầu ký nêu dấu vân tay của khóa trong `X-Terminal-Signature`, được trả lời `signature-due` kèm nội dung phải ký, rồi gửi lại cùng chữ ký của máy.',
  'Take a key of my terminals out of use; what it signed stays proven':
    'Thôi dùng một khóa trên máy của tôi; những gì đã ký bằng khóa đó vẫn được chứng thực',
  'Needs the header X-Terminal-Key, as does every request of the session. The previous person on it is locked out.':
    'Cần tiêu đề X-Terminal-Key, như mọi yêu cầu của phiên. Người dùng máy trước đó bị khóa.',
  'Who holds which role, since when and given by whom; as pages, CSV or NDJSON':
    'Ai giữ vai trò nào, từ khi nào, do ai trao; theo trang, CSV hoặc NDJSON',
  'By username. CSV and NDJSON hold all of it, and stand on the trail as an export.':
    'Theo tên đăng nhập. CSV và NDJSON gồm tất cả, và được ghi vào nhật ký như một lần xuất.',
});
