import { defineProblems } from '../../../kernel/problem.js';

export const bedsideProblems = defineProblems({
  fluidNotFound: { status: 404, vi: 'Không tìm thấy lượng dịch này', en: 'No such intake or output' },
  fluidInError: {
    status: 409,
    vi: 'Lượng dịch này đã được đánh dấu ghi nhầm',
    en: 'This intake or output is marked as entered in error already',
  },
  siteNotFound: { status: 404, vi: 'Không tìm thấy vết thương hoặc ống dẫn lưu này', en: 'No such wound or drain' },
  siteEnded: { status: 409, vi: 'Đã kết thúc trước đó', en: 'It has ended already' },
  escalationNotFound: { status: 404, vi: 'Không tìm thấy lần báo động này', en: 'No such call' },
  escalationRaised: { status: 409, vi: 'Đã báo động cho lần đo này', en: 'Somebody was called for this set already' },
  escalationAcknowledged: { status: 409, vi: 'Lần báo động này đã được đáp ứng', en: 'This call was answered already' },
});
