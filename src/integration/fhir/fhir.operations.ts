import { inVietnamese, inVietnameseBy } from '../../platform/routes/operation-words.js';

inVietnamese({
  'What this FHIR service can do': 'Dịch vụ FHIR này làm được gì',
  'Take in a transaction Bundle, all of it or nothing, or do what a batch asks':
    'Nhận một Bundle kiểu transaction, tất cả hoặc không gì cả, hoặc làm từng việc của một batch',
  'Resources are recognised by source, type and id when they come again. What the chart does not take is kept whole and listed in the answer. The entries of a batch are each done by themselves.':
    'Tài nguyên gửi lại được nhận ra theo nguồn, loại và mã. Phần hồ sơ không nhận được giữ nguyên và liệt kê trong trả lời. Mỗi mục của một batch được làm riêng.',
  'Receive a report with its observations, contained or referred to; one for an order completes it':
    'Nhận phiếu kết quả cùng các giá trị, kèm theo hoặc tham chiếu; có chỉ định thì hoàn thành chỉ định',
  'Receive one observation; one for an order becomes its report':
    'Nhận một quan sát; có chỉ định thì thành kết quả của chỉ định',
  'One AuditEvent: an event of the trail after IHE BALP, or that of one patient a list showed':
    'Một AuditEvent: sự kiện trong nhật ký theo IHE BALP, hoặc phần của một người bệnh trong một danh sách',
  'Newest first. A page looks at some ten thousand events at most and may be short, even empty, while its next link leads on.':
    'Mới nhất trước. Mỗi trang xem tối đa khoảng mười nghìn sự kiện, có thể ngắn, thậm chí trống, trong khi liên kết next vẫn dẫn tiếp.',
  'A resource that is kept whole and not part of the chart': 'Một tài nguyên được giữ nguyên, không thuộc hồ sơ',
  'Resources from elsewhere of which nobody could tell whose they are, oldest first; nothing of what they say':
    'Tài nguyên từ nơi khác chưa rõ của ai, cũ nhất trước; không có nội dung',
  'One version of a resource that is kept whole': 'Một phiên bản của một tài nguyên được giữ nguyên',
  'The versions of a resource that is kept whole': 'Các phiên bản của một tài nguyên được giữ nguyên',
  'Search resources that are kept whole, by patient, identifier, code or status':
    'Tìm tài nguyên được giữ nguyên, theo người bệnh, mã định danh, mã hoặc trạng thái',
  'Search resources that are kept whole, the parameters in the body':
    'Tìm tài nguyên được giữ nguyên, tham số trong thân yêu cầu',
  'What changed of a type that is kept whole': 'Thay đổi của một loại tài nguyên được giữ nguyên',
  'Newest first, page by page; _since is how far back. For machines.':
    'Mới nhất trước, theo từng trang; _since là từ khi nào. Dành cho máy.',
  'Order an export of the whole hospital by POST': 'Yêu cầu xuất dữ liệu toàn viện, bằng POST',
  'Order an export of all patients by POST': 'Yêu cầu xuất dữ liệu của mọi người bệnh, bằng POST',
  'Order an export of the patients who lie in a ward by POST':
    'Yêu cầu xuất dữ liệu người bệnh đang nằm tại một khoa, bằng POST',
  'All that is on record of a patient, asked for by POST': 'Toàn bộ hồ sơ của một người bệnh, hỏi bằng POST',
  'All that is on record of a visit, asked for by POST': 'Toàn bộ hồ sơ của một lần khám hoặc điều trị, hỏi bằng POST',
  'As by GET, with the parameters in the address or in a Parameters resource.':
    'Như khi dùng GET, tham số nằm trong địa chỉ hoặc trong tài nguyên Parameters.',
  'The International Patient Summary of a patient, asked for by POST':
    'Bản tóm tắt hồ sơ quốc tế (IPS) của một người bệnh, hỏi bằng POST',
  'Search what of a type is of a patient': 'Tìm tài nguyên thuộc một loại của một người bệnh',
  'Search what of a type is of a visit': 'Tìm tài nguyên thuộc một loại của một lần khám hoặc điều trị',
  'Take in one resource of any type': 'Nhận một tài nguyên thuộc bất kỳ loại nào',
  'Say anew what the same sender sent before': 'Gửi lại nội dung mới của tài nguyên mà chính hệ thống đó đã gửi',
  'Only while the version stands that If-Match names; what would be lost without it asks for one (428). An id that is none of ours is the one it has with its sender.':
    'Chỉ khi phiên bản nêu trong If-Match còn hiện hành; nếu thiếu mà có thể làm mất nội dung thì trả lời 428. Mã không phải của bệnh viện là mã của hệ thống gửi.',
  'Change what the same sender sent before, by JSON Patch':
    'Sửa tài nguyên mà chính hệ thống đó đã gửi, bằng JSON Patch',
  'Ask to be told by webhook of one type of resource; a person has to approve it. Its secret is shown only here':
    'Đăng ký được báo tin bằng webhook về một loại tài nguyên; phải có người duyệt. Khóa bí mật chỉ hiện ở đây',
  'One Subscription of the machine that asks': 'Một đăng ký nhận tin của chính hệ thống đang hỏi',
  'The Subscriptions of the machine that asks, newest first':
    'Các đăng ký nhận tin của chính hệ thống đang hỏi, mới nhất trước',
  'End a Subscription: status off is the one change there is': 'Ngừng một đăng ký nhận tin: chỉ nhận status off',
  'Order an export of the whole hospital; Content-Location says where it will be':
    'Yêu cầu xuất dữ liệu toàn viện; Content-Location cho biết nơi lấy',
  'Order an export of all patients': 'Yêu cầu xuất dữ liệu của mọi người bệnh',
  'Order an export of the patients who lie in a ward': 'Yêu cầu xuất dữ liệu người bệnh đang nằm tại một khoa',
  'How far an export is, and then where its files are': 'Tiến độ một lần xuất dữ liệu, rồi nơi lấy các tệp',
  'Take an export back; its files are gone': 'Hủy một lần xuất dữ liệu; các tệp bị xóa',
  'A file of an export: one resource a line; every patient in it is on the trail':
    'Một tệp đã xuất: mỗi dòng một tài nguyên; mọi người bệnh trong đó đều vào nhật ký',
  'All that is on record of a patient': 'Toàn bộ hồ sơ của một người bệnh',
  'All that is on record of a visit': 'Toàn bộ hồ sơ của một lần khám hoặc điều trị',
  'Page by page; _since, _type and _count narrow it, of a patient start and end too: the first and the last day of care. A machine needs to read every type it asks for, or all.':
    'Theo từng trang; thu hẹp bằng _since, _type và _count; của một người bệnh, cả bằng start và end: ngày đầu và ngày cuối của việc chăm sóc. Máy cần được đọc mọi loại nó hỏi, hoặc tất cả.',
  'The International Patient Summary of a patient, as a document':
    'Bản tóm tắt hồ sơ quốc tế (IPS) của một người bệnh, dạng tài liệu',
  'The newest observations of each code': 'Các quan sát mới nhất của mỗi mã',
  'Who on record may be the person described, and how sure that is':
    'Người bệnh nào có thể là người được mô tả, và mức chắc chắn',
  'Whether a resource would be taken; nothing is stored': 'Kiểm tra một tài nguyên có được nhận không; không lưu gì',
  'Whether an update of a resource would be taken; nothing is stored':
    'Kiểm tra một lần cập nhật tài nguyên có được nhận không; không lưu gì',
  'Say anew what the same sender sent under an identifier, or say it for the first time':
    'Gửi lại nội dung mới theo mã định danh mà chính hệ thống đó đã gửi, hoặc gửi lần đầu',
  'The condition is identifier=system|value. Records of other senders under the same number are no match; several of its own are 412.':
    'Điều kiện là identifier=hệ thống|giá trị. Tài nguyên cùng mã của hệ thống khác không tính là khớp; khớp nhiều tài nguyên của mình thì trả lời 412.',
  'Change what the same sender sent under an identifier, by JSON Patch':
    'Sửa tài nguyên theo mã định danh mà chính hệ thống đó đã gửi, bằng JSON Patch',
  'One of them, as it was sent': 'Một tài nguyên chưa rõ của ai, đúng như đã gửi',
  'Whom it names, beside the patient it is taken for': 'Người mà dữ liệu nêu tên, đặt cạnh người bệnh định gắn',
  'Say whose it is, and why: from then on it is part of the patient’s record':
    'Gắn cho người bệnh, kèm lý do: từ đó thuộc hồ sơ của người bệnh',
  'One that names somebody of another name, birth date or number is answered names-another with both; `confirmed` says that it is the patient’s all the same.':
    'Dữ liệu ghi họ tên, ngày sinh hoặc số giấy tờ khác sẽ được trả về names-another kèm cả hai bên; `confirmed` xác nhận vẫn là của người bệnh.',
  'Say that it is nobody’s here, and why; it is kept and may still be assigned':
    'Ghi nhận tài nguyên không thuộc người bệnh nào ở đây, kèm lý do; vẫn được giữ và có thể gắn sau',
});

inVietnameseBy(/^One ([A-Z]\w+)$/, 'Một $1');
inVietnameseBy(/^One version of one ([A-Z]\w+)$/, 'Một phiên bản của một $1');
inVietnameseBy(/^The versions of one ([A-Z]\w+)$/, 'Các phiên bản của một $1');
inVietnameseBy(/^What changed of ([A-Z]\w+)$/, 'Thay đổi của các $1');
inVietnameseBy(/^Search ([A-Z]\w+), the parameters in the body$/, 'Tìm $1, tham số trong thân yêu cầu');
inVietnameseBy(/^Search ([A-Z]\w+) by (.+)$/, 'Tìm $1 theo $2');
