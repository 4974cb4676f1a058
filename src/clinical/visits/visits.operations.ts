import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'Put who was called in and did not come, or was called by mistake, back among those who wait':
    'Đưa người được gọi mà không vào, hoặc gọi nhầm, trở lại hàng chờ',
  'Write what was found at a visit: a note to sign, the diagnosis, and when the patient comes again':
    'Ghi lượt khám: phiếu khám để ký, chẩn đoán và ngày tái khám',
  'All of it or nothing. The note is a draft of its author and is signed as every note is; the patient counts as seen. A second click finds the note there.':
    'Ghi tất cả hoặc không gì cả. Phiếu khám là bản nháp của người viết và được ký như mọi phiếu; người bệnh được coi là đã khám. Bấm lần hai thì phiếu đã có.',
});
