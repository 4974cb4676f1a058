import { inVietnamese } from '../routes/operation-words.js';

inVietnamese({
  'Why, or why not, may I see this patient': 'Vì sao tôi được, hoặc không được, xem hồ sơ người bệnh này',
  'Ask a colleague of another ward into the care of a patient, for a time':
    'Mời đồng nghiệp khoa khác hội chẩn một người bệnh, trong một thời gian',
  'Refer a patient to a ward or clinic: whoever works there sees the record, for a time':
    'Chuyển người bệnh đến khám ở một khoa, phòng khám: người làm ở đó xem được hồ sơ trong một thời gian',
  'Who was consulted or referred to and may see the patient now, the latest first':
    'Ai được mời hội chẩn hoặc nhận chuyển khám và đang được xem người bệnh, mới nhất trước',
  'End a consultation, a referral or an emergency access of my own before its time':
    'Kết thúc sớm một lượt hội chẩn, chuyển khám hoặc mở khẩn cấp của tôi',
  'Open a patient of another ward in an emergency, for four hours; the privacy officer reviews each use':
    'Mở khẩn cấp hồ sơ người bệnh khoa khác, trong bốn giờ; cán bộ bảo vệ dữ liệu xem xét từng lần',
  'Emergency accesses, the latest first: all, waiting for review, overdue, or reviewed':
    'Các lần mở khẩn cấp, mới nhất trước: tất cả, chờ xem xét, quá hạn, hoặc đã xem xét',
  'With them what else is reviewed: patients whom somebody took into their own ward without a tie to them before.':
    'Cùng với đó là những việc khác cần xem xét: người bệnh được nhận vào khoa của người làm mà trước đó không có liên quan.',
  'End an emergency access of my own before its time': 'Kết thúc sớm một lần mở khẩn cấp của tôi',
  'Close the review of an emergency access with what was found': 'Kết luận việc xem xét một lần mở khẩn cấp',
  'What is unjustified ends at once, with what was built on it: admissions and transfers made under it, and who was asked in since.':
    'Lần mở không chính đáng chấm dứt ngay, cùng những gì dựa trên đó: việc nhận, chuyển người bệnh và những người được mời từ đó.',
});
