import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'What the record lacks before it is closed, by the legal form of its kind of stay':
    'Hồ sơ còn thiếu gì trước khi khóa, theo mẫu hồ sơ của loại điều trị',
  'Close the record: what it holds is sealed with a hash, which whoever closes it signs; afterwards it only takes late entries with a reason':
    'Khóa hồ sơ bệnh án: nội dung được niêm phong bằng mã băm có chữ ký của người khóa; sau đó chỉ ghi bổ sung kèm lý do',
  'How the record was closed and who signed that, and whether what it held then is unchanged':
    'Hồ sơ được khóa thế nào, ai ký, và nội dung khi đó có còn nguyên vẹn',
  'The signed closing of the record with all that is needed to verify it without the service':
    'Bản ký khóa hồ sơ, kèm mọi thứ cần để kiểm tra mà không cần hệ thống',
  'Hold the record for a court or an authority': 'Giữ hồ sơ theo yêu cầu pháp lý',
  'End the legal hold': 'Thôi giữ hồ sơ theo yêu cầu pháp lý',
});
