import { defineProblems } from '../../../kernel/problem.js';

export const proofProblems = defineProblems({
  notSealedYet: {
    status: 409,
    vi: 'Sự kiện chưa được niêm phong',
    en: 'The event is not sealed yet',
    detail: {
      vi: 'Sự kiện được niêm phong vài giây sau khi ghi; hãy hỏi lại sau.',
      en: 'Events are sealed some seconds after they settle; ask again then.',
    },
  },
  noSuchCheckpoint: {
    status: 404,
    vi: 'Không có điểm niêm phong cỡ này bao gồm sự kiện',
    en: 'There is no checkpoint of this size that covers the event',
  },
  beyondTheTree: {
    status: 400,
    vi: 'Nhật ký được niêm phong chưa có nhiều sự kiện như vậy',
    en: 'Not so many events are sealed yet',
    detail: {
      vi: 'Điểm niêm phong mới nhất có {size} sự kiện; hai cỡ cần so phải từ 1 đến {size}, cỡ nhỏ trước.',
      en: 'The newest checkpoint has {size} events; the two sizes lie from 1 to {size}, the smaller one first.',
    },
  },
});
