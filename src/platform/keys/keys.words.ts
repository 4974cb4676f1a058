import type { Localised } from '../../kernel/language.js';
import type { CertificateBreach } from './certificates/certificate.rules.js';

/** What is wrong with somebody's certificate, in words. */
export const CERTIFICATE_WORDS: Readonly<Record<CertificateBreach, Localised>> = {
  unreadable: {
    vi: 'Không đọc được chứng thư nào ở dạng PEM, hoặc có quá nhiều chứng thư.',
    en: 'No certificate can be read as PEM, or there are too many.',
  },
  'other-key': {
    vi: 'Chứng thư này không phải của khóa ký của người này.',
    en: 'The certificate is not for the key that this person signs with.',
  },
  'other-person': {
    vi: 'Tên trong chứng thư không phải tên của người này.',
    en: 'The name in the certificate is not that of this person.',
  },
  'not-for-signing': {
    vi: 'Chứng thư này không dùng để ký.',
    en: 'The certificate is not for signing.',
  },
  'broken-chain': {
    vi: 'Một chứng thư không do chứng thư sau nó cấp.',
    en: 'A certificate was not issued by the one after it.',
  },
  'not-trusted': {
    vi: 'Tổ chức cấp chứng thư không có trong danh sách bệnh viện tin cậy.',
    en: 'The authority that issued it is not on the hospital’s trust list.',
  },
  'not-yet-valid': { vi: 'Chứng thư chưa có hiệu lực.', en: 'The certificate is not valid yet.' },
  expired: { vi: 'Chứng thư đã hết hạn.', en: 'The certificate has expired.' },
  revoked: { vi: 'Chứng thư đã bị thu hồi.', en: 'The certificate was revoked.' },
};

/** The authority of a demonstration, as its certificates call it. */
export const DEMO_AUTHORITY = 'CA THỬ NGHIỆM – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ (demo, not for legal use)';
