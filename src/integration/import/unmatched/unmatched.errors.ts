import { defineProblems } from '../../../kernel/problem.js';

export const unmatchedProblems = defineProblems({
  unmatchedNotFound: { status: 404, vi: 'Không tìm thấy mục này', en: 'No such entry' },
  unmatchedSettled: {
    status: 409,
    vi: 'Mục này đã có người xử lý',
    en: 'Somebody has settled this already',
    detail: { vi: '{name} đã xử lý lúc {at}.', en: '{name} settled it at {at}.' },
  },
  unmatchedNotHuman: {
    status: 409,
    vi: 'Kết quả không phải của người nên không vào hồ sơ',
    en: 'This is about no human being: it does not come into a chart',
  },
  unmatchedOrderOfAnother: {
    status: 409,
    vi: 'Chỉ định không phải của người bệnh này',
    en: 'The order is not this patient’s',
  },
  unmatchedNamesAnother: {
    status: 409,
    vi: 'Bản tin ghi khác với người bệnh này: hãy đối chiếu, rồi xác nhận kèm lý do',
    en: 'The message says otherwise of whom it is: compare, then confirm with a reason',
    detail: { vi: '{differences}', en: '{differences}' },
  },
  unmatchedOutdated: {
    status: 409,
    vi: 'Hồ sơ đã có bản phát sau của kết quả này',
    en: 'The chart has a later issue of this result already',
    detail: {
      vi: 'Bản này cũ hơn và không thay được bản sau. So lại với bản trong hồ sơ, rồi bỏ mục này; nội dung của nó vẫn được giữ.',
      en: 'This one is older and does not replace it. Compare it with the one in the chart, and dismiss this; what it says is kept.',
    },
  },
  unmatchedImpossible: {
    status: 409,
    vi: 'Kết quả này chưa thể đưa vào hồ sơ',
    en: 'This cannot come into the chart as it is',
    detail: {
      vi: 'Hãy yêu cầu nơi gửi gửi lại bản đúng, rồi bỏ mục này.',
      en: 'Ask its sender for a right one, and dismiss this.',
    },
  },
});
