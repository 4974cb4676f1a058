import { defineProblems } from '../../kernel/problem.js';

export const observationProblems = defineProblems({
  vitalsNotFound: { status: 404, vi: 'Không tìm thấy lần đo này', en: 'No such set of vital signs' },
  vitalsInError: {
    status: 409,
    vi: 'Lần đo này đã được đánh dấu ghi nhầm',
    en: 'These vital signs are marked as entered in error already',
  },
  movedToItself: {
    status: 409,
    vi: 'Lần đo này đã ở đúng đợt điều trị đó',
    en: 'These vital signs are in that encounter already',
  },
  oxygenScaleUnfit: {
    status: 409,
    vi: 'Không dùng thang SpO₂ 2 cho người bệnh này',
    en: 'Scale 2 of the oxygen saturation is not for this patient',
    detail: {
      vi: 'Thang 2 không dùng cho người dưới 16 tuổi và người mang thai.',
      en: 'It is never used under 16 years or in pregnancy.',
    },
  },
  settingUnchanged: { status: 409, vi: 'Điều này đã được đặt như vậy', en: 'It is set so already' },
  pregnancyUnfit: {
    status: 409,
    vi: 'Không ghi tình trạng thai cho người bệnh nam',
    en: 'A man’s record says nothing of pregnancy',
  },
  confirmationNeeded: {
    status: 422,
    vi: 'Có giá trị bất thường, hãy kiểm tra lại và xác nhận',
    en: 'Some values are improbable: look again and confirm',
    detail: {
      vi: 'Nếu giá trị đúng, hãy xác nhận rồi gửi lại.',
      en: 'If they are right, confirm them and send them again.',
    },
  },
});
