import type { Localised } from '../../kernel/language.js';

/** What senders and searchers of FHIR are told in an OperationOutcome beside refusals. */
export const outcomeWords = {
  stored: { vi: 'Đã lưu.', en: 'Stored.' },
  wouldBeTaken: { vi: 'Hợp lệ, sẽ được nhận. Chưa lưu gì.', en: 'Valid; it would be taken. Nothing was stored.' },
  wouldWait: {
    vi: 'Hợp lệ, nhưng sẽ phải chờ người xử lý vì chưa xếp được vào hồ sơ nào. Chưa lưu gì.',
    en: 'Valid, but it would wait for a person, since it cannot be placed in a chart. Nothing was stored.',
  },
  neverDeleted: { vi: 'Không xóa tài nguyên nào.', en: 'Nothing is ever deleted.' },
  noProfiles: {
    vi: 'Chỉ kiểm tra theo quy tắc của dịch vụ này, không theo profile.',
    en: 'Checked by the rules of this service only, not by the profile.',
  },
  notUnderstood: {
    vi: 'Được lưu nguyên văn, chưa đưa vào hồ sơ.',
    en: 'Kept whole as sent; not part of the chart.',
  },
  leadsNowhere: {
    vi: 'Tham chiếu không có trong bản tin và trong hệ thống; được lưu nguyên văn.',
    en: 'The reference names nothing in the message, nor here; kept as sent.',
  },
  keptAside: {
    vi: 'Chưa vào hồ sơ nào: toàn bộ được giữ nguyên văn, chờ người xử lý ở danh sách kết quả chờ ghép, mục {id}. Không cần gửi lại.',
    en: 'In no chart yet: all of it is kept whole and waits for a person in the list of unmatched results, as {id}. There is no need to send it again.',
  },
  settledAside: {
    vi: 'Nội dung này đã gửi trước đây và đã có người xử lý, mục {id}.',
    en: 'This was sent before, and a person has settled it, as {id}.',
  },
  searchedTo: {
    vi: 'Đã tìm ngược về đến {moment}; phần trước đó ở liên kết next.',
    en: 'Searched back to {moment}; what is older is behind the link next.',
  },
  cutIncludes: {
    vi: 'Chỉ kèm {most} tài nguyên đầu cho mỗi loại: {types}. Hãy tìm riêng các loại này.',
    en: 'Only the first {most} of each kind came along: {types}. Search for these by themselves.',
  },
  cutLastOfEach: {
    vi: 'Chỉ kèm {most} kết quả mới nhất, vẫn còn nữa. Hãy thu hẹp theo code, category hoặc date.',
    en: 'Only the newest {most} values came along, there are more. Narrow it by code, category or date.',
  },
  exportRemoved: { vi: 'Đã hủy; các tệp đã xuất bị xóa.', en: 'Taken back; its files are gone.' },
  leftOut: {
    vi: 'Không biết và đã bỏ qua các tham số: {names}.',
    en: 'These parameters are not known and did not count: {names}.',
  },
  doesNotCover: {
    vi: 'Chưa kể những tháng đã lưu trữ: {months}.',
    en: 'Does not tell of these archived months: {months}.',
  },
} as const satisfies Record<string, Localised>;

/** What went against an order, before what it was. */
export const againstOrderWords: Localised = { vi: 'Khác chỉ định', en: 'Against the order' };
/** What a check spoke against, and somebody signed all the same. */
export const signedOverWords: Localised = { vi: 'Đã ký dù có cảnh báo', en: 'Signed over a warning' };
export const becauseWords: Localised = { vi: '{found} Lý do: {reason}.', en: '{found} Reason: {reason}.' };

/** In Vietnamese and in English, since nobody knows who reads it. */
export const inBoth = (title: Localised, said: readonly Localised[]): string =>
  (['vi', 'en'] as const)
    .map((language) => `${title[language]}: ${said.map((words) => words[language].replace(/\.$/u, '')).join('; ')}.`)
    .join(' ');

/** Values that are told in words to who reads the chart. */
export const valueWords = {
  yes: { vi: 'Có', en: 'Yes' },
  no: { vi: 'Không', en: 'No' },
  sampled: { vi: 'Dạng sóng, {points} điểm đo', en: 'Waveform of {points} samples' },
  attached: { vi: 'Kết quả là tệp đính kèm: {names}', en: 'The result is an attached document: {names}' },
  absent: { vi: 'Không có giá trị: {reason}', en: 'No value: {reason}' },
} as const satisfies Record<string, Localised>;
