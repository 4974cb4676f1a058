import { inVietnamese } from '../routes/operation-words.js';

inVietnamese({
  'Search the audit trail, newest first': 'Tra nhật ký, mới nhất trước',
  'Patient, encounter, record, person, terminal, address, request, rare kinds and purposes other than treatment are found at once, however long the trail. Any other condition is checked on what those find, on at most some five thousand events a page: a page may be short, even empty, while `next` leads on. `searchedTo` says how far back it looked; only when `next` is null was everything searched. Archived months are searched for a patient, record, encounter or person where their files are at hand; `notCovered` names the others.':
    'Tìm theo người bệnh, đợt điều trị, bản ghi, người làm, máy trạm, địa chỉ, yêu cầu, loại sự kiện hiếm và mục đích ngoài điều trị đều có ngay, dù nhật ký dài bao nhiêu. Điều kiện khác được xét trên những gì đã tìm thấy, mỗi trang xem tối đa khoảng năm nghìn sự kiện: một trang có thể ngắn, thậm chí trống, trong khi `next` vẫn dẫn tiếp. `searchedTo` cho biết đã xem ngược đến đâu; chỉ khi `next` là null thì mới tìm hết. Tháng đã lưu trữ được tìm theo người bệnh, bản ghi, đợt điều trị hoặc người làm khi tệp của tháng còn ở đây; `notCovered` kể những tháng còn lại.',
  'One event of the trail': 'Một sự kiện trong nhật ký',
  'Export events of the trail, newest first': 'Xuất nhật ký, mới nhất trước',
  'Streamed. An ndjson export ends with a line {"end": …}; without it the export was broken off. When the session ends meanwhile, the connection is cut in every format. Every part is on the trail. Archived months at hand are told of where the question names a patient, record, encounter or person; the header X-Not-Covered, and the first line of ndjson, name the others.':
    'Gửi dần theo dòng. Bản ndjson kết thúc bằng dòng {"end": …}; thiếu dòng này là bản xuất bị ngắt giữa chừng. Phiên làm việc kết thúc khi đang xuất thì kết nối bị cắt, với mọi định dạng. Mỗi phần đã xuất đều được ghi vào nhật ký. Tháng đã lưu trữ mà tệp còn ở đây được xuất khi hỏi theo người bệnh, bản ghi, đợt điều trị hoặc người làm; X-Not-Covered và dòng đầu của bản ndjson kể những tháng còn lại.',
  'When rows were compared with the trail and what was found, newest first':
    'Các lần đối chiếu dữ liệu với nhật ký và kết quả, mới nhất trước',
  'Counts only: which rows they are is named by `emr audit reconcile`, and in the event of the comparison.':
    'Chỉ có số lượng: `emr audit reconcile` và sự kiện của lần đối chiếu kể tên từng dòng.',
  'Proof that one event is in the sealed trail': 'Bằng chứng một sự kiện nằm trong nhật ký đã niêm phong',
  'Signed checkpoints of the trail, newest first': 'Các mốc niêm phong đã ký, mới nhất trước',
  'Proof that the trail has only grown between two sizes': 'Bằng chứng nhật ký chỉ dài thêm giữa hai mốc',
  'Public keys that have signed checkpoints': 'Các khóa công khai đã ký mốc niêm phong',
  'Who looked at this patient, a day and a person at a time; as JSON or as a page to print':
    'Ai đã xem người bệnh này, theo từng ngày và từng người; dạng JSON hoặc trang để in',
  'Who opened or changed the record, and apart from that in whose lists and searches the patient stood. No other patient is named. In Vietnamese, or in English by Accept-Language.':
    'Ai đã mở hoặc sửa hồ sơ, và riêng ra, người bệnh đã hiện trong danh sách, kết quả tìm kiếm của ai. Không nêu tên người bệnh khác. Bằng tiếng Việt, hoặc tiếng Anh theo Accept-Language.',
  'The life of one record: every version, oldest first': 'Lịch sử một bản ghi: mọi phiên bản, cũ nhất trước',
  'Who read one record, newest first': 'Ai đã đọc một bản ghi, mới nhất trước',
  'Readings that name the record. Lists that held it among others are in the report of its patient.':
    'Những lần đọc nêu đích danh bản ghi. Các danh sách có bản ghi này giữa nhiều bản ghi khác nằm trong báo cáo của người bệnh.',
  "A person's day: from when to when, from where, and what they did, by hour or by patient":
    'Một ngày làm việc của một người: từ lúc nào đến lúc nào, từ đâu, và đã làm gì, theo giờ hoặc theo người bệnh',
  'Each page tells the whole day at the top; `limit` counts the things done, and `next` goes on with them.':
    'Đầu mỗi trang tóm tắt cả ngày; `limit` đếm số việc đã làm, `next` dẫn đến các việc tiếp theo.',
  'Find a patient by MRN, name or identifier, to ask the trail about them':
    'Tìm người bệnh theo mã bệnh nhân, tên hoặc số giấy tờ, để tra nhật ký về họ',
  'Answers id, MRN, name and birth date, and nothing of the record. The search is on the trail.':
    'Trả về id, mã bệnh nhân, tên, ngày sinh, không có nội dung hồ sơ. Lần tìm được ghi vào nhật ký.',
});
