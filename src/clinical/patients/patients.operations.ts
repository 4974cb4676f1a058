import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'Register a patient; the MRN is issued here': 'Tiếp nhận người bệnh; mã bệnh nhân được cấp ở đây',
  'Find patients by whatever is typed (`q`), or by name, identifier, birth date or phone':
    'Tìm người bệnh bằng bất cứ gì gõ vào (`q`), hoặc theo tên, số giấy tờ, ngày sinh, điện thoại',
  '`q` is one box for all: names without accents, begun, mistyped or as initials; birth dates; numbers or their ends. Each answer says why it was found. A birth date known in part is found by every day that it may be, and is marked `uncertain`.':
    '`q` là một ô cho tất cả: tên không dấu, gõ dở, gõ nhầm hoặc viết tắt chữ đầu; ngày sinh; số giấy tờ hoặc phần cuối. Mỗi kết quả cho biết vì sao được tìm thấy. Ngày sinh chỉ biết một phần được tìm bằng mọi ngày có thể, và được đánh dấu `uncertain`.',
  'One patient': 'Một người bệnh',
  'Correct what identifies a patient (merge patch)': 'Sửa thông tin định danh của người bệnh (merge patch)',
  'Confidentiality is only raised here; lowering it is POST /api/v1/patients/:id/confidentiality.':
    'Ở đây mức bảo mật chỉ được nâng; hạ xuống thì dùng POST /api/v1/patients/:id/confidentiality.',
  "Take back an identifier that is not the patient's: it stays readable, and its number is free":
    'Gỡ số giấy tờ không phải của người bệnh: vẫn đọc được, và số đó dùng lại được',
  'If-Match carries the ETag of the patient. The MRN cannot be retired.':
    'If-Match là ETag của người bệnh. Không gỡ được mã bệnh nhân.',
  'How confidential a record is, and whose; nothing of the record':
    'Mức bảo mật của một hồ sơ, và của ai; không có nội dung hồ sơ',
  'Raise or lower how confidential a record is': 'Nâng hoặc hạ mức bảo mật của hồ sơ',
  'Raising to R is for those who treat the patient, registrars and records officers; V (VIP) for registrars, records and privacy officers; lowering for records and privacy officers, with a reason. Sensitive content raises N to R by itself.':
    'Nâng lên R: người đang điều trị, tiếp đón, lưu trữ hồ sơ; V (VIP): tiếp đón, lưu trữ hồ sơ, bảo vệ dữ liệu; hạ xuống: lưu trữ hồ sơ và bảo vệ dữ liệu, kèm lý do. Nội dung cần giữ kín tự nâng N lên R.',
  '`duplicates` shows who on record may be the same person, and why. It stops nobody.':
    '`duplicates` cho biết ai đang có hồ sơ có thể là cùng một người, và vì sao. Không ngăn việc tiếp nhận.',
  'The work list of the records office: patients who may have been on record before, the latest first':
    'Danh sách việc của phòng lưu trữ hồ sơ: người bệnh có thể đã có hồ sơ từ trước, mới nhất trước',
  '`limit` says how many patients are looked at; a page shows those of them who may be on record twice.':
    '`limit` là số người bệnh được xem xét; mỗi trang hiện những người trong đó có thể có hai hồ sơ.',
  'Who may be the same person, and why': 'Ai có thể là cùng một người, và vì sao',
});
