import { type CheckWords, fault, notAsked, ok, warning } from './outcome.words.js';

/** What is asked of the audit trail. */
export const TRAIL_WORDS = {
  sealing: {
    title: { vi: 'Niêm nhật ký', en: 'Sealing' },
    says: {
      upToDate: ok(
        'đã niêm {size} sự kiện, cũ nhất còn chờ {seconds} giây',
        '{size} events sealed, the oldest waits for {seconds} s',
      ),
      slow: warning(
        'sự kiện cũ nhất đã chờ {seconds} giây',
        'the oldest event has waited for {seconds} s',
        'xem có giao dịch nào mở lâu không (pg_stat_activity)',
        'look for a transaction that is open for long (pg_stat_activity)',
      ),
      stands: fault(
        'sự kiện cũ nhất đã chờ {seconds} giây: việc niêm đang dừng',
        'the oldest event has waited for {seconds} s: sealing stands still',
        'đọc nhật ký dịch vụ: khóa ký, DATABASE_SEALER_URL, giao dịch mở lâu',
        'read the log: signing key, DATABASE_SEALER_URL, a transaction open for long',
      ),
      notAsked,
    },
  },
  checkpoint: {
    title: { vi: 'Điểm kiểm gần nhất', en: 'Last checkpoint' },
    says: {
      fresh: ok('{minutes} phút trước, sự kiện thứ {size}', '{minutes} min ago, event {size}'),
      none: warning(
        'chưa có điểm kiểm nào',
        'there is no checkpoint yet',
        'để dịch vụ chạy vài giây; nếu vẫn không có, xem dòng Niêm nhật ký',
        'let the service run for some seconds; if there is none then, see Sealing',
      ),
      future: fault(
        'điểm kiểm mang thời điểm ở tương lai ({minutes} phút)',
        'the checkpoint is {minutes} min in the future',
        'đồng hồ máy chủ cơ sở dữ liệu đã bị lùi: chỉnh lại bằng NTP',
        'the clock of the database server went back: set it by NTP',
      ),
      notAsked,
    },
  },
  witness: {
    title: { vi: 'Nhân chứng', en: 'Witness' },
    says: {
      has: ok('{count} nơi giữ đủ mọi điểm kiểm', '{count} have every checkpoint'),
      local: warning(
        'chỉ có thư mục trên chính máy này',
        'only a folder on this very machine',
        'đặt AUDIT_WITNESS_FOLDER hay AUDIT_WITNESS_URL ở máy khác',
        'set AUDIT_WITNESS_FOLDER or AUDIT_WITNESS_URL on another machine',
      ),
      none: warning(
        'chưa nơi nào nhận điểm kiểm',
        'nobody takes checkpoints yet',
        'đặt AUDIT_WITNESS_FOLDER hay AUDIT_WITNESS_URL',
        'set AUDIT_WITNESS_FOLDER or AUDIT_WITNESS_URL',
      ),
      late: fault(
        '{name} chưa nhận điểm kiểm từ {minutes} phút',
        '{name} has taken no checkpoint for {minutes} min',
        'gắn lại ổ chia sẻ, xem ổ có đầy, địa chỉ có trả lời',
        'mount the share, see whether its disk is full or its address down',
      ),
      ahead: fault(
        '{name} biết nhiều hơn cơ sở dữ liệu {events} sự kiện',
        '{name} knows {events} events more than the database',
        'đã phục hồi bản cũ, hay ai đó đã cắt nhật ký: chạy emr audit verify',
        'an older copy was restored, or somebody cut the trail: run emr audit verify',
      ),
      notAsked,
    },
  },
} as const satisfies Record<string, CheckWords>;
