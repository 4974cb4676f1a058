import type { Localised } from '../../kernel/language.js';

const w = (vi: string, en: string): Localised => ({ vi, en });

/** What `emr warehouse` says. */
export const WAREHOUSE_WORDS = {
  made: w(
    'Kho dữ liệu thành phố nằm ở cơ sở dữ liệu {database}. Tiếp theo: đặt WAREHOUSE_HOSPITAL_URL_FILE và chạy emr warehouse add MÃ_CƠ_SỞ.',
    'The warehouse is the database {database}. Next: set WAREHOUSE_HOSPITAL_URL_FILE and run emr warehouse add HOSPITAL.',
  ),
  restart: w(
    'Khởi động lại PostgreSQL của kho: số tiến trình sao chép được tăng lên.',
    'Restart the PostgreSQL of the warehouse: it gets more processes that copy.',
  ),
  added: w(
    'Bản sao {database} của {code} đã đủ sau {seconds} giây ({tables} bảng) và theo kịp từng thay đổi.',
    'The copy {database} of {code} was whole after {seconds} s ({tables} tables) and follows.',
  ),
  lost: w(
    'Nhật ký của {code} ngắn hơn trước: kho từng giữ điểm chốt của {events} sự kiện. Giữ lại điểm chốt này và hỏi bệnh viện đã mất những gì:\n{note}',
    'The trail of {code} is shorter than it was: the warehouse had kept a checkpoint of {events} events. Keep it, and ask the hospital what was lost:\n{note}',
  ),
  reconnected: w('{code} được nối lại theo địa chỉ mới.', '{code} is followed at its new address.'),
  migrated: w('{code}: đã áp dụng {count} bản cập nhật.', '{code}: {count} {count|migration|migrations} applied.'),
  nowHospitals: w(
    'Bây giờ có thể cập nhật các bệnh viện (emr migrate tại đó), rồi chạy emr warehouse refresh.',
    'Now the hospitals may be migrated (emr migrate there), and then emr warehouse refresh here.',
  ),
  refreshed: w(
    '{code}: {rows} dòng vào các bảng chung trong {seconds} giây.',
    '{code}: {rows} rows into the tables of the city in {seconds} s.',
  ),
  notAsked: w(
    '{code}: không hỏi được bảng mới vì bệnh viện không trả lời ({reason}). Chạy lại emr warehouse refresh khi nối được.',
    '{code}: new tables could not be asked for, as the hospital does not answer ({reason}). Run emr warehouse refresh again when it does.',
  ),
  verified: w('{code} {name}:', '{code} {name}:'),
  readings: w(
    'Các lần hỏi trong kho: {readings}, chuỗi nguyên vẹn. Ghi lại ở nơi khác: số {readings}, {head}',
    'What was asked in the warehouse: {readings} on record, the chain is whole. Write down elsewhere: number {readings}, {head}',
  ),
  noReadings: w('Chưa ai hỏi gì trong kho.', 'Nobody has asked anything in the warehouse yet.'),
  readingsBroken: w(
    'Sổ ghi các lần hỏi đã bị sửa, từ số {broken}.',
    'The record of what was asked was changed, from number {broken} on.',
  ),
  none: w('Chưa có bệnh viện nào: chạy emr warehouse add.', 'There is no hospital yet: run emr warehouse add.'),
  status: w(
    '{code} {name}: {state}; nghe thấy {heard} giây trước; {events} sự kiện, mới nhất {newest} giây trước; {megabytes} MB; bảng chung làm {refreshed} phút trước.',
    '{code} {name}: {state}; heard of {heard} s ago; {events} events, the newest {newest} s ago; {megabytes} MB; tables of the city filled {refreshed} min ago.',
  ),
  pending: w(
    '  chưa có {pending} bản cập nhật: chạy emr warehouse migrate',
    '  it lacks {pending} {pending|migration|migrations}: run emr warehouse migrate',
  ),
  hospitalAhead: w(
    '  bệnh viện đã cập nhật trước: dữ liệu mới của họ đợi. Cập nhật chương trình ở đây rồi chạy emr warehouse migrate và refresh',
    '  the hospital was migrated first: its new rows wait. Update the program here, run emr warehouse migrate and refresh',
  ),
  failing: w(
    '  {failures} lần không ghi được: đọc nhật ký PostgreSQL của kho, rồi emr warehouse migrate',
    '  {failures} {failures|failure|failures} to write: read the log of the warehouse’s PostgreSQL, then emr warehouse migrate',
  ),
  away: w(
    '  không nghe thấy bệnh viện: xem mạng, mật khẩu (emr warehouse reconnect) và khe sao chép ở bệnh viện',
    '  the hospital is not heard of: see the network, the password (emr warehouse reconnect) and its replication slot',
  ),
} as const satisfies Record<string, Localised>;

