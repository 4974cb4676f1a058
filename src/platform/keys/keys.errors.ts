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
  signingCertificateMissing: {
    status: 404,
    vi: 'Người này chưa có chứng thư số',
    en: 'This person has no certificate to sign with',
  },
});
