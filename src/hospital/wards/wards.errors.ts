import { explainConstraints } from '../../platform/database/constraint-problems.js';
import { defineProblems } from '../../kernel/problem.js';

export const wardProblems = defineProblems({
  wardNotFound: { status: 404, vi: 'Không tìm thấy khoa', en: 'No such ward' },
  bedNotFound: { status: 404, vi: 'Không tìm thấy giường', en: 'No such bed' },
  placeClosed: { status: 409, vi: 'Khoa hoặc giường ngừng sử dụng', en: 'The ward or bed is out of service' },
  wardInUse: {
    status: 409,
    vi: 'Khoa đang có người bệnh, chưa ngừng hoạt động được',
    en: 'There are patients in the ward; it stays in service',
  },
  bedInUse: {
    status: 409,
    vi: 'Giường đang có người bệnh, chưa ngừng sử dụng được',
    en: 'A patient lies in the bed; it stays in service',
  },
  bedReserved: { status: 409, vi: 'Giường này đã được giữ chỗ', en: 'This bed is reserved' },
  bedNotReady: { status: 409, vi: 'Giường đang được vệ sinh', en: 'This bed is being cleaned' },
  bedStateNotYours: {
    status: 403,
    vi: 'Chỉ điều dưỡng trưởng, trưởng khoa hoặc quản trị viên được ngừng dùng giường hoặc cho dùng lại',
    en: 'Only a head nurse, department head or administrator takes a bed out of service or back into it',
  },
  bedOfAnotherWard: { status: 403, vi: 'Giường này của khoa khác', en: 'This bed is of another ward' },
  wardCodeTaken: { status: 409, vi: 'Mã khoa đã được dùng', en: 'Another ward has this code' },
  bedCodeTaken: { status: 409, vi: 'Mã giường đã được dùng trong khoa', en: 'Another bed of the ward has this code' },
});

explainConstraints({
  ward_code_key: wardProblems.wardCodeTaken,
  bed_ward_id_code_key: wardProblems.bedCodeTaken,
});
