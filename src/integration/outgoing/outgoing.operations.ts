import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'Have another system told what happens here, once a second person approved it; its secret is shown only here':
    'Đăng ký một hệ thống được báo tin, có hiệu lực khi người thứ hai duyệt; khóa bí mật chỉ hiện ở đây',
  'Which systems are told what happens here, and how it goes': 'Các hệ thống được báo tin và tình trạng gửi',
  'One subscription': 'Một nơi nhận tin',
  'Change its name, address or topics (merge patch); another address and more topics wait for approval':
    'Sửa tên, địa chỉ hay chủ đề (merge patch); địa chỉ khác và thêm chủ đề phải chờ duyệt',
  'The second person lets it be told; of what happens from then on':
    'Người thứ hai duyệt nơi nhận tin; chỉ báo những gì xảy ra từ lúc đó',
  'Tell it nothing any more': 'Ngừng báo tin cho một nơi nhận',
  'Send again what happened since a moment, at most 5,000 messages at once':
    'Gửi lại những gì xảy ra từ một thời điểm, mỗi lần nhiều nhất 5.000 tin',
  'What it was told or waits to be told, newest first; dead ones are not tried any more':
    'Các tin đã gửi hay đang chờ gửi, mới nhất trước; tin hỏng không được thử lại nữa',
  'Send one message again': 'Gửi lại một tin',
});
