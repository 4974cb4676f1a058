import { type CheckWords, fault, notAsked, ok, unknown, warning } from './outcome.words.js';

/** What is asked of this machine. */
export const MACHINE_WORDS = {
  service: {
    title: { vi: 'Dịch vụ', en: 'Service' },
    says: {
      ready: ok('sẵn sàng tại {address}', 'ready at {address}'),
      notReady: fault(
        'chưa sẵn sàng: {problem}',
        'not ready: {problem}',
        'đọc nhật ký của dịch vụ; docs/runbook.md nêu cách xử lý từng lỗi',
        'read the log of the service; docs/runbook.md says what to do for each',
      ),
      away: fault(
        'không trả lời tại {address}',
        'does not answer at {address}',
        'khởi động dịch vụ, hoặc kiểm tra HOST và PORT',
        'start the service, or see HOST and PORT',
      ),
    },
  },
  disk: {
    title: { vi: 'Ổ đĩa', en: 'Disk' },
    says: {
      room: ok('còn trống {free} MB', '{free} MB free'),
      low: warning(
        '{folder} chỉ còn {free} MB',
        '{folder} has {free} MB left',
        'dọn hoặc mở rộng ổ trước khi đầy',
        'free or add room before it is full',
      ),
      full: fault(
        '{folder} chỉ còn {free} MB: việc ghi sắp bị từ chối',
        '{folder} has {free} MB left: writes are about to be refused',
        'dọn ổ ngay; không xóa gì trong thư mục cluster',
        'free room now; delete nothing inside the cluster folder',
      ),
      none: unknown(
        'không có thư mục {folder}',
        'there is no folder {folder}',
        'kiểm tra DATA_DIR, BACKUP_DIR, DOWNTIME_DIR và AUDIT_WITNESS_FOLDER; ổ mạng có thể chưa gắn',
        'see DATA_DIR, BACKUP_DIR, DOWNTIME_DIR and AUDIT_WITNESS_FOLDER; a share may not be mounted',
      ),
    },
  },
  clock: {
    title: { vi: 'Đồng hồ', en: 'Clock' },
    says: {
      same: ok(
        'lệch {seconds} giây so với cơ sở dữ liệu, NTP đang giữ',
        '{seconds} s from the database’s, kept by NTP',
      ),
      unkept: warning(
        'lệch {seconds} giây so với cơ sở dữ liệu; không thấy NTP',
        '{seconds} s from the database’s; no NTP is seen',
        'bật chrony hay systemd-timesyncd',
        'turn chrony or systemd-timesyncd on',
      ),
      differs: fault(
        'lệch {seconds} giây so với cơ sở dữ liệu',
        '{seconds} s from the database’s',
        'đồng bộ cả hai máy với cùng một nguồn NTP',
        'bring both machines to the same NTP source',
      ),
      notAsked,
    },
  },
  keys: {
    title: { vi: 'Khóa và bí mật', en: 'Keys and secrets' },
    says: {
      young: ok('khóa ký {days} ngày tuổi', 'the signing key is {days} days old'),
      missing: fault(
        'không có {file}',
        '{file} is missing',
        'đem lại từ bản sao; nếu không còn, emr audit rotate-key --lost',
        'bring it back from its copy; if there is none, emr audit rotate-key --lost',
      ),
      lacking: fault(
        'không có {file}; dịch vụ đang chạy vẫn còn giữ trong bộ nhớ',
        '{file} is missing; a service that runs still has it in its memory',
        'đem lại từ bản sao trước khi khởi động lại: nếu không, dịch vụ tạo bí mật mới, và mọi người phải đăng nhập lại hoặc đăng ký lại mã xác thực, PIN, thẻ',
        'bring it back from its copy before the next start: the service would make another, and people sign in anew, or enrol authenticators, PINs and badges anew',
      ),
      open: fault(
        'ai trên máy cũng đọc được {file}',
        'everybody on the machine may read {file}',
        'chmod 600 {file}',
        'chmod 600 {file}',
      ),
      unreadable: fault(
        'không đọc được {file}',
        '{file} cannot be read',
        'xem đường dẫn, và tài khoản của dịch vụ có được đọc không',
        'see the path, and whether the account of the service may read it',
      ),
      old: warning(
        '{name} đã {days} ngày tuổi',
        '{name} is {days} days old',
        'thay theo docs/operators.md, mục Secrets',
        'replace it as docs/operators.md says, Secrets',
      ),
      elsewhere: unknown(
        'máy này không có khóa ký',
        'this machine has no signing key',
        'chạy lệnh này trên máy niêm nhật ký',
        'run this on the machine that seals',
      ),
    },
  },
  certificate: {
    title: { vi: 'Chứng thư TLS', en: 'Certificate' },
    says: {
      valid: ok('còn hạn {days} ngày', 'valid for {days} days'),
      none: ok('PUBLIC_URL không dùng https', 'PUBLIC_URL is not https'),
      soon: warning(
        'hết hạn sau {days} ngày',
        'expires in {days} days',
        'gia hạn chứng thư của proxy',
        'renew the certificate of the proxy',
      ),
      expired: fault(
        'đã hết hạn hoặc không đáng tin: {reason}',
        'expired or not trusted: {reason}',
        'thay chứng thư của proxy ngay',
        'replace the certificate of the proxy now',
      ),
      away: unknown(
        '{address} không trả lời: {reason}',
        '{address} does not answer: {reason}',
        'xem proxy và DNS',
        'see the proxy and DNS',
      ),
      fileValid: ok('{file} còn hạn {days} ngày', '{file} is valid for {days} days'),
      fileSoon: warning(
        '{file} hết hạn sau {days} ngày',
        '{file} expires in {days} days',
        'xin chứng thư mới và thay tệp; TLS và MLLP tự đọc lại, chứng thư ký giấy tờ thì chạy emr reload',
        'ask for a new certificate and replace the file; TLS and MLLP read it by themselves, that of documents after emr reload',
      ),
      fileExpired: fault(
        '{file} đã hết hạn {days} ngày',
        '{file} expired {days} days ago',
        'thay tệp bằng chứng thư còn hạn; TLS và MLLP tự đọc lại, chứng thư ký giấy tờ thì chạy emr reload',
        'replace the file by one that is valid; TLS and MLLP read it by themselves, that of documents after emr reload',
      ),
      fileUnreadable: fault(
        'không đọc được chứng thư {file}',
        '{file} holds no certificate that can be read',
        'xem đường dẫn, quyền đọc, và tệp có đúng dạng PEM',
        'see the path, the right to read it, and whether it is PEM',
      ),
      listValid: ok('danh sách thu hồi {file} còn mới', 'the revocation lists of {file} are up to date'),
      listStale: warning(
        '{count} danh sách thu hồi trong {file} đã quá hạn, lâu nhất {days} ngày: chứng thư bị thu hồi từ đó vẫn gửi được qua MLLP',
        '{count} revocation lists of {file} are out of date, the oldest by {days} days: certificates revoked since then still send over MLLP',
        'xem việc tải danh sách (CRL) còn chạy không, rồi tải lại vào tệp HL7_MLLP_REVOKED',
        'see whether the lists (CRL) are still fetched, and fetch them again into the file of HL7_MLLP_REVOKED',
      ),
      listUnreadable: fault(
        'không đọc được danh sách thu hồi {file}',
        '{file} holds no revocation list that can be read',
        'xem đường dẫn, quyền đọc, và tệp có đúng dạng DER hoặc PEM',
        'see the path, the right to read it, and whether it is DER or PEM',
      ),
    },
  },
  signatures: {
    title: { vi: 'Chứng thư chữ ký', en: 'Signing certificates' },
    says: {
      known: ok(
        'danh sách thu hồi của {count} tổ chức chứng thực còn mới',
        'the revocation lists of {count} authorities are up to date',
      ),
      noList: warning(
        'không có danh sách thu hồi của {name}: chứng thư bị thu hồi vẫn ký được',
        'there is no revocation list of {name}: a revoked certificate still signs',
        'tải danh sách thu hồi (CRL) của tổ chức này vào tệp SIGNATURE_REVOKED; dịch vụ không hỏi OCSP',
        'fetch the list (CRL) of this authority into the file of SIGNATURE_REVOKED; the service does not ask by OCSP',
      ),
      stale: warning(
        'danh sách thu hồi của {name} đã quá hạn {days} ngày',
        'the revocation list of {name} is {days} days out of date',
        'xem việc tải danh sách hằng ngày còn chạy không, rồi tải lại',
        'see whether the daily fetch still runs, and fetch it again',
      ),
      ends: warning(
        '{name} hết hạn sau {days} ngày',
        '{name} expires in {days} days',
        'thêm chứng thư mới của tổ chức này vào tệp SIGNATURE_TRUST',
        'add the new certificate of this authority to the file of SIGNATURE_TRUST',
      ),
      ended: fault(
        '{name} đã hết hạn {days} ngày: chứng thư do tổ chức này cấp không ký được nữa',
        '{name} expired {days} days ago: what it issued signs no more',
        'thêm chứng thư mới của tổ chức này vào tệp SIGNATURE_TRUST',
        'add the new certificate of this authority to the file of SIGNATURE_TRUST',
      ),
      unreadable: fault(
        'không đọc được {file}: {reason}',
        '{file} cannot be read: {reason}',
        'thay tệp bằng bản đầy đủ; lần khởi động sau sẽ bị từ chối khi tệp còn hỏng',
        'replace the file by a whole one; the next start is refused while it is not',
      ),
    },
  },
  codeLists: {
    title: { vi: 'Giấy phép của danh mục mã', en: 'Licences of code lists' },
    says: {
      notAsked,
      own: ok('dùng danh mục ngắn kèm theo phần mềm', 'the short lists of the program are in use'),
      said: ok('nguồn đã ghi: {names}', 'where they are from was said: {names}'),
      unsaid: warning(
        'không ai ghi nguồn và giấy phép: {names}',
        'nobody said where they are from and under which licence: {names}',
        'nạp lại với --source "nơi ban hành, lần xuất bản, giấy phép" (ICD-10: WHO và Bộ Y tế; ATC: WHO Collaborating Centre; danh mục khác: hỏi nơi ban hành)',
        'load them again with --source "publisher, edition, licence" (ICD-10: WHO and the Ministry of Health; ATC: WHO Collaborating Centre; others: ask who publishes them)',
      ),
    },
  },
  knowledge: {
    title: { vi: 'Bảng tri thức', en: 'Knowledge tables' },
    says: {
      notAsked,
      confirmed: ok('đã được bệnh viện xác nhận', 'confirmed by the hospital'),
      unconfirmed: warning(
        'chưa đối chiếu với nguồn: {names}',
        'not compared with their sources: {names}',
        'dược sĩ và bác sĩ của bệnh viện đối chiếu rồi xác nhận trước khi tin vào cảnh báo',
        'the hospital’s pharmacists and doctors compare and confirm them before anybody relies on the warnings',
      ),
    },
  },
} as const satisfies Record<string, CheckWords>;
