import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'Record an allergy, or that none is known': 'Ghi dị ứng, hoặc ghi là không có dị ứng',
  'The allergies of a patient, the latest recorded first, and whether anybody asked':
    'Dị ứng của người bệnh, mới ghi trước, và đã có ai hỏi chưa',
  'Change what is known of an allergy, or mark it as entered in error (merge patch)':
    'Sửa điều đã biết về dị ứng, hoặc đánh dấu ghi nhầm (merge patch)',
  'Who changed it, when, and which fields': 'Ai đã sửa, khi nào, và những mục nào',
  'Record a diagnosis or other problem': 'Ghi chẩn đoán hoặc vấn đề sức khỏe khác',
  'The problems of a patient, the latest recorded first': 'Các vấn đề sức khỏe của người bệnh, mới ghi trước',
  'Change how a problem goes, or mark it as entered in error (merge patch)':
    'Sửa diễn biến của vấn đề sức khỏe, hoặc đánh dấu ghi nhầm (merge patch)',
  'Record family or social history, an implant, an alert, pregnancy or lactation':
    'Ghi tiền sử gia đình, thói quen, vật cấy ghép, cảnh báo, thai nghén hoặc cho con bú',
  'Family and social history, implants, alerts, pregnancy and lactation, the latest recorded first':
    'Tiền sử gia đình, thói quen, vật cấy ghép, cảnh báo, thai nghén và cho con bú, mới ghi trước',
  'Whether somebody is pregnant or breastfeeding today, with the weeks; what nobody recorded is not known':
    'Hôm nay có mang thai hoặc cho con bú không, kèm tuổi thai; điều chưa ai ghi là chưa biết',
  'End an entry of the history, or mark it as entered in error (merge patch)':
    'Kết thúc một mục tiền sử, hoặc đánh dấu ghi nhầm (merge patch)',
  'An allergy that comes to light ends the statement that none is known. The same allergy is active at most once. `overlaps` says which on record are of the same class, of a related one, or the same name spelled otherwise; it stops nobody.':
    'Khi phát hiện dị ứng, lời ghi "không có dị ứng" hết hiệu lực. Một dị ứng chỉ có hiệu lực một lần. `overlaps` cho biết dị ứng đã ghi nào cùng nhóm, thuộc nhóm liên quan, hoặc cùng tên viết khác; không ngăn việc ghi.',
  'The text belongs to an ICD-10 code that is on the list; other words stay in `note`. A diagnosis that hardly fits the sex or age is asked about. An encounter has one main diagnosis; it is also told after the stay, and with a reason once the record is closed.':
    'Mã ICD-10 có trong danh mục thì chữ đi theo mã; lời khác giữ ở `note`. Chẩn đoán khó hợp với giới hoặc tuổi thì được hỏi lại. Mỗi đợt điều trị có một bệnh chính; sau đợt điều trị vẫn ghi được, và kèm lý do khi hồ sơ đã khóa.',
});
