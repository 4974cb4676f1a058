import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  "The pharmacy's work list: medicine orders in force by what the pharmacy has said of them, the most urgent first":
    'Danh sách việc của khoa dược: chỉ định thuốc đang có hiệu lực theo ý kiến của dược sĩ, khẩn nhất trước',
  'An order of a medicine as the pharmacy sees it: checks as of now, both versions of a substitution, what was given out':
    'Chỉ định thuốc theo góc nhìn khoa dược: kiểm tra an toàn hiện tại, thuốc chỉ định và thuốc thay thế, các lần cấp phát',
  'Verify an order of a medicine': 'Duyệt một chỉ định thuốc',
  'Question an order of a medicine: its doctor is asked, and may be proposed another substance':
    'Hỏi lại bác sĩ về một chỉ định thuốc, có thể đề nghị hoạt chất khác',
  'Answer a question of the pharmacy: the order stays as it is, for a reason':
    'Trả lời câu hỏi của khoa dược: giữ nguyên chỉ định và nêu lý do',
  'A doctor who agrees replaces the order instead (revise).': 'Bác sĩ đồng ý thì thay bằng chỉ định mới (revise).',
  'Put another product in the place of the ordered one; its doctor is told':
    'Thay thuốc được chỉ định bằng một thuốc khác; bác sĩ được báo',
  'Another product of the same substance is given out at once; another substance is proposed to the doctor as a question.':
    'Thuốc khác cùng hoạt chất được cấp phát ngay; hoạt chất khác thì được gửi cho bác sĩ như một câu hỏi.',
  'Give out a medicine for a verified order, all of it or a part':
    'Cấp phát thuốc cho chỉ định đã duyệt, toàn bộ hoặc một phần',
  'Take back some or all of a medicine that was given out': 'Nhận lại một phần hoặc toàn bộ thuốc đã cấp phát',
});
