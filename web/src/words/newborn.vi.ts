/** What people read where the bracelets of mother and child are compared. */
export const newbornVi = {
  title: 'Đối chiếu vòng tay mẹ và bé',
  about:
    'Quét vòng ở cổ tay mẹ, rồi vòng của bé. Vòng của bé có in cả mã của mẹ: không dùng mã đó thay cho vòng của mẹ.',
  occasion: 'Dịp đối chiếu',
  chooseOccasion: 'Chọn dịp đối chiếu.',
  occasions: { handover: 'Giao bé', feeding: 'Cho bú', procedure: 'Làm thủ thuật, xét nghiệm', discharge: 'Ra viện' },
  mother: 'Quét vòng tay mẹ',
  newborn: 'Quét vòng tay bé',
  submit: 'Đối chiếu',
  match: 'KHỚP: đúng mẹ, đúng bé',
  none: 'Chưa đối chiếu lần nào.',
  outcomes: {
    match: 'khớp',
    'other-mother': 'KHÔNG KHỚP: sai vòng mẹ',
    'other-newborn': 'KHÔNG KHỚP: sai vòng bé',
    neither: 'KHÔNG KHỚP: sai cả hai vòng',
    exchanged: 'KHÔNG KHỚP: hai vòng bị đảo',
  },
  line: (at: string, occasion: string, outcome: string, who: string) => `${at} · ${occasion} · ${outcome} · ${who}`,
};

export type NewbornWords = typeof newbornVi;
