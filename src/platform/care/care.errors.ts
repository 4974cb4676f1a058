import { explainConstraints } from '../database/constraint-problems.js';
import { defineProblems } from '../../kernel/problem.js';

export const careProblems = defineProblems({
  noCareRelationship: {
    status: 403,
    vi: 'Người bệnh này không thuộc khoa bạn làm việc',
    en: 'You have no care relationship with this patient',
    detail: {
      vi: 'Nếu cấp cứu, hãy mở khẩn cấp và nêu lý do; nếu không, nhờ khoa điều trị mời hội chẩn.',
      en: 'In an emergency break the glass and give a reason; otherwise ask the treating ward to consult you.',
    },
  },
  ownRecord: {
    status: 403,
    vi: 'Không ai mở hồ sơ của chính mình bằng tài khoản nhân viên',
    en: 'Nobody opens their own record with their staff account',
    detail: {
      vi: 'Hãy xin bản sao như mọi người bệnh khác.',
      en: 'Ask for a copy, as every patient may.',
    },
  },
  confidentialNeedsOrder: {
    status: 403,
    vi: 'Hồ sơ bảo mật: cần một chỉ định còn hiệu lực hoặc vừa kết thúc',
    en: 'The record is confidential: it takes an order that is open or ended not long ago',
    detail: {
      vi: 'Nếu cấp cứu, hãy mở khẩn cấp và nêu lý do.',
      en: 'In an emergency break the glass and give a reason.',
    },
  },
  confidentialNeedsReason: {
    status: 403,
    vi: 'Hồ sơ bảo mật: phải nêu lý do xem',
    en: 'The record is confidential: a reason for opening it is needed',
    detail: {
      vi: 'Lý do được ghi vào nhật ký cùng lần xem.',
      en: 'The reason goes on the trail with what is seen.',
    },
  },
  admissionNeedsReason: {
    status: 403,
    vi: 'Hồ sơ bảo mật: không nhận vào khoa khi chưa liên quan điều trị',
    en: 'The record is confidential: admitting the patient takes a care relationship',
    detail: {
      vi: 'Để bộ phận tiếp đón nhận người bệnh; nếu cấp cứu, hãy mở khẩn cấp trước.',
      en: 'Let registration admit the patient; in an emergency break the glass first.',
    },
  },
  leftWard: {
    status: 403,
    vi: 'Bạn đã rời khoa này: chỉ còn xem, không ghi vào hồ sơ',
    en: 'You have left this ward: the record can still be read for a while, and not written',
    detail: {
      vi: 'Hãy nhờ người đang làm việc tại khoa ghi.',
      en: 'Ask somebody who works in the ward to write it.',
    },
  },
  stayOfAnotherWard: {
    status: 403,
    vi: 'Người bệnh đang nằm ở khoa khác',
    en: 'The patient lies in another ward',
    detail: {
      vi: 'Khoa đang điều trị chuyển, cho ra viện hoặc hủy đợt điều trị; khoa nhận chỉ đón khi được mời hội chẩn, chuyển khám hoặc mở khẩn cấp.',
      en: 'The ward where the patient lies moves, discharges or cancels; the receiving ward fetches a patient only when it was consulted or referred to, or in an emergency.',
    },
  },
  accessWithdrawn: {
    status: 403,
    vi: 'Lần mở hồ sơ này trước đây của bạn đã bị kết luận là không có lý do chính đáng',
    en: 'An earlier access of yours to this record was found unjustified',
    detail: {
      vi: 'Hãy nhờ khoa điều trị mời hội chẩn, hoặc để người khác tiếp nhận người bệnh.',
      en: 'Ask the treating ward to consult you, or let somebody else take the patient in.',
    },
  },
  breakGlassTooOften: {
    status: 429,
    vi: 'Bạn đã mở khẩn cấp quá nhiều lần trong 24 giờ',
    en: 'You have broken the glass too often within 24 hours',
    detail: {
      vi: 'Mỗi người được mở {breakGlassPerPatient} lần cho một người bệnh và {breakGlassPerDay} lần tất cả. Hãy nhờ khoa điều trị mời hội chẩn, hoặc gọi người trực toàn viện.',
      en: 'One person may do so {breakGlassPerPatient} times for a patient and {breakGlassPerDay} times in all. Ask the treating ward to consult you, or call who is on duty for the whole hospital.',
    },
  },
  consultNeedsTreatment: {
    status: 403,
    vi: 'Chỉ người đang điều trị người bệnh mới được mời hội chẩn hoặc chuyển khám',
    en: 'Only those who treat the patient now can consult or refer',
    detail: {
      vi: 'Người được mời hội chẩn, người mở khẩn cấp và người trực toàn viện không chuyển quyền xem cho người khác.',
      en: 'Who was consulted, broke the glass or is on call for the whole hospital does not pass access on.',
    },
  },
  grantPatientUnknown: { status: 422, vi: 'Không có người bệnh này', en: 'There is no such patient' },
  grantStaffUnknown: { status: 422, vi: 'Không có nhân viên này', en: 'There is no such member of staff' },
  grantWardUnknown: {
    status: 422,
    vi: 'Không có khoa hoặc phòng khám này',
    en: 'There is no such ward or clinic in service',
  },
  grantNeedsClinician: {
    status: 422,
    vi: 'Chỉ có thể mời bác sĩ hoặc điều dưỡng đang làm việc',
    en: 'Only a doctor or nurse who works here can be consulted',
  },
  grantNotFound: { status: 404, vi: 'Không tìm thấy lượt mở quyền xem', en: 'No such access' },
  grantOver: { status: 409, vi: 'Lượt mở quyền xem này đã kết thúc', en: 'This access has ended' },
  grantReviewed: { status: 409, vi: 'Lượt mở khẩn cấp này đã được xét', en: 'This emergency access has been reviewed' },
  grantOwn: {
    status: 403,
    vi: 'Không ai tự xét lượt mở khẩn cấp của mình',
    en: 'Nobody reviews their own emergency access',
  },
});

explainConstraints({
  access_grant_patient_id_fkey: careProblems.grantPatientUnknown,
  access_grant_staff_id_fkey: careProblems.grantStaffUnknown,
  access_grant_own_record: careProblems.ownRecord,
  access_grant_not_own_review: careProblems.grantOwn,
});
