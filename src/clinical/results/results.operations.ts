import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'Critical results, and to whom they have gone: those that wait for somebody, the oldest first':
    'Kết quả báo động và đã báo đến ai: các kết quả đang chờ xác nhận, cũ nhất trước',
  'Results that came for me in the last thirty days, the latest first':
    'Kết quả gửi đến tôi trong 30 ngày qua, mới nhất trước',
  'Acknowledge a critical result, and say back its value: whoever is first has it':
    'Xác nhận kết quả báo động và đọc lại giá trị: ai xác nhận trước thì người đó nhận',
  'Say that you have looked at a result, in the version that you read': 'Xác nhận đã xem kết quả, ở bản đã đọc',
  'Report on an order, or take its report further': 'Trả kết quả cho chỉ định, hoặc bổ sung kết quả đã trả',
  'One order has one report. A final report completes the order. What is sent again unchanged changes nothing; values that are not named stay; what was final is changed with status corrected or amended, and stays readable. Results are taken in after the discharge too.':
    'Mỗi chỉ định có một phiếu kết quả. Kết quả chính thức hoàn thành chỉ định. Gửi lại y nguyên thì không đổi gì; giá trị không nêu thì giữ nguyên; kết quả chính thức được sửa bằng trạng thái corrected hoặc amended, bản cũ vẫn đọc được. Kết quả vẫn được nhận sau khi ra viện.',
  'The reports of an encounter with the values that hold now, newest first':
    'Kết quả của một đợt điều trị với giá trị hiện hành, mới nhất trước',
  'All reports on a patient, newest first': 'Mọi kết quả của người bệnh, mới nhất trước',
  'One report and everything it said before: who, when, what':
    'Một phiếu kết quả và mọi nội dung trước đó: ai ghi, khi nào, ghi gì',
});