export const STATE_WORDS = {
  follows: w('theo kịp', 'follows'),
  copying: w('đang sao chép lần đầu, còn {tablesLeft} bảng', 'is being copied, {tablesLeft} tables are left'),
  away: w('mất liên lạc', 'away'),
  fails: w('không ghi được', 'fails'),
  missing: w('không có bản sao', 'has no copy'),
} as const satisfies Record<string, Localised>;

export const UNKNOWN_NUMBER = w('chưa rõ', 'not known');

/** Why it does not do what was asked. */
export const WAREHOUSE_REFUSALS = {
  unset: w('Chưa đặt {name} (hoặc {name}_FILE).', 'Set {name} (or {name}_FILE).'),
  noWarehouse: w(
    'WAREHOUSE_URL không phải là kho dữ liệu: chạy emr warehouse init trước.',
    'WAREHOUSE_URL names no warehouse: run emr warehouse init first.',
  ),
  badCode: w('{code} không phải là mã cơ sở.', '{code} is no code of a facility.'),
  unknownHospital: w('Kho không có bệnh viện {code}.', 'The warehouse has no hospital {code}.'),
  hospitalAway: w('Không nối được với bệnh viện: {reason}.', 'The hospital cannot be reached: {reason}.'),
  otherHospital: w(
    'Địa chỉ này là của {name} ({found}), không phải {code}.',
    'This address is of {name} ({found}), not of {code}.',
  ),
  otherTrail: w(
    'Nhật ký kiểm toán ở địa chỉ này không phải của {code}: khóa của nó là {found}, kho giữ {kept}.',
    'The audit trail at this address is not that of {code}: its key is {found}, the warehouse kept {kept}.',
  ),
  noSlot: w(
    'Bệnh viện {code} ở địa chỉ này không còn giữ phần chưa sao chép (khe {slot}), như sau khi khôi phục từ bản sao lưu: làm lại bản sao bằng emr warehouse add {code} --anew.',
    'The hospital {code} at this address no longer keeps what has not come over (slot {slot}), as after a restore from a backup: make its copy anew with emr warehouse add {code} --anew.',
  ),
  walLevel: w(
    'wal_level của bệnh viện là {level}: ở đó chạy ALTER SYSTEM SET wal_level = logical rồi khởi động lại PostgreSQL.',
    'The hospital’s wal_level is {level}: run ALTER SYSTEM SET wal_level = logical there, and restart its PostgreSQL.',
  ),
  notPublished: w(
    'Bệnh viện chưa cho kho đọc: ở đó tạo vai trò emr_warehouse rồi chạy emr migrate (docs/scale.md). ({reason})',
    'The hospital gives the warehouse nothing yet: make the role emr_warehouse there, then run emr migrate (docs/scale.md). ({reason})',
  ),
  hospitalAhead: w(
    'Bệnh viện có bản cập nhật {migration} mà chương trình ở đây chưa biết: kho phải được cập nhật trước.',
    'The hospital has the migration {migration}, which this program does not know: a warehouse is updated first.',
  ),
  noRoom: w(
    'PostgreSQL của kho không đủ tiến trình sao chép cho thêm một bệnh viện: chạy emr warehouse init rồi khởi động lại nó.',
    'The warehouse’s PostgreSQL has too few processes for another hospital: run emr warehouse init, then restart it.',
  ),
  sameCluster: w(
    'Bệnh viện nằm ngay trên máy chủ PostgreSQL của kho: kho cần một máy chủ riêng.',
    'The hospital lies in the warehouse’s own PostgreSQL: a warehouse needs a server of its own.',
  ),
} as const satisfies Record<string, Localised>;
