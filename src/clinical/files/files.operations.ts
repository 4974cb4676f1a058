import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'Add a scanned paper or a picture to a record': 'Thêm giấy tờ quét hoặc hình ảnh vào hồ sơ',
  'Add a scanned paper or a picture to an encounter': 'Thêm giấy tờ quét hoặc hình ảnh vào đợt điều trị',
  'What is known of a file': 'Thông tin về một tệp',
  'The file itself': 'Nội dung tệp',
  'Papers and pictures of a patient, the latest added first': 'Giấy tờ, hình ảnh của người bệnh, mới thêm trước',
  'Mark a file as entered in error; it stays': 'Đánh dấu tệp ghi nhầm; tệp vẫn được giữ',
  'A form (multipart/form-data) with the file as `file`. PDF, JPEG, PNG or WebP, as its bytes tell. What could run is refused by a simple look: scripts, launches and attachments of a PDF, markup in a picture, anything behind its end; it is no virus scanner. `sameAs` names an earlier file of the patient with the same bytes.':
    'Biểu mẫu multipart/form-data, tệp ở trường `file`. Nhận PDF, JPEG, PNG hoặc WebP, xét theo nội dung tệp. Những gì có thể tự chạy bị từ chối sau một lượt kiểm tra đơn giản (mã lệnh, tệp đính kèm trong PDF, mã trong ảnh, dữ liệu sau phần cuối tệp); đây không phải trình quét virus. `sameAs` chỉ tệp đã có của người bệnh với cùng nội dung.',
  'Its bytes are compared with their hash at every reading; what was altered is not given out. The reading is on the trail with `output` file.':
    'Mỗi lần đọc, nội dung được đối chiếu với mã băm; nội dung đã bị sửa thì không đưa ra. Việc đọc được ghi nhật ký với `output` file.',
});
