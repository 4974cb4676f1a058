import { type CheckWords, fault, notAsked, ok, unknown, warning } from './outcome.words.js';

/** What is asked of the backups. */
export const COPIES_WORDS = {
  backup: {
    title: { vi: 'Sao lưu', en: 'Backup' },
    says: {
      fresh: ok('{hours} giờ trước, {megabytes} MB', '{hours} h ago, {megabytes} MB'),
      unset: unknown(
        'BACKUP_DIR chưa đặt: không biết có sao lưu hay không',
        'BACKUP_DIR is not set: whether there are backups is not known',
        'đặt BACKUP_DIR và BACKUP_RECIPIENT, hoặc theo dõi công cụ sao lưu của bệnh viện',
        'set BACKUP_DIR and BACKUP_RECIPIENT, or watch the hospital’s own backup tool',
      ),
      none: fault(
        'không có bản sao lưu nào trong {folder}',
        'there is no backup in {folder}',
        'chạy emr backup',
        'run emr backup',
      ),
      damaged: fault(
        'bản mới nhất trong {folder} thiếu tệp hoặc không đủ byte',
        'the newest, in {folder}, lacks its archive or a part of it',
        'chạy emr backup ngay; tìm xem ai đã đổi thư mục, hay ổ đĩa hỏng',
        'run emr backup now; find out who changed the folder, or whether the disk is broken',
      ),
      old: fault(
        'bản mới nhất đã {hours} giờ',
        'the newest is {hours} h old',
        'chạy emr backup và đọc lời báo lỗi; xem ổ {folder}',
        'run emr backup and read what it says; see the disk of {folder}',
      ),
    },
  },
  archive: {
    title: { vi: 'Lưu nhật ký ghi trước (WAL)', en: 'WAL archive' },
    says: {
      flows: ok('tệp cuối {minutes} phút trước', 'last file {minutes} min ago'),
      off: unknown(
        'không lưu liên tục từ đây',
        'not kept continuously from here',
        'đặt BACKUP_DIR để mất tối đa một phút khi hỏng máy',
        'set BACKUP_DIR to lose a minute at most when the machine is lost',
      ),
      notYet: fault(
        'BACKUP_DIR đã đặt nhưng PostgreSQL đang chạy không lưu nhật ký: hỏng máy thì mất tất cả từ bản sao lưu cuối',
        'BACKUP_DIR is set, but the PostgreSQL that runs keeps no log there: all since the last backup is lost with the machine',
        'khởi động lại dịch vụ',
        'start the service again',
      ),
      stuck: fault(
        '{waiting} tệp chưa chuyển được vào bản sao lưu',
        '{waiting} files wait to be taken into the backup',
        'xem ổ của BACKUP_DIR: đầy, chưa gắn, không ghi được',
        'see the disk of BACKUP_DIR: full, not mounted, not writable',
      ),
      gap: fault(
        'thiếu tệp giữa chừng: {names}; phục hồi sẽ dừng trước đó',
        'files lack in the middle: {names}; a restore ends before them',
        'chạy emr backup ngay; tìm xem ai đã xóa tệp trong thư mục sao lưu',
        'run emr backup now; find out who removed files from the backup folder',
      ),
      failing: fault(
        'PostgreSQL không lưu được: {name}',
        'PostgreSQL fails to archive: {name}',
        'đọc nhật ký PostgreSQL; xem ổ đĩa dữ liệu',
        'read the log of PostgreSQL; see the disk of the data',
      ),
      notAsked,
    },
  },
  drill: {
    title: { vi: 'Diễn tập phục hồi', en: 'Restore drill' },
    says: {
      passed: ok('đạt, {days} ngày trước, mất {seconds} giây', 'passed {days} days ago, in {seconds} s'),
      unset: unknown(
        'BACKUP_DIR chưa đặt',
        'BACKUP_DIR is not set',
        'diễn tập phục hồi từ bản sao lưu của bệnh viện mỗi tháng',
        'restore from the hospital’s own backup once a month',
      ),
      never: warning('chưa diễn tập lần nào', 'there was none yet', 'chạy emr backup drill', 'run emr backup drill'),
      old: warning(
        'lần cuối đã {days} ngày trước',
        'last {days} days ago',
        'chạy emr backup drill; xem vì sao ban đêm không chạy',
        'run emr backup drill; see why it does not run at night',
      ),
      failed: fault(
        'không đạt: {reason}',
        'failed: {reason}',
        'đọc {file}; đừng tin bản sao lưu cho tới khi đạt',
        'read {file}; do not rely on the backups until it passes',
      ),
    },
  },
  downtime: {
    title: { vi: 'Phiếu khi gián đoạn', en: 'Downtime sheets' },
    says: {
      fresh: ok('{minutes} phút trước, {sheets} phiếu', '{minutes} min ago, {sheets} sheets'),
      unset: unknown(
        'DOWNTIME_DIR chưa đặt: khoa không có gì trong tay khi hệ thống gián đoạn',
        'DOWNTIME_DIR is not set: wards have nothing in hand while the service is away',
        'đặt DOWNTIME_DIR là thư mục trên máy khác mà điều dưỡng trưởng mở được',
        'set DOWNTIME_DIR to a folder on another machine that head nurses can open',
      ),
      none: fault(
        'không có phiếu nào trong {folder}',
        'there is no sheet in {folder}',
        'đợi một lượt; nếu vẫn không có, xem nhật ký (downtime-sheets) và quyền ghi thư mục',
        'wait for one turn; then see the log (downtime-sheets) and whether the folder can be written',
      ),
      behind: warning(
        'không có phiếu mới của {names}',
        'there is no new sheet of {names}',
        'xem nhật ký (downtime-sheets); khoa đã đóng thì phiếu cũ tự mất',
        'see the log (downtime-sheets); of a ward that was closed the old ones go by themselves',
      ),
      old: fault(
        'phiếu mới nhất đã {minutes} phút',
        'the newest is {minutes} min old',
        'xem nhật ký (downtime-sheets), ổ đĩa của {folder}',
        'see the log (downtime-sheets) and the disk of {folder}',
      ),
    },
  },
} as const satisfies Record<string, CheckWords>;
