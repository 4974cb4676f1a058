import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'A list of codes, or those of it that fit what is typed, in either language and with any accents':
    'Một danh mục mã, hoặc các mã khớp với chữ đã gõ, bằng tiếng Việt hoặc tiếng Anh, có dấu hay không dấu',
});
