import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'Chart vital signs; the answer tells the early warning score': 'Ghi dấu hiệu sinh tồn; trả lời kèm điểm cảnh báo sớm',
  'Vital signs of an encounter, the latest first': 'Dấu hiệu sinh tồn của một đợt điều trị, mới nhất trước',
  'Vital signs as a sheet: a column for each time, a row for each parameter':
    'Bảng theo dõi: mỗi lần đo một cột, mỗi chỉ số một dòng',
  'One set of vital signs': 'Một lần đo dấu hiệu sinh tồn',
  'Mark vital signs as entered in error; they stay readable': 'Đánh dấu lần đo ghi nhầm; vẫn đọc được',
  'What was observed of a patient, the latest first; by code, vital signs charted here too':
    'Các quan sát về người bệnh, mới nhất trước; tìm theo mã thì có cả dấu hiệu sinh tồn ghi tại đây',
  'Put the right set in the place of one that was charted wrong; both stay readable':
    'Ghi lại lần đo cho đúng thay cho lần ghi sai; cả hai vẫn đọc được',
  'Chart a set for the patient whose it is, and mark it as an error where it was charted':
    'Chuyển lần đo sang đúng người bệnh; ở hồ sơ ghi nhầm, lần đo được đánh dấu ghi nhầm',
  'Set the scale of the oxygen saturation for NEWS2: 2 begins it, 1 ends it':
    'Đặt thang SpO₂ của NEWS2: 2 là bắt đầu dùng, 1 là thôi dùng',
  'Say whether she is pregnant: NEWS2 is not for pregnant women':
    'Ghi có thai hay không: NEWS2 không dùng cho người mang thai',
  'Set the level of nursing care, from which the time to the next set follows':
    'Đặt cấp chăm sóc; khoảng cách đến lần đo sau tính theo cấp này',
  'What is set for the observations of an encounter, and what was, the latest first':
    'Các mức theo dõi đang và đã đặt trong một đợt điều trị, mới nhất trước',
  'Record fluid that went in or came out': 'Ghi lượng dịch vào hoặc ra',
  'Fluid balance: what went in and came out, by shift and by day':
    'Cân bằng dịch: lượng vào, lượng ra theo ca và theo ngày',
  'Put the right volume in the place of a wrong one; both stay readable':
    'Ghi lại lượng dịch cho đúng thay cho lượng ghi sai; cả hai vẫn đọc được',
  'Mark an intake or output as entered in error; it stays readable': 'Đánh dấu lượng dịch ghi nhầm; vẫn đọc được',
  'Record a wound or a drain': 'Ghi vết thương hoặc ống dẫn lưu',
  'Wounds and drains of an encounter, the latest first':
    'Vết thương và ống dẫn lưu của một đợt điều trị, mới nhất trước',
  'Say that a wound has healed or a drain was taken out': 'Ghi vết thương đã lành hoặc ống dẫn lưu đã rút',
  'Assess the risk of falling (Morse) or of a pressure ulcer (Braden), or a wound':
    'Nhận định nguy cơ ngã (Morse), nguy cơ loét tì đè (Braden) hoặc vết thương',
  'Nursing assessments of an encounter with their risk and plan, the latest first':
    'Nhận định điều dưỡng của một đợt điều trị kèm nguy cơ và kế hoạch, mới nhất trước',
  'Call somebody to a patient because of a set of vital signs': 'Báo động cho bác sĩ vì một lần đo dấu hiệu sinh tồn',
  'Who was called to a patient, and what they answered, the latest first':
    'Đã báo động cho ai và được đáp ứng thế nào, mới nhất trước',
  'Answer a call to a patient: what is done': 'Đáp ứng báo động: đã xử trí gì',
});
