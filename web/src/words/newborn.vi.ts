import { braceletNames } from '../../../src/clinical/newborns/bracelet-names.words.ts';

const names = braceletNames('vi');

/** What people read where the bracelets of mother and child are compared. */
export const newbornVi = {
  title: 'Đối chiếu vòng tay mẹ và bé',
  about:
    'Quét vòng ở cổ tay mẹ, rồi vòng của bé. Vòng của bé có in cả mã của mẹ: không dùng mã đó thay cho vòng của mẹ.',
  occasion: 'Dịp đối chiếu',
  chooseOccasion: 'Chọn dịp đối chiếu.',
  occasions: names.occasions,
  mother: 'Quét vòng tay mẹ',
  newborn: 'Quét vòng tay bé',
  submit: 'Đối chiếu',
  match: 'KHỚP: đúng mẹ, đúng bé',
  none: 'Chưa đối chiếu lần nào.',
  outcomes: names.outcomes,
  line: (at: string, occasion: string, outcome: string, who: string) => `${at} · ${occasion} · ${outcome} · ${who}`,
};

export type NewbornWords = typeof newbornVi;
