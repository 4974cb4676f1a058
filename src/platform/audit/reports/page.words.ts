import type { Language } from '../../../kernel/language.js';

/** The words of the page a patient is handed. */
export interface PageWords {
  readonly title: string;
  readonly patient: string;
  readonly mrn: string;
  readonly period: string;
  readonly madeAt: string;
  readonly zone: string;
  readonly about: string;
  readonly openedTitle: string;
  readonly openedAbout: string;
  readonly listedTitle: string;
  readonly listedAbout: string;
  readonly refusedTitle: string;
  readonly refusedAbout: string;
  readonly wanted: string;
  readonly nobody: string;
  readonly columns: { readonly time: string; readonly who: string; readonly what: string; readonly where: string };
  readonly why: string;
  readonly list: string;
  readonly reason: string;
  readonly emergency: string;
  readonly terminal: string;
  readonly times: string;
  readonly onePage: string;
  readonly earlier: string;
  readonly later: string;
  readonly notCovered: string;
  readonly askTitle: string;
  readonly ask: string;
}

const VI: PageWords = {
  title: 'Ai đã xem hồ sơ bệnh án',
  patient: 'Người bệnh',
  mrn: 'Mã người bệnh',
  period: 'Thời gian',
  madeAt: 'Lập lúc',
  zone: 'Mọi giờ trên bản in này là giờ Việt Nam (UTC+7), nơi bệnh viện làm việc.',
  about:
    'Mỗi lần có người xem hay ghi vào hồ sơ bệnh án, hệ thống của bệnh viện tự ghi lại, và không cho ai xóa hay sửa những gì đã ghi. Bản in này kể lại những lần đó: mỗi dòng là một người trong một ngày. Bản in này không nêu tên người bệnh nào khác.',
  openedTitle: 'Phần 1. Những người đã mở hoặc ghi vào hồ sơ',
  openedAbout:
    'Những người này đã mở chính hồ sơ của quý vị, hoặc đã ghi, sửa điều gì trong đó. Phần lớn là những người chăm sóc, điều trị cho quý vị.',
  listedTitle: 'Phần 2. Những lần chỉ có tên trong danh sách',
  listedAbout:
    'Ở đây tên của quý vị hiện ra cùng nhiều người khác, chẳng hạn trên bảng giường bệnh của khoa hoặc trong kết quả tìm kiếm. Người xem thấy tên và vài thông tin ngắn, nhưng không mở hồ sơ của quý vị.',
  refusedTitle: 'Phần 3. Những lần bị từ chối',
  refusedAbout:
    'Những người này muốn xem hoặc ghi điều gì của quý vị mà không được phép. Hệ thống không cho họ xem gì.',
  wanted: 'Đã muốn làm gì',
  nobody: 'Không có lần nào.',
  columns: { time: 'Giờ', who: 'Ai', what: 'Đã làm gì', where: 'Ở đâu' },
  why: 'Mục đích',
  list: 'Trong danh sách nào',
  reason: 'Lý do đã ghi',
  emergency: 'Mở khẩn cấp',
  terminal: 'máy',
  times: '{times} lần',
  onePage: 'Bản in này chỉ gồm từ ngày {from} đến ngày {to}, chưa phải toàn bộ thời gian trên.',
  earlier: 'Những ngày trước đó ở bản in kế tiếp; hãy xin in tiếp.',
  later: 'Những ngày sau đó ở bản in trước.',
  notCovered:
    'Bản in này chưa kể những tháng sau: {months}. Nhật ký của các tháng đó đã được đưa vào kho lưu trữ và lúc in không đọc được; hãy hỏi bộ phận giữ hồ sơ bệnh án.',
  askTitle: 'Nếu có điều chưa rõ',
  ask: 'Nếu quý vị thấy một cái tên lạ hoặc một lần xem không có lý do, hãy hỏi nơi đã đưa quý vị bản in này, hoặc bộ phận giữ hồ sơ bệnh án của {hospital}. Chỉ cần đưa bản in này và chỉ vào dòng muốn hỏi; bệnh viện có thể tra từng lần một.',
};

const EN: PageWords = {
  title: 'Who looked at the medical record',
  patient: 'Patient',
  mrn: 'Patient number',
  period: 'Period',
  madeAt: 'Made at',
  zone: 'All times on this printout are Vietnam time (UTC+7), where the hospital is.',
  about:
    "Whenever someone looks at a medical record or writes in it, the hospital's system notes it by itself, and lets nobody remove or change what was noted. This printout tells of those occasions: each row is one person on one day. It names no other patient.",
  openedTitle: 'Part 1. Who opened the record or wrote in it',
  openedAbout:
    'These people opened your own record, or wrote or changed something in it. Most of them are the people who care for you.',
  listedTitle: 'Part 2. When your name only stood in a list',
  listedAbout:
    'Here your name was shown among many others, such as on the board of a ward or in the result of a search. Who looked saw your name and a few short facts, but did not open your record.',
  refusedTitle: 'Part 3. Who was refused',
  refusedAbout:
    'These people wanted to see or write something of yours and were not allowed to. The system showed them nothing.',
  wanted: 'What they wanted',
  nobody: 'Not once.',
  columns: { time: 'Time', who: 'Who', what: 'What they did', where: 'Where' },
  why: 'Purpose',
  list: 'In which list',
  reason: 'Reason given',
  emergency: 'Emergency access',
  terminal: 'terminal',
  times: '{times} times',
  onePage: 'This printout covers {from} to {to} only, not yet the whole period above.',
  earlier: 'Earlier days are on the next printout; ask for it too.',
  later: 'Later days are on the printout before.',
  notCovered:
    'This printout does not tell of these months: {months}. What was noted then has been put into the archive, which could not be read when this was printed; ask the medical records office.',
  askTitle: 'If anything is unclear',
  ask: 'If you see a name you do not know or an access without a reason, ask where you were given this printout, or the medical records office of {hospital}. Show it and point at the row; the hospital can look up every single access.',
};

export const PAGE_WORDS: Readonly<Record<Language, PageWords>> = { vi: VI, en: EN };
