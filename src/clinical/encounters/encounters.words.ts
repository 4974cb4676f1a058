import type { Localised } from '../../kernel/language.js';
import type { MovementKind } from './dto/movement.response.js';

/** What people read of visits and stays: the broken rules of what was asked. */
export const encounterWords = {
  onLeaveAsked: {
    vi: 'Người bệnh đang tạm vắng; kiểm tra lại có đúng người bệnh này không và xác nhận.',
    en: 'The patient is on leave: look again whether it is this patient, and confirm.',
  },
  wardOrPatient: { vi: 'Chọn khoa hoặc người bệnh.', en: 'Name a ward or a patient.' },
  beforeItBegan: {
    vi: 'Thời điểm này trước khi người bệnh đến nơi đang nằm.',
    en: 'This is before the patient came to the present place.',
  },
  swapWithOneself: { vi: 'Chọn người bệnh khác để đổi giường.', en: 'Choose another patient to change beds with.' },
  swapElsewhere: {
    vi: 'Hai người bệnh nằm ở hai khoa; hãy chuyển khoa từng người.',
    en: 'The two are in different wards: move each of them.',
  },
  swapMovedMeanwhile: {
    vi: 'Người bệnh kia vừa được chuyển sang giường khác; hãy xem lại sơ đồ giường rồi đổi.',
    en: 'The other patient has just been moved to another bed: look at the beds again, then swap.',
  },
  swapWithoutBed: {
    vi: 'Cả hai người bệnh phải đang nằm giường; hãy xếp giường cho người chưa có.',
    en: 'Both have to be in a bed: give one to whoever has none.',
  },
  beforeEncounter: {
    vi: 'Thời điểm này trước khi đợt điều trị bắt đầu.',
    en: 'This is before the encounter began.',
  },
  notADoctor: { vi: 'Không có bác sĩ này đang làm việc.', en: 'No doctor with this id works here.' },
  backBeforeLeave: {
    vi: 'Giờ hẹn trở lại phải sau giờ rời khoa.',
    en: 'The patient can only be expected back after leaving.',
  },
  facilityCode: { vi: 'Phải gồm 5 chữ số.', en: 'Must be 5 digits.' },
} as const satisfies Record<string, Localised>;

/** How somebody came to a ward or left it. */
export const MOVEMENT_WORDS: Readonly<Record<MovementKind, Localised>> = {
  admission: { vi: 'Vào khoa', en: 'Admitted' },
  'transfer-in': { vi: 'Chuyển đến từ khoa khác', en: 'Came from another ward' },
  'transfer-out': { vi: 'Chuyển sang khoa khác', en: 'Went to another ward' },
  leave: { vi: 'Tạm vắng', en: 'On leave' },
  discharge: { vi: 'Ra viện', en: 'Discharged' },
  cancelled: { vi: 'Mở nhầm, đã huỷ', en: 'Begun by mistake, taken back' },
};
