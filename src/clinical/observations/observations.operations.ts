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
});
