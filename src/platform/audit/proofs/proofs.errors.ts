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
    vi: 'Cây niêm phong chưa lớn đến cỡ này',
    en: 'The sealed tree is not that large',
    detail: {
      vi: 'Điểm niêm phong mới nhất có {size} sự kiện; 0 < from ≤ to ≤ {size}.',
      en: 'The newest checkpoint has {size} events; 0 < from ≤ to ≤ {size}.',
    },
  },
});
