import type { Localised } from '../../kernel/language.js';

/** What people read of patients: the broken rules of what was typed. */
export const patientWords = {
  personName: {
    vi: 'Phải là họ tên từ 1 đến 200 ký tự, có ít nhất một chữ cái.',
    en: 'Must be a name of 1 to 200 characters with at least one letter.',
  },
  invisibleCharacter: {
    vi: 'Không được có ký tự định dạng vô hình, ví dụ dấu đảo chiều chữ.',
    en: 'Must not hold invisible formatting characters, such as the one that turns the line round.',
  },
  partialDate: {
    vi: 'Phải là ngày có thật, không ở tương lai, ví dụ 1950, 1950-03 hoặc 1950-03-07.',
    en: 'Must be a date that exists and is not in the future, such as 1950, 1950-03 or 1950-03-07.',
  },
  phone: {
    vi: 'Phải là số điện thoại, ví dụ 0903123456 hoặc +84903123456.',
    en: 'Must be a phone number, such as 0903123456 or +84903123456.',
  },
  deathBeforeCharted: {
    vi: 'Hồ sơ có ghi chép lúc {charted}; người bệnh không thể tử vong trước đó.',
    en: 'Something is charted at {charted}; the patient cannot have died before.',
  },
  beforeBirth: {
    vi: 'Thời điểm này trước khi người bệnh ra đời.',
    en: 'This is before the patient was born.',
  },
  bornAfterCharting: {
    vi: 'Ngày giờ sinh này sau nội dung đầu tiên đã ghi trong hồ sơ.',
    en: 'This birth is after the first thing charted of the patient.',
  },
  bornAfterDeath: {
    vi: 'Ngày giờ sinh này sau thời điểm tử vong đã ghi.',
    en: 'This birth is after the death on record.',
  },
  sexHardlyFits: {
    vi: 'Hồ sơ có nội dung khó hợp với giới tính này. Nếu đúng, hãy xác nhận: sửa thành nam thì tình trạng thai đang ghi sẽ kết thúc; điểm cảnh báo và thuốc được xét lại.',
    en: 'What is on record hardly fits this sex. Confirm it if it is right: a pregnancy on record ends when it is corrected to male; scores and medicines are judged anew.',
  },
  birthDateHardlyFits: {
    vi: 'Hồ sơ có nội dung khó hợp với tuổi này. Nếu đúng, hãy xác nhận: điểm cảnh báo và thuốc được xét lại.',
    en: 'What is on record hardly fits this age. Confirm it if it is right: scores and medicines are judged anew.',
  },
  sexTakenHardlyFits: {
    vi: 'Đã ghi, nhưng hồ sơ có nội dung khó hợp với giới tính này. Tình trạng thai đang ghi kết thúc nếu là nam; điểm cảnh báo và thuốc được xét lại.',
    en: 'Taken, but what is on record hardly fits this sex. A pregnancy on record ends if it is male; scores and medicines are judged anew.',
  },
  birthDateTakenHardlyFits: {
    vi: 'Đã ghi, nhưng hồ sơ có nội dung khó hợp với tuổi này; điểm cảnh báo và thuốc được xét lại.',
    en: 'Taken, but what is on record hardly fits this age; scores and medicines are judged anew.',
  },
  loweringNeedsReason: {
    vi: 'Hạ mức bảo mật phải nêu lý do.',
    en: 'Lowering confidentiality needs a reason.',
  },
  nothingTyped: {
    vi: 'Gõ họ tên, ngày sinh, số điện thoại, số giấy tờ hoặc mã người bệnh để tìm.',
    en: 'Type a name, a birth date, a phone number, an identifier or an MRN to search for.',
  },
  tooManyWords: {
    vi: 'Có nhiều hơn {max} từ: hãy bớt những từ không cần cho việc tìm.',
    en: 'More than {max} words: leave out those that the search does not need.',
  },
  boxStandsAlone: {
    vi: 'Ô tìm chung không dùng cùng các ô tìm khác.',
    en: 'The one box is not combined with other conditions.',
  },
  nothingToSearch: {
    vi: 'Nhập tên, mã giấy tờ, ngày sinh hoặc số điện thoại để tìm.',
    en: 'Give a name, an identifier, a birth date or a phone number to search for.',
  },
} as const satisfies Record<string, Localised>;
