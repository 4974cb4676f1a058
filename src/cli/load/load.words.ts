import { fillBoth, type Localised } from '../../kernel/language.js';

const w = (vi: string, en: string): Localised => ({ vi, en });

/** What `emr load` says, and of a line that is bad. Names of columns, options and codes are the same in both languages. */
export const LOAD_WORDS = {
  needsPasswords: w(
    'Cần --passwords TỆP: một tệp mới, nhận mật khẩu lần đầu của từng người.',
    'Say --passwords FILE: a new file, which gets the first password of each person.',
  ),
  wouldBeMade: w(
    '{made} sẽ được tạo, {known} đã có, {other} đã có nhưng khác trong tệp (giữ nguyên)',
    '{made} would be made, {known} there already, {other} there already and other than the file says (left as they are)',
  ),
  made: w(
    '{made} đã tạo, {known} đã có, {other} đã có nhưng khác trong tệp (giữ nguyên)',
    '{made} made, {known} there already, {other} there already and other than the file says (left as they are)',
  ),
  dryRun: w('Chưa nạp gì: đây chỉ là chạy thử.', 'Nothing was loaded: this was a dry run.'),
  nothing: w('Không nạp gì: {count} lỗi.', 'Nothing was loaded: {count} {count|fault|faults}.'),
  twice: w('{key} đã có ở dòng {line}', '{key} stands in line {line} already'),
  needsSystem: w(
    'record_number cần --system, URI của hệ thống cấp các số này',
    'record_number needs --system, the URI of the system whose numbers these are',
  ),
  noNumber: w(
    'không có số nào để nhận ra khi tệp được nạp lại',
    'has no number by which it would be known when the file comes again',
  ),
  severalOnRecord: w('các số này thuộc nhiều hồ sơ: {mrns}', 'its numbers are of several on record: {mrns}'),
  otherPerson: w(
    'số này thuộc {mrn}, người có tên, ngày sinh hoặc giới tính khác',
    'its number is of {mrn}, who has another name, birth date or sex',
  ),
  alike: w('có thể cùng là một người với {mrns}', 'may be the same person as {mrns}'),
  codes: w(
    '{list}: {count} mã, {added} mới, {changed} đổi chữ, {gone} không còn (chữ cũ vẫn được biết)',
    '{list}: {count} codes, {added} new, {changed} with other words, {gone} gone (their words stay known)',
  ),
  deltaLimits: w(
    '{count} xét nghiệm có giới hạn thay đổi đột ngột',
    '{count} {count|test|tests} with a limit of sudden changes',
  ),
  loadedAs: w(
    'Đã nạp là phiên bản {version}; dịch vụ đang chạy dùng nó trong vòng một phút.',
    'Loaded as version {version}; a running service has it within a minute.',
  ),
  medicines: w(
    'danh mục thuốc: {count} thuốc, {added} mới, {gone} không còn (được ghi là chưa kiểm tra)',
    'formulary: {count} medicines, {added} new, {gone} gone (they are shown as not checked)',
  ),
  confirmedBy: w(
    '{doses} thuốc không có liều người lớn; {by} đã xác nhận',
    '{doses} without a dose of adults; confirmed by {by}',
  ),
  notConfirmed: w(
    '{doses} thuốc không có liều người lớn; chưa ai xác nhận',
    '{doses} without a dose of adults; not confirmed',
  ),
  limits: w(
    'dấu hiệu sinh tồn: {ranges} khoảng thường gặp và {times} khoảng thời gian của bệnh viện; phần còn lại như có sẵn',
    'vital signs: {ranges} usual {ranges|range|ranges} and {times} {times|time|times} of the hospital; all else as it comes with the service',
  ),
  formAfter: w(
    '{code}: phiên bản {version} sau {before}, {sections} mục',
    '{code}: version {version} after {before}, {sections} sections',
  ),
  newForm: w('{code}: mẫu mới, {sections} mục', '{code}: a new form, {sections} sections'),
  formsLoaded: w(
    'Đã nạp; dịch vụ đang chạy dùng trong vòng một phút. Ghi chép theo phiên bản cũ được đọc theo mẫu này.',
    'Loaded; a running service has them within a minute. Notes written by older versions are read by these.',
  ),
  columns: w('{count} cột', '{count} columns'),
  noLines: w('không có dòng nào', 'no lines'),
  noText: w('{name} có ký tự không phải là chữ', '{name} has characters that are no text'),
  lost: w(
    '{name} có ký tự đã mất: lưu tệp lại dạng “CSV UTF-8”',
    '{name} has characters that were lost: save the file as “CSV UTF-8”',
  ),
  asNumber: w(
    '{name} đã bị bảng tính đổi thành số ({value}): định dạng cột là văn bản rồi xuất lại',
    '{name} was turned into a number by the spreadsheet ({value}): format the column as text, and export it again',
  ),
  oldLetters: w(
    '{name} ({value}) là chữ của bảng mã cũ (TCVN3, VNI, Windows-1258): đổi tệp sang Unicode rồi lưu là “CSV UTF-8”',
    '{name} ({value}) is in letters of before Unicode (TCVN3, VNI, Windows-1258): convert the file to Unicode and save it as “CSV UTF-8”',
  ),
  lostZero: w(
    '{name} thiếu chữ số, có thể bảng tính đã bỏ số 0 đứng đầu ({value}): định dạng cột là văn bản rồi xuất lại',
    '{name} has too few digits, perhaps since the spreadsheet dropped leading zeros ({value}): format the column as text, and export it again',
  ),
  dayFirst: w(
    '{name} viết ngày trước ({value}): thêm --dates dd/mm/yyyy nếu cả tệp viết như vậy',
    '{name} has the day first ({value}): say --dates dd/mm/yyyy when the whole file is written so',
  ),
  dateAsNumber: w(
    '{name} đã bị bảng tính đổi thành số ngày ({value}): định dạng cột là ngày hoặc văn bản rồi xuất lại',
    '{name} was turned into a count of days by the spreadsheet ({value}): format the column as dates or text, and export it again',
  ),
  shortYear: w(
    '{name} có năm chỉ hai chữ số ({value}): ghi đủ bốn chữ số',
    '{name} has a year of two digits ({value}): write all four',
  ),
  unknownRole: w('không có vai trò "{value}" (có: {known})', 'there is no role "{value}" (known: {known})'),
  stopped: w(
    'Dừng ở dòng này: {made} đã tạo trước đó và được giữ. Sửa lỗi rồi nạp lại cùng tệp.',
    'Stopped there: {made} before it were made, and stay. Mend it and load the same file again.',
  ),
  databaseGone: w('Mất kết nối với cơ sở dữ liệu.', 'The connection to the database was lost.'),
  databaseFull: w(
    'Cơ sở dữ liệu không ghi được: ổ đĩa đầy hoặc hỏng.',
    'The database cannot write: its disk is full, or broken.',
  ),
  nothingYet: w('Chưa nạp dòng nào.', 'No line was loaded yet.'),
  loadedUpTo: w('Đã nạp đến hết dòng {line}, và được giữ.', 'Lines up to {line} are loaded, and stay.'),
  notKnown: w(
    'Chưa biết các dòng từ {first} đến {last} đã được nạp hay chưa.',
    'Of lines {first} to {last} it is not known whether they are.',
  ),
  noneFrom: w('Từ dòng {line} trở đi chưa nạp.', 'From line {line} on nothing is loaded.'),
  goOn: w(
    'Khi cơ sở dữ liệu chạy lại, nạp lại cùng tệp: dòng đã có được nhận ra, không dòng nào được nạp hai lần.',
    'When the database is back, load the same file again: what is there is known, and nothing is loaded twice.',
  ),
  otherPasswords: w(
    'Dùng tên tệp mật khẩu khác: với người có trong cả hai tệp, mật khẩu ở tệp sau có hiệu lực; với người đã có từ trước, mật khẩu ở tệp đầu.',
    'Name another file for passwords: of who is in both the later one holds, and of who is there already the first.',
  ),
  notCompared: w(
    'Các dòng từ {first} đến {last} chưa được so với những người đã có hồ sơ: xem danh sách những người có thể trùng.',
    'Lines {first} to {last} were not compared with who is on record: look through the list of possible duplicates.',
  ),
  tooLong: w(
    'cơ sở dữ liệu đang quá bận, không kịp nạp dòng này: chờ lúc ít việc rồi nạp lại cùng tệp',
    'the database is too busy to load this line in time: wait until it is quieter, and load the same file again',
  ),
  notHeard: w(
    'đã tạo, nhưng cơ sở dữ liệu quá bận, chưa xem được có trùng với ai không: tìm tên này ở màn hình Tìm người bệnh',
    'made, but the database was too busy to see whether it may be the same person as another: search for the name in the console',
  ),
  passwordsThere: w(
    '{file} đã có hoặc không tạo được: --passwords cần tên một tệp mới.',
    '{file} is there already, or cannot be made: --passwords needs the name of a new file.',
  ),
  soFar: w('{count} dòng đã xem …', '{count} lines looked at …'),
} as const satisfies Record<string, Localised>;

/** What stands in a cell for somebody's sex, in files of hospitals here, folded. */
export const SEX_CELLS: Readonly<Record<string, string>> = {
  ...{ male: 'male', female: 'female', other: 'other', unknown: 'unknown' },
  nam: 'male',
  nu: 'female',
  khac: 'other',
  'khong ro': 'unknown',
  'chua ro': 'unknown',
};

/** In both languages, filled. */
export const told = (what: keyof typeof LOAD_WORDS, values?: Readonly<Record<string, unknown>>): Localised =>
  fillBoth(LOAD_WORDS[what], values);

/** Several, one after another. */
export const joined = (parts: readonly Localised[]): Localised => ({
  vi: parts.map(({ vi }) => vi).join('; '),
  en: parts.map(({ en }) => en).join('; '),
});
