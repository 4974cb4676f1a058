import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'Results that could not be placed and wait for a person, critical ones first, then the oldest: why, and who may be meant':
    'Kết quả chưa ghép được với người bệnh hay chỉ định, kết quả báo động trước, rồi cũ nhất trước: lý do và gợi ý',
  'One of them, with what it says and the message as it came':
    'Một kết quả chờ ghép: nội dung và bản tin đúng như đã gửi',
  'Say whose it is: the result comes into that chart with it, all of it or nothing':
    'Xác định người bệnh: kết quả vào hồ sơ cùng lúc, tất cả hoặc không gì cả',
  'One that names somebody else, another order or another’s report is answered unmatched-names-another with both sides; `confirmed` with a `reason` in words says that it is the patient’s all the same.':
    'Bản tin ghi người khác, chỉ định khác hoặc phiếu của nơi khác thì trả lời unmatched-names-another kèm cả hai bên; gửi lại với `confirmed` và `reason` bằng lời để xác nhận đúng là của người bệnh này.',
  'Say that it comes into no chart, and why; the message stays kept':
    'Bỏ qua, không đưa vào hồ sơ nào, kèm lý do; bản tin vẫn được lưu',
  'Codes and units of senders and what they mean; those that nobody has mapped among them':
    'Mã và đơn vị riêng của nơi gửi, nghĩa của chúng, và những mã chưa ánh xạ',
  'Say what a code or unit of a sender means, before or after it was met':
    'Ánh xạ một mã hay đơn vị của nơi gửi, trước hoặc sau khi gặp',
  'Say what it means; results that waited for it are placed again': 'Ánh xạ mã này; kết quả đang chờ được xếp lại',
  'Messages that came from other systems, newest first: from whom, when, what became of each and why':
    'Bản tin nhận từ hệ thống khác, mới nhất trước: ai gửi, lúc nào, kết cục và lý do',
  'Those who look after the lines see each message by its number and sender; whose it is, only who may see the patient.':
    'Người quản lý đường truyền thấy bản tin theo số và nơi gửi; của người bệnh nào thì chỉ ai được xem người bệnh đó mới thấy.',
  'Who sends messages, or has codes of its own here, by name': 'Các nơi gửi bản tin hoặc có mã riêng ở đây, theo tên',
  'One message with what it was answered; as it came, for who may see what it says':
    'Một bản tin và câu trả lời; nội dung gốc chỉ cho người được xem',
});
