import { defineProblems } from '../../kernel/problem.js';

export const taskProblems = defineProblems({
  taskNotFound: { status: 404, vi: 'Không tìm thấy việc này', en: 'No such task' },
  taskAcknowledged: {
    status: 409,
    vi: 'Việc này đã được xác nhận',
    en: 'This has been acknowledged',
    detail: { vi: '{name} đã xác nhận lúc {at}.', en: '{name} acknowledged it at {at}.' },
  },
  taskSettled: {
    status: 409,
    vi: 'Việc này đã được giải quyết',
    en: 'This is settled already',
    detail: {
      vi: 'Điều cần làm đã được thực hiện, không cần xác nhận nữa.',
      en: 'What was asked for has been done; nobody need acknowledge it.',
    },
  },
  taskOfOthers: {
    status: 403,
    vi: 'Việc này của người khác',
    en: 'This is for others to see to',
    detail: {
      vi: 'Vai trò của bạn không xác nhận loại việc này.',
      en: 'Your role does not acknowledge this kind of task.',
    },
  },
  answerNeeded: {
    status: 422,
    vi: 'Cần ghi kết quả kiểm tra',
    en: 'What came of it has to be told',
    detail: {
      vi: 'Hãy ghi phòng xét nghiệm trả lời thế nào: kết quả đúng là bao nhiêu, hoặc mẫu phải lấy lại.',
      en: 'Tell what the laboratory said: what the right value is, or that the specimen has to be taken again.',
    },
  },
  readBackNeeded: {
    status: 422,
    vi: 'Cần đọc lại giá trị',
    en: 'The value has to be read back',
    detail: {
      vi: 'Hãy đọc lại và ghi giá trị vừa được báo.',
      en: 'Read back and write down the value you were told.',
    },
  },
});
