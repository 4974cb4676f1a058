import type { Refusals } from '../../kernel/lifecycle.js';
import { explainConstraints } from '../../platform/database/constraint-problems.js';
import { defineProblems } from '../../kernel/problem.js';
import type { TransfusionRefusal } from './transfusion-state.rules.js';

export const transfusionProblems = defineProblems({
  transfusionNotFound: { status: 404, vi: 'Không tìm thấy lần truyền máu này', en: 'No such transfusion' },
  transfusionOver: { status: 409, vi: 'Lần truyền máu này đã kết thúc', en: 'This transfusion has ended' },
  transfusionNoBloodOrder: {
    status: 409,
    vi: 'Chỉ định này không phải chỉ định truyền máu đang có hiệu lực',
    en: 'This is no blood order in force',
  },
  transfusionAllGiven: {
    status: 409,
    vi: 'Đã truyền đủ số đơn vị được chỉ định',
    en: 'All units that were ordered have been given',
  },
  transfusionOtherPatient: {
    status: 409,
    vi: 'Vòng tay không phải của người bệnh này: không truyền',
    en: 'The wristband is another patient’s: do not transfuse',
  },
  transfusionIncompatible: {
    status: 409,
    vi: 'Nhóm máu không phù hợp: không truyền',
    en: 'The groups do not fit: do not transfuse',
    detail: {
      vi: 'Túi máu nhóm {unit}, người bệnh nhóm {patient}.',
      en: 'The unit is {unit}, the patient {patient}.',
    },
  },
  transfusionReasonNeeded: {
    status: 422,
    vi: 'Nhóm máu này chỉ dùng khi có lý do',
    en: 'This group is given for a reason only',
    detail: {
      vi: 'Túi máu nhóm {unit}, người bệnh nhóm {patient}. Hỏi bác sĩ và ghi lý do.',
      en: 'The unit is {unit}, the patient {patient}. Ask the doctor and give the reason.',
    },
  },
  transfusionGroupDiffers: {
    status: 409,
    vi: 'Nhóm máu người bệnh khác với lần truyền trước',
    en: 'The patient’s group is not that of an earlier transfusion',
    detail: {
      vi: 'Lần trước ghi nhóm {before}. Xác định lại nhóm máu trước khi truyền.',
      en: 'It was {before} then. Have the group determined again before you transfuse.',
    },
  },
  transfusionUnitUsed: {
    status: 409,
    vi: 'Đơn vị máu này đã được truyền',
    en: 'This unit has been given already',
  },
});

export const REFUSALS: Refusals<TransfusionRefusal> = { 'transfusion-over': transfusionProblems.transfusionOver };

explainConstraints({ transfusion_unit_number_product_key: transfusionProblems.transfusionUnitUsed });
