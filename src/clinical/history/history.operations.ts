import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'Record an allergy, or that none is known': 'Ghi dị ứng, hoặc ghi là không có dị ứng',
  'An allergy that comes to light ends the statement that none is known. The same allergy is active at most once.':
    'Khi phát hiện dị ứng, lời ghi "không có dị ứng" hết hiệu lực. Một dị ứng chỉ có hiệu lực một lần.',
  'The allergies of a patient, the latest recorded first, and whether anybody asked':
    'Dị ứng của người bệnh, mới ghi trước, và đã có ai hỏi chưa',
  'Change what is known of an allergy, or mark it as entered in error (merge patch)':
    'Sửa điều đã biết về dị ứng, hoặc đánh dấu ghi nhầm (merge patch)',
  'Who changed it, when, and which fields': 'Ai đã sửa, khi nào, và những mục nào',
  'Record a diagnosis or other problem': 'Ghi chẩn đoán hoặc vấn đề sức khoẻ khác',
  'The problems of a patient, the latest recorded first': 'Các vấn đề sức khoẻ của người bệnh, mới ghi trước',
  'Change how a problem goes, or mark it as entered in error (merge patch)':
    'Sửa diễn biến của vấn đề sức khoẻ, hoặc đánh dấu ghi nhầm (merge patch)',
});
