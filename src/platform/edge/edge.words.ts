import type { Localised } from '../../kernel/language.js';

/** What people read of the headers of a request, which programs send for them. */
export const edgeWords = {
  requestId: {
    vi: 'Mã yêu cầu gồm 1 đến 100 chữ không dấu, số và dấu, không có khoảng trắng.',
    en: 'The id of a request has 1 to 100 plain letters, digits and signs, and no spaces.',
  },
  purposeOfUse: {
    vi: 'Mục đích sử dụng phải là một trong các mục đích đã quy định.',
    en: 'The purpose of use must be one of those laid down.',
  },
  idempotencyKey: {
    vi: 'Khóa của yêu cầu gồm 1 đến 200 chữ không dấu, số và dấu.',
    en: 'The key of a request has 1 to 200 plain letters, digits and signs.',
  },
  misleading: {
    vi: 'Có ký tự vô hình làm đảo chiều hoặc giấu chữ, thường do dán từ nơi khác: hãy gõ lại.',
    en: 'Holds unseen characters that turn text round or hide it, mostly pasted from elsewhere: type it again.',
  },
} as const satisfies Record<string, Localised>;
