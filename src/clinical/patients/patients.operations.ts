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
  'Record a death, or its cause and place': 'Ghi nhận tử vong, hoặc nguyên nhân và nơi tử vong',
  'A discharge as deceased records the death too; here its cause and place are added, or a death outside of the hospital.':
    'Cho ra viện với lý do tử vong cũng ghi nhận tử vong; ở đây bổ sung nguyên nhân và nơi tử vong, hoặc ghi nhận tử vong ngoài bệnh viện.',
  'What merging another record into this one would do: what differs, what moves, what stops it':
    'Xem trước việc gộp một hồ sơ khác vào hồ sơ này: khác nhau ở đâu, chuyển những gì, vướng điều gì',
  'Merge another record of the same person into this one; this one stays':
    'Gộp hồ sơ khác của cùng một người vào hồ sơ này; hồ sơ này được giữ lại',
  'Everything charted under the other moves here, each row on the trail of both. The fields of the record in the address stand; the MRN of the other finds it. Reading the other answers 308 with the address here, writing to it 409.':
    'Mọi nội dung ghi ở hồ sơ kia chuyển về đây, mỗi dòng có trong nhật ký của cả hai hồ sơ. Thông tin của hồ sơ trong địa chỉ được giữ; mã bệnh nhân kia vẫn tìm ra hồ sơ này. Đọc hồ sơ kia được trả 308 kèm địa chỉ ở đây, ghi vào đó bị 409.',
  'Take a merge back: both records are as before, and what was charted since in the encounters of the other is theirs':
    'Hủy gộp hồ sơ: hai hồ sơ trở lại như trước, nội dung ghi từ đó trong các đợt điều trị của hồ sơ kia thuộc về hồ sơ kia',
  'Say that a record which looks alike is of another person: the pair is on no list any more':
    'Xác nhận hai hồ sơ giống nhau là của hai người: cặp này không còn trong danh sách nào',
  'Take that back: the pair is looked at again': 'Bỏ xác nhận đó: cặp này được xem xét lại',
  'Record when somebody is insured, by the card as it is shown': 'Ghi thời hạn bảo hiểm y tế theo thẻ người bệnh trình',
  'What is doubtful comes as warnings and stops nobody; a period that overlaps with another is asked about.':
    'Điều còn nghi ngờ được cảnh báo và không ngăn ai; thời hạn trùng với thẻ khác thì được hỏi lại.',
  'When somebody is insured, which card is valid on a day, and the one identity behind all forms of cards':
    'Thời hạn bảo hiểm y tế, thẻ nào có hiệu lực vào một ngày, và một danh tính chung cho mọi dạng thẻ',
  'Correct an insurance period, or mark it as entered in error (merge patch)':
    'Sửa thời hạn thẻ bảo hiểm, hoặc đánh dấu ghi nhầm (merge patch)',
});
