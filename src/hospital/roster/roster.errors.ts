import { explainConstraints } from '../../platform/database/constraint-problems.js';
import { defineProblems } from '../../kernel/problem.js';

export const rosterProblems = defineProblems({
  dutyNotFound: { status: 404, vi: 'Không tìm thấy ca trực', en: 'No such duty' },
  dutyOver: { status: 409, vi: 'Ca trực đã kết thúc hoặc đã hủy', en: 'The duty is over or was cancelled' },
  dutyOverlaps: {
    status: 409,
    vi: 'Nhân viên đã có ca trực trùng giờ',
    en: 'This person is on duty at that time already',
  },
  dutyStaffUnknown: {
    status: 422,
    vi: 'Có nhân viên không còn làm việc hoặc không tồn tại',
    en: 'Somebody does not work here',
  },
  dutyWardUnknown: { status: 404, vi: 'Không tìm thấy khoa đang hoạt động', en: 'No such ward in service' },
  dutyNotYours: {
    status: 403,
    vi: 'Chỉ người của khoa mới được xếp lịch trực của khoa',
    en: 'Only those of the ward plan its duties',
    detail: {
      vi: 'Ca trực cho quyền xem hồ sơ; không ai tự xếp mình vào khoa khác.',
      en: 'A duty opens records; nobody plans themselves into a ward that is not theirs.',
    },
  },
});

explainConstraints({
  duty_one_place_a_person: rosterProblems.dutyOverlaps,
  duty_staff_id_fkey: rosterProblems.dutyStaffUnknown,
  duty_ward_id_fkey: rosterProblems.dutyWardUnknown,
});
