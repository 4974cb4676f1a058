import type { Localised } from '../../kernel/language.js';

/** What people read of signing in: the broken rules of what was typed. */
export const securityWords = {
  addressNotDeclared: {
    vi: 'Địa chỉ quay về này chưa được khai báo.',
    en: 'This address to come back to is not one of those declared.',
  },
  easyToGuess: {
    vi: 'Mật khẩu này dễ đoán: hãy dùng vài từ không liên quan đến nhau, đến bạn hoặc bệnh viện.',
    en: 'This password is easy to guess: take some words that have nothing to do with each other, you or the hospital.',
  },
  samePassword: {
    vi: 'Mật khẩu mới phải khác mật khẩu hiện tại.',
    en: 'The new password must differ from the current one.',
  },
  passwordAgain: {
    vi: 'Cần nhập lại mật khẩu.',
    en: 'Your password is needed once more.',
  },
  witnessIsAnother: {
    vi: 'Nêu người thứ hai, không phải chính mình.',
    en: 'Name the second person, who is not yourself.',
  },
  sixDigits: { vi: 'Phải gồm đúng 6 chữ số.', en: 'Must be exactly 6 digits.' },
  terminalCode: {
    vi: 'Gồm 2 đến 64 chữ, số, dấu chấm và gạch ngang, bắt đầu bằng chữ hoặc số.',
    en: '2 to 64 letters, digits, dots and hyphens, beginning with a letter or digit.',
  },
  badge: {
    vi: 'Phải gồm từ 8 đến 64 chữ và số, như đầu đọc thẻ đọc được.',
    en: 'Must be 8 to 64 letters and digits, as the reader reads them.',
  },
  easyPin: {
    vi: 'PIN này dễ đoán (số liên tiếp, lặp lại, theo hàng phím hoặc ngày tháng), hãy chọn PIN khác.',
    en: 'This PIN is easily guessed (digits in a row, repeated, along the keys, or a date), choose another.',
  },
  pinOrBadge: {
    vi: 'Cần tên đăng nhập với PIN, hoặc thẻ.',
    en: 'Needs a username with a PIN, or a badge.',
  },
} as const satisfies Record<string, Localised>;
