import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'Compare the bracelets of a newborn and of its mother, as they were scanned':
    'Đối chiếu vòng tay của trẻ sơ sinh và của mẹ, theo số vừa quét',
  'A pair that does not belong together is recorded, too, tells the ward, and is answered 409; whose the other bracelet is nobody is told.':
    'Cặp vòng tay không khớp cũng được ghi lại, báo cho khoa và trả lời 409; không cho biết vòng tay kia là của ai.',
  'How the bracelets of a newborn and its mother were compared, newest first':
    'Các lần đối chiếu vòng tay mẹ và bé, mới nhất trước',
});
