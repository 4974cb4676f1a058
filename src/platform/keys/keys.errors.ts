import { defineProblems } from '../../kernel/problem.js';

export const keyProblems = defineProblems({
  signingCertificateRefused: {
    status: 422,
    vi: 'Không nhận chứng thư số này',
    en: 'This certificate is not taken',
  },
  signingCertificateInvalid: {
    status: 409,
    vi: 'Chứng thư số của bạn không dùng để ký được lúc này',
    en: 'Your certificate cannot be signed with at this moment',
    detail: {
      vi: 'Hãy nhờ quản trị viên thay chứng thư, hoặc gỡ chứng thư để ký bằng khóa của bệnh viện.',
      en: 'Ask an administrator to replace the certificate, or to remove it so that you sign with the hospital’s key.',
    },
  },
  signatureDue: {
    status: 409,
    vi: 'Máy này phải ký phần nội dung gửi kèm, rồi gửi lại',
    en: 'The terminal has to sign what is sent along, and to send the request again',
  },
  terminalKeyUnknown: {
    status: 409,
    vi: 'Khóa ký trên máy này không còn dùng được',
    en: 'The signing key of this terminal is not in use',
    detail: {
      vi: 'Hãy ký lại: lần này bằng khóa do bệnh viện giữ. Hoặc tạo khóa mới trên máy này ở mục Tài khoản.',
      en: 'Sign again: the key that the hospital holds is used then. Or make another on this terminal under Account.',
    },
  },
  terminalSignatureWrong: {
    status: 409,
    vi: 'Chữ ký của máy này không khớp nội dung phải ký; hãy thử lại',
    en: 'What the terminal signed is not what had to be signed; try again',
  },
  signingKeyNotFound: { status: 404, vi: 'Không tìm thấy khóa ký này', en: 'No such signing key' },
  signingKeyTaken: { status: 409, vi: 'Khóa ký này đã được ghi nhận', en: 'This signing key is enrolled already' },
  signingKeyRefused: {
    status: 422,
    vi: 'Không nhận khóa này: máy không chứng tỏ được là đang giữ khóa',
    en: 'This key is not taken: the terminal does not prove that it holds it',
  },
  signingCertificateMissing: {
    status: 404,
    vi: 'Người này chưa có chứng thư số',
    en: 'This person has no certificate to sign with',
  },
});
