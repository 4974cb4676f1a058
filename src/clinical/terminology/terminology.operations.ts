import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'The lists of codes: where each comes from, which version is in use, and how many codes it has':
    'Các danh mục mã: mỗi danh mục từ đâu, đang dùng phiên bản nào, có bao nhiêu mã',
  'A list of codes, or those of it that fit what is typed, in either language and with any accents':
    'Một danh mục mã, hoặc các mã khớp với chữ đã gõ, bằng tiếng Việt hoặc tiếng Anh, có dấu hay không dấu',
});
