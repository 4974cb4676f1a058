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
  swapUnfit: {
    vi: 'Một trong hai người bệnh không nằm được ở khoa của người kia: phòng khám không nhận điều trị nội trú.',
    en: 'One of the two cannot lie in the ward of the other: a clinic takes no inpatients.',
  },
  aliveLeftSo: {
    vi: 'Người bệnh còn sống: chọn hình thức ra viện khác.',
    en: 'The patient lives: say otherwise how they left.',
  },
  swapMovedMeanwhile: {
    vi: 'Người bệnh kia vừa được chuyển sang giường khác; hãy xem lại sơ đồ giường rồi đổi.',
    en: 'The other patient has just been moved to another bed: look at the beds again, then swap.',
  },
  swapWithoutBed: {
    vi: 'Cả hai người bệnh phải đang nằm giường; hãy xếp giường cho người chưa có.',
    en: 'Both have to be in a bed: give one to whoever has none.',
  },
  backBeforeLeft: {
    vi: 'Giờ trở lại không thể trước giờ rời khoa.',
    en: 'The patient cannot be back before leaving the ward.',
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

/** Why a bed is not given back with a discharge that is taken back. */
export const BED_NOT_RETURNED_WORDS = {
  occupied: {
    vi: 'Giường {bed} đã có người bệnh khác nằm; hãy xếp giường khác.',
    en: 'Another patient lies in bed {bed}: give the patient another.',
  },
  closed: {
    vi: 'Giường {bed} không còn dùng; hãy xếp giường khác.',
    en: 'Bed {bed} is not in use any more: give the patient another.',
  },
} as const satisfies Record<string, Localised>;
export type BedNotReturned = keyof typeof BED_NOT_RETURNED_WORDS;

/** Why a stay still says that its patient died, although the death was taken back. */
export const STILL_DEAD_WORDS = {
  closed: {
    vi: 'Hồ sơ đã khóa; ghi bổ sung vào hồ sơ là người bệnh còn sống.',
    en: 'The record is closed: add to it that the patient lives.',
  },
  elsewhere: {
    vi: 'Đợt điều trị ở nơi khác; báo cho nơi đó sửa.',
    en: 'It took place elsewhere: tell them to correct it.',
  },
  admitted: {
    vi: 'Người bệnh đang trong một đợt điều trị khác; hãy sửa tình trạng ra viện của đợt này.',
    en: 'The patient is in another stay now: correct how this one ended.',
  },
} as const satisfies Record<string, Localised>;
export type StillDead = keyof typeof STILL_DEAD_WORDS;

/** How somebody came to a ward or left it. */
export const MOVEMENT_WORDS: Readonly<Record<MovementKind, Localised>> = {
  admission: { vi: 'Vào khoa', en: 'Admitted' },
  'transfer-in': { vi: 'Chuyển đến từ khoa khác', en: 'Came from another ward' },
  'transfer-out': { vi: 'Chuyển sang khoa khác', en: 'Went to another ward' },
  leave: { vi: 'Tạm vắng', en: 'On leave' },
  return: { vi: 'Trở lại sau tạm vắng', en: 'Back from leave' },
  discharge: { vi: 'Ra viện', en: 'Discharged' },
  cancelled: { vi: 'Mở nhầm, đã hủy', en: 'Begun by mistake, taken back' },
};
