import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'What is waiting for me: tasks of my wards, my orders, my duties and my office, critical results first, then the oldest':
    'Việc đang chờ tôi: của khoa tôi, của chỉ định tôi ra, của ca trực và của bộ phận tôi; kết quả báo động trước, rồi cũ nhất trước',
  'Acknowledge a task: whoever is first has it, others are told who':
    'Xác nhận một việc: ai xác nhận trước thì người đó nhận, người sau được báo là ai',
});
