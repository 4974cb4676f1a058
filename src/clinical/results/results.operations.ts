import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'Report on an order, or take its report further': 'Trả kết quả cho chỉ định, hoặc bổ sung kết quả đã trả',
  'One order has one report. A final report completes the order. What is sent again unchanged changes nothing; values that are not named stay; what was final is changed with status corrected or amended, and stays readable. Results are taken in after the discharge too.':
    'Mỗi chỉ định có một phiếu kết quả. Kết quả chính thức hoàn thành chỉ định. Gửi lại y nguyên thì không đổi gì; giá trị không nêu thì giữ nguyên; kết quả chính thức được sửa bằng trạng thái corrected hoặc amended, bản cũ vẫn đọc được. Kết quả vẫn được nhận sau khi ra viện.',
  'The reports of an encounter with the values that hold now, newest first':
    'Kết quả của một đợt điều trị với giá trị hiện hành, mới nhất trước',
  'All reports on a patient, newest first': 'Mọi kết quả của người bệnh, mới nhất trước',
  'One report and everything it said before: who, when, what':
    'Một phiếu kết quả và mọi nội dung trước đó: ai, khi nào, gì',
});
