import type { Refusals } from '../../kernel/lifecycle.js';
import { defineProblems } from '../../kernel/problem.js';
import type { DoseRefusal } from './dose.rules.js';

export const doseProblems = defineProblems({
  doseNotFound: { status: 404, vi: 'Không có liều thuốc này', en: 'No such dose' },
  doseGiven: {
    status: 409,
    vi: 'Liều này đã được dùng',
    en: 'This dose was given already',
    detail: { vi: '{by} đã cho dùng lúc {at}. Không cho lần nữa.', en: '{by} gave it at {at}. Do not give it again.' },
  },
  doseRunning: {
    status: 409,
    vi: 'Thuốc đang truyền',
    en: 'It is running already',
    detail: { vi: '{by} đã bắt đầu lúc {at}.', en: '{by} began it at {at}.' },
  },
  dosePaused: {
    status: 409,
    vi: 'Thuốc đang tạm ngừng truyền',
    en: 'The infusion is paused',
    detail: { vi: '{by} đã tạm ngừng lúc {at}.', en: '{by} paused it at {at}.' },
  },
  doseStopped: {
    status: 409,
    vi: 'Thuốc này đã ngừng truyền',
    en: 'The infusion was stopped',
    detail: { vi: '{by} đã ngừng lúc {at}.', en: '{by} stopped it at {at}.' },
  },
  doseRateNeeded: { status: 422, vi: 'Cần ghi tốc độ truyền', en: 'Say how fast it runs' },
  doseRateLow: {
    status: 422,
    vi: 'Tốc độ thấp hơn khoảng được chỉnh',
    en: 'The rate is below those that were ordered',
    detail: {
      vi: 'Chỉ định cho chỉnh từ {low} trở lên. Kiểm tra lại và xác nhận.',
      en: 'The order says {low} or more. Look again and confirm.',
    },
  },
  doseVolumeNeeded: {
    status: 422,
    vi: 'Cần ghi lượng dịch thực đã vào',
    en: 'Say how much went in',
    detail: {
      vi: 'Theo tốc độ truyền, mới vào khoảng {infused}/{volume} mL.',
      en: 'As it ran, about {infused} of {volume} mL went in.',
    },
  },
  doseVolumeAbove: {
    status: 409,
    vi: 'Lượng đã vào nhiều hơn lượng dịch đã treo',
    en: 'More went in than was hung',
    detail: {
      vi: 'Đã treo tất cả {volume} mL. Nếu đúng là đã vào nhiều hơn: đánh dấu đã xảy ra.',
      en: 'In all {volume} mL were hung. If more went in all the same, say that it happened.',
    },
  },
  doseOfSteps: {
    status: 409,
    vi: 'Thuốc truyền: sửa từng bước',
    en: 'An infusion is put right step by step',
    detail: {
      vi: 'Chọn bước ghi sai (bắt đầu, đổi tốc độ, tạm ngừng, thay chai, kết thúc) rồi đính chính bước đó.',
      en: 'Choose the step that is wrong (beginning, rate, pause, bag, end), and correct that.',
    },
  },
  infusionStepNotFound: { status: 404, vi: 'Không có bước truyền này', en: 'No such step of the infusion' },
  infusionStepInError: {
    status: 409,
    vi: 'Bước này đã được đính chính',
    en: 'This step was corrected already',
  },
  doseNotRunning: { status: 409, vi: 'Thuốc này không đang truyền', en: 'It is not running' },
  doseNotRecorded: { status: 409, vi: 'Liều này chưa được ghi nhận gì', en: 'Nothing is recorded of this dose' },
  doseNotGiven: {
    status: 409,
    vi: 'Liều này chưa được ghi là đã dùng',
    en: 'This dose is not recorded as given',
  },
  doseOfDraft: { status: 409, vi: 'Chỉ định thuốc chưa được ký', en: 'The order is not signed yet' },
  doseOrderOnHold: {
    status: 409,
    vi: 'Chỉ định thuốc đang tạm dừng',
    en: 'The order is on hold',
    detail: {
      vi: 'Hỏi bác sĩ; khi chỉ định tiếp tục thì cho dùng. Nếu đã dùng rồi: đánh dấu đã xảy ra và ghi lại.',
      en: 'Ask the doctor; give it once the order goes on. If it was given already, say that it happened.',
    },
  },
  doseOrderEnded: {
    status: 409,
    vi: 'Chỉ định thuốc đã kết thúc',
    en: 'The order has ended',
    detail: {
      vi: 'Chỉ định kết thúc lúc {at}, không cho dùng nữa. Nếu đã lỡ dùng: đánh dấu đã xảy ra và ghi lại.',
      en: 'It ended at {at}: give no more. If it was given all the same, say that it happened and record it.',
    },
  },
  doseTooSoon: {
    status: 409,
    vi: 'Chưa đến lúc được dùng liều nữa',
    en: 'It is too soon for another dose',
    detail: {
      vi: 'Sớm nhất lúc {at}. Nếu đã lỡ dùng: đánh dấu đã xảy ra và ghi lại.',
      en: 'At {at} at the earliest. If it was given already, say that it happened.',
    },
  },
  doseDayMaximum: {
    status: 409,
    vi: 'Đã đủ số liều tối đa trong 24 giờ',
    en: 'The most doses within 24 hours were given',
    detail: {
      vi: 'Liều tiếp theo sớm nhất lúc {at}. Nếu đã lỡ dùng: đánh dấu đã xảy ra và ghi lại.',
      en: 'The next at {at} at the earliest. If it was given already, say that it happened.',
    },
  },
  doseReasonNeeded: {
    status: 422,
    vi: 'Cần nêu lý do',
    en: 'A reason is needed',
    detail: { vi: 'Liều này dùng sớm, muộn hoặc khác chỉ định.', en: 'It is early, late, or not as ordered.' },
  },
  doseMeasureNeeded: {
    status: 422,
    vi: 'Liều theo đường huyết: cần số đo đường huyết',
    en: 'The dose follows the blood glucose: measure it first',
  },
  doseAboveOrder: {
    status: 409,
    vi: 'Liều lớn hơn chỉ định',
    en: 'More than was ordered',
    detail: {
      vi: 'Muốn dùng như vậy phải có chỉ định mới. Nếu đã lỡ xảy ra: đánh dấu đã xảy ra và ghi lại đúng như thế.',
      en: 'It takes a new order. If it happened already, say so and record it as it was.',
    },
  },
  doseOtherPatient: {
    status: 409,
    vi: 'Vòng tay không phải của người bệnh này',
    en: 'The wristband is of another patient',
    detail: { vi: 'Không cho dùng. Kiểm tra lại người bệnh.', en: 'Do not give it. Look again who this is.' },
  },
  doseOtherDrug: {
    status: 409,
    vi: 'Không đúng thuốc được chỉ định',
    en: 'This is not the medicine that was ordered',
    detail: { vi: 'Không cho dùng. Kiểm tra lại thuốc.', en: 'Do not give it. Look again at the medicine.' },
  },
  doseOtherRoute: { status: 409, vi: 'Không đúng đường dùng được chỉ định', en: 'This is not the ordered route' },
  doseWitnessNeeded: {
    status: 422,
    vi: 'Thuốc nguy cơ cao: cần người thứ hai kiểm tra',
    en: 'A high-alert medicine: a second person must check',
    detail: {
      vi: 'Người thứ hai là một nhân viên khác, đang làm việc tại bệnh viện, thuộc nhóm bác sĩ, điều dưỡng hoặc dược sĩ.',
      en: 'The second person is another doctor, nurse or pharmacist who works here.',
    },
  },
});

/** Why the rules refuse something. */
export const REFUSALS: Refusals<DoseRefusal> = {
  'dose-given': doseProblems.doseGiven,
  'dose-running': doseProblems.doseRunning,
  'dose-paused': doseProblems.dosePaused,
  'dose-stopped': doseProblems.doseStopped,
  'dose-not-running': doseProblems.doseNotRunning,
  'dose-not-recorded': doseProblems.doseNotRecorded,
};
