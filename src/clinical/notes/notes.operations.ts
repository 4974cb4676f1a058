import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'Take over what a handover says, by saying it back; signed at once':
    'Nhận bàn giao và nhắc lại nội dung đã nhận; được ký ngay',
  'Once for each handover, and by somebody else than its author.':
    'Mỗi phiếu bàn giao một lần, do người khác với người bàn giao.',
  'Draft a note': 'Soạn một tờ bệnh án',
  'Notes and addenda of an encounter, the latest first':
    'Các tờ bệnh án và phụ lục của một đợt điều trị, mới nhất trước',
  'One note with its addenda': 'Một tờ bệnh án cùng các phụ lục',
  'Save the sections named of a draft; every text saved is kept':
    'Lưu các mục được nêu của bản nháp; mọi bản đã lưu đều được giữ',
  'Forms of notes, with their sections and words': 'Các biểu mẫu bệnh án, gồm các mục và tên gọi',
  'My drafts, the latest saved first': 'Các bản nháp của tôi, mới lưu nhất trước',
  'What I wrote in this note and could not save, beside what it says now':
    'Những gì tôi viết ở tờ này mà chưa lưu được, cạnh nội dung hiện tại',
  'Put away a text of mine that could not be saved': 'Bỏ qua một bản viết chưa lưu được của tôi',
  'Notes that trainees signed and a doctor has to confirm, what waits longest first':
    'Các tờ bác sĩ thực hành đã ký, chờ bác sĩ ký xác nhận, chờ lâu nhất trước',
  'Confirm a note that a trainee signed, or stand by what a colleague signed':
    'Ký xác nhận tờ bác sĩ thực hành đã ký, hoặc ký cùng đồng nghiệp',
  'A signed note with all that is needed to verify it without the service':
    'Tờ đã ký kèm mọi thứ cần để kiểm tra mà không cần hệ thống',
  'Signed notes of a patient that say something, without regard to accents':
    'Tìm trong các tờ bệnh án của một người bệnh, không cần gõ dấu',
  'The patient, or who stands in for them, signs a note: drawn, or confirmed before a witness':
    'Người bệnh hoặc người đại diện ký: vẽ chữ ký, hoặc xác nhận trước người làm chứng',
  'What a trainee signs waits for a doctor. SIGNATURE_ASKS says whether password, PIN or badge must be shown.':
    'Tờ do bác sĩ thực hành ký phải chờ bác sĩ ký xác nhận. SIGNATURE_ASKS quy định có phải nhập lại mật khẩu, mã PIN hay quẹt thẻ không.',
  'Sign a note; it cannot change afterwards': 'Ký tờ bệnh án; ký rồi thì không sửa được',
  'Add to a signed note; signed at once': 'Viết phụ lục cho tờ đã ký; phụ lục được ký ngay',
  'Mark a note as entered in error; it stays readable': 'Đánh dấu tờ bệnh án ghi nhầm; vẫn đọc được',
  'Every text of a note that was saved, the latest first': 'Mọi bản đã lưu của một tờ bệnh án, mới nhất trước',
  'Whether a signed note is still what was signed': 'Tờ đã ký có còn đúng như lúc ký không',
});
