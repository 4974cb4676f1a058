import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'Chart what was written on paper for one patient: vital signs, fluids, wounds and drains, assessments, doses; all or none':
    'Nhập những gì đã ghi trên giấy của một người bệnh: sinh hiệu, dịch vào ra, vết thương và dẫn lưu, nhận định, thuốc đã dùng; được tất cả hoặc không gì cả',
  'Each entry says when it was; `reason` says for all of them why it is charted only now. A refusal names the entry.':
    'Mỗi mục ghi rõ thời điểm; `reason` nêu chung lý do ghi muộn. Khi bị từ chối, câu trả lời chỉ rõ mục nào.',
});
