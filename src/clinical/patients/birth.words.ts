import { hospitalClock, hospitalDate } from '../../kernel/hospital-time.js';
import type { Localised } from '../../kernel/language.js';
import type { NewbornDto } from './dto/newborn.dto.js';
import type { Sex } from './dto/patient.dto.js';

/** What people read of a birth that cannot be so. */
export const birthWords = {
  motherUnknown: { vi: 'Không tìm thấy hồ sơ của người mẹ.', en: 'The mother is not on record.' },
  motherIsMale: {
    vi: 'Hồ sơ được chọn làm mẹ ghi giới tính nam.',
    en: 'Who was chosen as the mother is a man on record.',
  },
  motherIsSelf: { vi: 'Không ai là mẹ của chính mình.', en: 'Nobody is their own mother.' },
  motherIsBelow: {
    vi: 'Theo hồ sơ, người được chọn làm mẹ lại là con hoặc cháu của người này. Nếu ghi nhầm, hãy sửa ở hồ sơ của người đó trước.',
    en: 'On record, who was chosen as the mother is a child or grandchild of this person. If that is wrong, correct that record first.',
  },
  motherNotOlder: {
    vi: 'Hồ sơ được chọn làm mẹ sinh sau người con.',
    en: 'Who was chosen as the mother was born after the child.',
  },
  motherIsChild: {
    vi: 'Theo ngày sinh trong hồ sơ, người được chọn làm mẹ khi đó còn là trẻ nhỏ.',
    en: 'By the birth date on record, who was chosen as the mother was a small child then.',
  },
  isMother: {
    vi: 'Hồ sơ này đang là mẹ của một trẻ: giới tính hoặc ngày sinh như vậy thì không thể. Nếu ghi nhầm mẹ, hãy sửa ở hồ sơ của trẻ trước.',
    en: 'This is the mother of a child on record, which cannot be with such a sex or birth date. If she is not, correct the child’s record first.',
  },
  birthOrderTaken: {
    vi: 'Đã có một trẻ khác của lần sinh này mang thứ tự đó.',
    en: 'Another child of this birth has this order already.',
  },
  changesPlaces: {
    vi: 'Một trẻ khác của lần sinh này đang mang thứ tự đó. Nếu đúng, hai trẻ đổi thứ tự cho nhau.',
    en: 'Another child of this birth has this order. If it is right, the two change places.',
  },
  nameNeeded: {
    vi: 'Trẻ trên một tuổi phải có họ tên.',
    en: 'A child of more than a year needs a name.',
  },
  unknownWithName: {
    vi: 'Người chưa rõ danh tính thì không có họ tên.',
    en: 'Who is unknown has no name.',
  },
  unknownWithBirthDate: {
    vi: 'Người chưa rõ danh tính thì ghi tuổi ước đoán, không ghi ngày sinh.',
    en: 'Who is unknown has an estimated age, and no birth date.',
  },
  ageBesideBirthDate: {
    vi: 'Đã có ngày sinh thì không ghi tuổi ước đoán.',
    en: 'An estimated age does not stand beside a birth date.',
  },
  birthDateDiffers: {
    vi: 'Ngày sinh khác với giờ sinh đã ghi.',
    en: 'The birth date is not that of the time of birth.',
  },
  nothingOfBirth: {
    vi: 'Ghi ít nhất một thông tin về lúc sinh.',
    en: 'Say at least one thing of the birth.',
  },
  birthOrder: {
    vi: 'Thứ tự sinh lớn hơn số trẻ được sinh.',
    en: 'The birth order is beyond the number of children born.',
  },
  guardianRelationship: {
    vi: 'Ghi quan hệ của người giám hộ với người bệnh.',
    en: 'Say what the guardian is to the patient.',
  },
} as const satisfies Record<string, Localised>;

const MOST_OF_A_NAME = 188;

/**
 * What a child is called until it has a name, as hospitals write it: "Con bà Nguyễn Thị Ánh", of twins "Con bà Nguyễn Thị Ánh 2".
 */
export function newbornName(mother: string, { birthOrder, birthCount }: NewbornDto): string {
  const isOneOfSome = birthOrder !== undefined && (birthOrder > 1 || (birthCount ?? 1) > 1);
  return `Con bà ${mother.slice(0, MOST_OF_A_NAME)}${isOneOfSome ? ` ${birthOrder}` : ''}`;
}

const SEX_WORDS: Readonly<Record<Sex, string>> = { male: ' nam', female: ' nữ', other: '', unknown: '' };

const WORKING_NAME = 'Chưa rõ tên';
/** Whether somebody is called so until there is a name. */
export const isWorkingName = (name: string): boolean => name.startsWith(WORKING_NAME);

/** What somebody is called whom nobody knows, told apart from others by when they came: "Chưa rõ tên nam 14:05 28/11/2026". */
export function workingName(sex: Sex, came: Date): string {
  const [year, month, day] = hospitalDate(came).split('-');
  return `${WORKING_NAME}${SEX_WORDS[sex]} ${hospitalClock(came)} ${day}/${month}/${year}`;
}

/** The same once the sex is corrected; undefined of who is not called so. */
export function workingNameOfSex(name: string, was: Sex, now: Sex): string | undefined {
  const begins = `${WORKING_NAME}${SEX_WORDS[was]} `;
  const came = name.slice(begins.length);
  return name.startsWith(begins) && /^\d/.test(came) ? `${WORKING_NAME}${SEX_WORDS[now]} ${came}` : undefined;
}
