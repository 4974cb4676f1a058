import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'Sign several drafts of my own, all or none; verbal orders that I gave among them':
    'Ký nhiều chỉ định nháp của tôi cùng lúc, được hết hoặc không; kể cả y lệnh miệng tôi đã ra',
  'Write an order, or several all or none; they take effect when they are signed, which may be at once':
    'Soạn một hoặc nhiều chỉ định, ghi hết hoặc không ghi gì; ký rồi mới có hiệu lực, có thể ký ngay',
  'What the checks would find of orders that are being written; nothing is signed or stored':
    'Kiểm tra an toàn sẽ báo gì về các chỉ định đang soạn; không ký và không lưu gì',
  'The same checks as at signing, by what is known of the patient now. It is recorded as a read.':
    'Cùng các kiểm tra như khi ký, theo những gì đang biết về người bệnh. Được ghi vết như một lần xem.',
  'What is ordered already and still open is answered with a warning, not refused.':
    'Chỉ định đã có và chưa xong thì được cảnh báo, không bị từ chối.',
  'Replace an order by a new one, which is signed with it': 'Thay chỉ định bằng một chỉ định mới, ký cùng lúc',
  'Medicines of the formulary, by what is typed of a name': 'Tìm thuốc trong danh mục theo tên đang gõ',
  'The order sets of the hospital': 'Các bộ chỉ định của bệnh viện',
  'Order the lines of a set at once, each as it is or adjusted':
    'Ra cả bộ chỉ định một lần, từng dòng giữ nguyên hoặc chỉnh lại',
  'The orders of an encounter, newest first': 'Các chỉ định của một đợt điều trị, mới nhất trước',
  'The worklist: orders of all wards in one state, the most urgent first; or the one of a number':
    'Danh sách việc: chỉ định của mọi khoa ở một trạng thái, khẩn nhất trước; hoặc chỉ định mang một số',
  'One order, with the clinical question and the allergies of the patient':
    'Một chỉ định, kèm lý do khám và dị ứng của người bệnh',
  'Who changed an order, when, and which fields': 'Ai đã sửa chỉ định, khi nào, và những mục nào',
  'Sign a draft of my own, or on behalf of its author: the order takes effect':
    'Ký bản nháp của tôi, hoặc ký thay người viết: chỉ định bắt đầu có hiệu lực',
  'Begin work on an order': 'Bắt đầu thực hiện chỉ định',
  'Complete an order; a final report does this by itself': 'Hoàn thành chỉ định; kết quả chính thức tự hoàn thành',
  'Hold an order for now': 'Tạm dừng chỉ định',
  'Let a held order go on': 'Cho chỉ định đang tạm dừng tiếp tục',
  'Cancel an order on which no work has begun': 'Hủy chỉ định chưa bắt đầu thực hiện',
  'Stop an order, also when work on it has begun': 'Ngừng chỉ định, kể cả khi đã bắt đầu thực hiện',
  'Say that the specimen was taken; again when it had to be taken again':
    'Ghi nhận đã lấy mẫu; ghi lại khi phải lấy mẫu lần nữa',
  'Say why the laboratory rejected the specimen: the order waits for another one, and the ward is told':
    'Ghi lý do khoa xét nghiệm từ chối mẫu: chỉ định chờ lấy mẫu lại, khoa lâm sàng được báo',
});
