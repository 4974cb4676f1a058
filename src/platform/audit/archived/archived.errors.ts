import { defineProblems } from '../../../kernel/problem.js';

export const archivedProblems = defineProblems({
  archiveNotAtHand: {
    status: 409,
    vi: 'Sự kiện nằm trong một tháng đã lưu trữ mà tệp không có ở đây',
    en: 'The event lies in an archived month whose file is not at hand',
    detail: {
      vi: 'Tháng {month} đã được đưa ra khỏi cơ sở dữ liệu. Tệp lưu trữ của tháng đó không có trong thư mục lưu trữ, hoặc không còn đúng như lúc niêm phong.',
      en: 'The month {month} was taken out of the database. Its file is not in the archive folder, or is no longer what was sealed.',
    },
  },
});
