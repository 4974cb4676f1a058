import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'The sheet of medicines of an encounter: planned doses and what became of each':
    'Phiếu thực hiện thuốc của một đợt điều trị: các liều dự kiến và việc thực hiện từng liều',
  'A medicine round: the doses of everybody who lies in the ward':
    'Đi phát thuốc: các liều của mọi người bệnh đang nằm trong khoa',
  'What a patient was given on a day, to be shown to the patient':
    'Phiếu công khai thuốc: thuốc người bệnh đã dùng trong ngày',
  'Everything that was recorded of a dose, the latest first': 'Mọi ghi nhận về một liều thuốc, mới nhất trước',
  'Give a dose, or begin an infusion': 'Cho dùng một liều thuốc, hoặc bắt đầu truyền',
  'A dose is given once: who comes second is told who gave it, and when.':
    'Mỗi liều chỉ dùng một lần: người đến sau được báo ai đã cho dùng, lúc nào.',
  'Change the rate of a running infusion': 'Đổi tốc độ thuốc đang truyền',
  'Pause a running infusion': 'Tạm ngừng thuốc đang truyền',
  'Let a paused infusion run again': 'Truyền tiếp thuốc đang tạm ngừng',
  'Hang another bag of an infusion': 'Thay chai của thuốc đang truyền',
  'Stop an infusion before its end, with how much went in': 'Ngừng truyền trước khi hết, ghi lượng dịch đã vào',
  'Put right what was recorded as done to an infusion; both stay readable':
    'Đính chính một bước của thuốc truyền; cả hai bản đều đọc lại được',
  'End a running infusion': 'Kết thúc truyền thuốc',
  'Hold a dose for a reason; it can still be given': 'Tạm hoãn một liều, kèm lý do; vẫn có thể cho dùng sau',
  'Say that the patient refused a dose': 'Ghi nhận người bệnh từ chối dùng một liều',
  'Say that a medicine was prepared and thrown away, or what was left of a dose':
    'Ghi nhận thuốc đã pha mà phải bỏ, hoặc phần thuốc còn thừa',
  'Correct what was recorded of a dose; both stay readable':
    'Sửa điều đã ghi về một liều thuốc; cả hai bản đều đọc lại được',
});
