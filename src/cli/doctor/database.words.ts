import { type CheckWords, fault, notAsked, ok, warning } from './outcome.words.js';

/** What is asked of the database. */
export const DATABASE_WORDS = {
  database: {
    title: { vi: 'Cơ sở dữ liệu', en: 'Database' },
    says: {
      answers: ok('PostgreSQL {version}', 'PostgreSQL {version}'),
      old: fault(
        'PostgreSQL {version} quá cũ',
        'PostgreSQL {version} is too old',
        'nâng cấp lên PostgreSQL 18',
        'upgrade to PostgreSQL 18',
      ),
      standby: warning(
        'đây là máy dự phòng, chỉ đọc',
        'this is a standby, read only',
        'chạy lệnh này trên máy chính, hoặc emr promote khi máy chính đã hỏng (máy chủ PostgreSQL riêng: SELECT pg_promote())',
        'run this at the primary, or emr promote when the primary is lost (PostgreSQL of your own: SELECT pg_promote())',
      ),
      away: fault(
        'không kết nối được: {reason}',
        'cannot be reached: {reason}',
        'khởi động PostgreSQL; kiểm tra địa chỉ, mật khẩu, pg_hba.conf',
        'start PostgreSQL; see address, password, pg_hba.conf',
      ),
    },
  },
  hospital: {
    title: { vi: 'Mã cơ sở', en: 'Hospital code' },
    says: {
      same: ok('{code}, đúng như cơ sở dữ liệu', '{code}, as in the database'),
      none: warning(
        'cơ sở dữ liệu chưa có bệnh viện nào',
        'the database has no hospital yet',
        'chạy emr hospital create',
        'run emr hospital create',
      ),
      differs: fault(
        'cấu hình ghi {code}, cơ sở dữ liệu là của {found}',
        'the settings say {code}, the database is of {found}',
        'đặt HOSPITAL_CODE={found} cho dịch vụ và cho mọi lệnh emr',
        'set HOSPITAL_CODE={found} for the service and for every emr command',
      ),
      notAsked,
    },
  },
  schema: {
    title: { vi: 'Lược đồ', en: 'Schema' },
    says: {
      current: ok('đủ {applied} bước chuyển đổi', 'all {applied} migrations are applied'),
      behind: fault(
        'còn thiếu {pending} bước chuyển đổi',
        '{pending} migrations are pending',
        'chạy emr migrate',
        'run emr migrate',
      ),
      ahead: warning(
        'cơ sở dữ liệu mới hơn chương trình này ({newer} bước)',
        'the database is newer than this program ({newer} migrations)',
        'cập nhật chương trình trên máy này',
        'update the program on this machine',
      ),
      unfinished: fault(
        'bước chuyển đổi {name} bị đứt giữa chừng',
        'migration {name} was interrupted',
        'chạy emr migrate và làm theo lời báo',
        'run emr migrate and do what it says',
      ),
      notAsked,
    },
  },
  definitions: {
    title: { vi: 'Định nghĩa và quyền', en: 'Definitions and grants' },
    says: {
      same: ok('đúng như khi cài đặt', 'as they were installed'),
      differ: warning(
        'khác nhưng không hại nhật ký: {names}',
        'not as installed, without harm to the trail: {names}',
        'chạy emr migrate, hoặc xóa thứ ai đó đã thêm',
        'run emr migrate, or remove what somebody added',
      ),
      escape: fault(
        'việc ghi có thể lọt khỏi nhật ký: {names}',
        'writes could escape the audit trail: {names}',
        'chạy emr migrate rồi tìm xem ai đã đổi',
        'run emr migrate, then find out who changed it',
      ),
      notAsked,
    },
  },
  durability: {
    title: { vi: 'Ghi bền', en: 'Durability' },
    says: {
      safe: ok(
        'việc đã trả lời là xong đều nằm trên đĩa; mỗi trang có mã kiểm',
        'what was answered is on the disk; each page has a checksum',
      ),
      unsafe: fault(
        'mất điện thì việc đã trả lời là xong có thể mất: {names}',
        'a power cut may lose what was answered: {names}',
        'bỏ các thiết lập này khỏi postgresql.conf (và ALTER SYSTEM RESET), rồi khởi động lại PostgreSQL',
        'take these out of postgresql.conf (and ALTER SYSTEM RESET), then restart PostgreSQL',
      ),
      damaged: fault(
        'PostgreSQL đã gặp {count} trang bị hỏng trên đĩa',
        'PostgreSQL has met {count} damaged {count|page|pages} on the disk',
        'ngừng tin ổ đĩa này: chuyển sang máy dự phòng hoặc phục hồi từ bản sao lưu lên ổ khác',
        'trust this disk no more: promote the standby, or restore the backup to another disk',
      ),
      unchecked: warning(
        'trang dữ liệu không có mã kiểm: đĩa hỏng không ai biết',
        'pages have no checksums: a damaged disk goes unnoticed',
        'dừng PostgreSQL, chạy pg_checksums --enable, khởi động lại',
        'stop PostgreSQL, run pg_checksums --enable, start it again',
      ),
      notAsked,
    },
  },
  reconciliation: {
    title: { vi: 'Đối soát dữ liệu với nhật ký', en: 'Reconciliation' },
    says: {
      clean: ok('khớp, {hours} giờ trước', 'clean, {hours} h ago'),
      never: warning(
        'chưa chạy lần nào',
        'has never run',
        'dịch vụ tự chạy lúc 2–5 giờ sáng; hoặc chạy emr audit reconcile',
        'the service runs it between two and five at night; or run emr audit reconcile',
      ),
      old: warning(
        'lần cuối đã {hours} giờ trước',
        'last {hours} h ago',
        'chạy emr audit reconcile; xem vì sao ban đêm không chạy',
        'run emr audit reconcile; see why it does not run at night',
      ),
      findings: fault(
        '{findings} dòng không đúng như nhật ký ghi',
        '{findings} rows are not what their events say',
        'chạy emr audit reconcile để biết dòng nào, rồi hỏi ai đã sửa',
        'run emr audit reconcile to know which, then ask who changed them',
      ),
      notAsked,
    },
  },
  warehouse: {
    title: { vi: 'Kho dữ liệu thành phố', en: 'City warehouse' },
    says: {
      notAsked,
      none: ok('không có kho nào đọc từ đây', 'none reads from here'),
      follows: ok('{name} theo kịp, sau {megabytes} MB', '{name} follows, {megabytes} MB behind'),
      late: warning(
        '{name} chậm {megabytes} MB',
        '{name} is {megabytes} MB behind',
        'xem mạng và máy của kho; ở đó chạy emr warehouse status',
        'see the network and the warehouse’s machine; run emr warehouse status there',
      ),
      away: warning(
        '{name} không kết nối, {megabytes} MB nhật ký đang được giữ cho nó và đầy dần ổ đĩa',
        '{name} is not connected: {megabytes} MB of the log are kept for it, and fill the disk',
        "sửa kết nối của kho; nếu nó không trở lại: SELECT pg_drop_replication_slot('{name}') và sau này chạy emr warehouse add --anew ở kho",
        "mend the warehouse’s connection; if it never comes back: SELECT pg_drop_replication_slot('{name}'), and later emr warehouse add --anew at the warehouse",
      ),
      foreign: warning(
        '{name} không phải của kho nào do phần mềm này lập (cơ sở dữ liệu {database}, {plugin}); {megabytes} MB nhật ký đang được giữ cho nó và có thể làm đầy ổ đĩa',
        '{name} is of no warehouse of this program (database {database}, {plugin}): {megabytes} MB of the log are kept for it, and may fill the disk',
        "hỏi ai đã lập khe này; nếu không ai cần: SELECT pg_drop_replication_slot('{name}')",
        "ask who made the slot; if nobody needs it: SELECT pg_drop_replication_slot('{name}')",
      ),
      lost: fault(
        '{name} đã bị bỏ lại: nhật ký nó cần không còn',
        '{name} was left behind: the log that it needs is gone',
        "SELECT pg_drop_replication_slot('{name}'), rồi ở kho chạy emr warehouse add --anew",
        "SELECT pg_drop_replication_slot('{name}'), then run emr warehouse add --anew at the warehouse",
      ),
    },
  },
  standby: {
    title: { vi: 'Máy dự phòng', en: 'Standby' },
    says: {
      none: ok('không có', 'there is none'),
      follows: ok('{name} chậm {seconds} giây', '{name} is {seconds} s behind'),
      late: fault(
        '{name} chậm {seconds} giây',
        '{name} is {seconds} s behind',
        'xem mạng và ổ đĩa của máy dự phòng',
        'see the network and the disk of the standby',
      ),
      lost: fault(
        '{name} không nối vào; máy chính đang giữ {megabytes} MB cho nó',
        '{name} is not connected; the primary keeps {megabytes} MB for it',
        'khởi động lại bằng emr standby --to …, hoặc bỏ hẳn: emr standby --forget (máy chủ PostgreSQL riêng: pg_drop_replication_slot)',
        'start it again with emr standby --to …, or give it up: emr standby --forget (PostgreSQL of your own: pg_drop_replication_slot)',
      ),
      awaited: fault(
        'mọi việc ghi đang đứng lại chờ {name}, mà máy dự phòng ấy không nối vào',
        'every write waits for {name}, which is not connected',
        'khởi động lại bằng emr standby --to …, hoặc bỏ hẳn: emr standby --forget (máy chủ PostgreSQL riêng: ALTER SYSTEM RESET synchronous_standby_names)',
        'start it again with emr standby --to …, or give it up: emr standby --forget (PostgreSQL of your own: ALTER SYSTEM RESET synchronous_standby_names)',
      ),
      promoted: fault(
        'máy dự phòng tại {name} đã thành máy chính, mà máy này vẫn chạy',
        'the standby at {name} was promoted, and this one still runs',
        'dừng dịch vụ ở đây ngay; giữ nguyên thư mục dữ liệu, rồi làm lại máy dự phòng trong thư mục trống',
        'stop the service here at once; keep its data folder, then make it a standby in an empty one',
      ),
      notAsked,
    },
  },
  deliveries: {
    title: { vi: 'Tin gửi hệ thống khác', en: 'Messages to other systems' },
    says: {
      notAsked,
      none: ok('không tin nào bị bỏ', 'none was given up'),
      dead: fault(
        '{dead} tin đã thôi gửi: {names}',
        '{dead} were given up: {names}',
        'xem lý do tại màn hình nơi nhận, và gửi lại ở đó khi nơi nhận đã chạy lại',
        'see why, and send them again on the receivers’ screen, when the receiver works again',
      ),
    },
  },
  queues: {
    title: { vi: 'Việc nền', en: 'Background work' },
    says: {
      run: ok('{waiting} việc đang chờ, không việc nào quá hạn', '{waiting} jobs wait, none is late'),
      failed: fault(
        '{failed} việc thất bại hẳn: {names}',
        '{failed} jobs failed for good: {names}',
        'xem bằng emr jobs; chạy lại bằng emr jobs retry khi đã rõ nguyên nhân',
        'see them by emr jobs; run them again by emr jobs retry when their cause is mended',
      ),
      retried: warning(
        '{retried} việc thất bại nhiều lần và đang được thử lại: {names}',
        '{retried} jobs fail again and again, and are tried on: {names}',
        'tìm tên việc trong nhật ký dịch vụ',
        'look for the name in the log of the service',
      ),
      late: fault(
        '{late} việc quá hạn hơn 15 phút: {names}',
        '{late} jobs are more than 15 min late: {names}',
        'xem dịch vụ có chạy không; khởi động lại một tiến trình',
        'see whether the service runs; reload it with emr reload',
      ),
      notAsked,
    },
  },
} as const satisfies Record<string, CheckWords>;
