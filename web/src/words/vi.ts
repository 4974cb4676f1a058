import { roleNames } from '../../../src/platform/routes/role.words.ts';
import { accessVi } from './access.vi.ts';
import { accountVi } from './account.vi.ts';
import { adminVi } from './admin.vi.ts';
import { auditVi } from './audit.vi.ts';
import { backgroundVi } from './background.vi.ts';
import { basketVi } from './basket.vi.ts';
import { changesVi } from './changes.vi.ts';
import { courseVi } from './course.vi.ts';
import { exchangeVi } from './exchange.vi.ts';
import { filesVi } from './files.vi.ts';
import { handoverVi } from './handover.vi.ts';
import { inboxVi } from './inbox.vi.ts';
import { medicinesVi } from './medicines.vi.ts';
import { newbornVi } from './newborn.vi.ts';
import { nursingVi } from './nursing.vi.ts';
import { papersVi } from './papers.vi.ts';
import { pharmacyVi } from './pharmacy.vi.ts';
import { privacyVi } from './privacy.vi.ts';
import { putRightVi } from './put-right.vi.ts';
import { queueVi } from './queue.vi.ts';
import { reconciliationVi } from './reconciliation.vi.ts';
import { personVi } from './person.vi.ts';
import { registryVi } from './registry.vi.ts';
import { listsVi } from './lists.vi.ts';
import { lateVi } from './late.vi.ts';
import { staffVi } from './staff.vi.ts';
import { terminalVi } from './terminal.vi.ts';
import { trailVi } from './trail.vi.ts';
import { transfusionsVi } from './transfusions.vi.ts';
import { unmatchedVi } from './unmatched.vi.ts';
import { untiedVi } from './untied.vi.ts';
import { consultVi } from './consult.vi.ts';
import { noteToolsVi } from './note-tools.vi.ts';
import { waitsVi } from './waits.vi.ts';
import { signInVi } from './sign-in.vi.ts';
import { shellVi } from './shell.vi.ts';
import { boardVi } from './board.vi.ts';
import { vitalsVi } from './vitals.vi.ts';
import { chartVi } from './chart.vi.ts';
import { notesVi } from './notes.vi.ts';
import { fluidsVi } from './fluids.vi.ts';
import { ordersVi } from './orders.vi.ts';
import { resultsVi } from './results.vi.ts';
import { stayVi } from './stay.vi.ts';
import { worklistVi } from './worklist.vi.ts';
import { reviewsVi } from './reviews.vi.ts';
import { keysVi } from './keys.vi.ts';

/** What people read, in Vietnamese. The other languages have exactly the same places: the compiler says what is missing. */
export const vi = {
  name: 'Bệnh Án',
  unknown: 'Không rõ',
  none: 'Không có',
  loading: 'Đang tải…',
  save: 'Lưu',
  /** What a form lacks, before it can be sent. */
  needed: (labels: string) => `Còn thiếu: ${labels}.`,
  nothingChanged: 'Chưa đổi gì.',
  cancel: 'Thôi',
  close: 'Đóng',
  back: 'Quay lại',
  more: 'Xem thêm',
  retry: 'Thử lại',
  dayForm: 'ngày/tháng/năm',
  momentForm: 'ngày/tháng/năm giờ:phút',
  badDay: 'Viết ngày như 05/03/2026 hoặc 05032026.',
  badMoment: 'Viết ngày giờ như 05/03/2026 08:05.',
  unclearNumber: (typed: string) =>
    `${typed} có thể đọc là hai số: viết liền không dấu ngăn nghìn (1000), hoặc thêm số 0 sau phần thập phân (1,0000).`,
  yes: 'Có',
  no: 'Không',
  sex: { male: 'Nam', female: 'Nữ', other: 'Khác', unknown: 'Không rõ giới' } as Record<string, string>,
  encounterClass: {
    inpatient: 'Nội trú',
    outpatient: 'Ngoại trú',
    emergency: 'Cấp cứu',
    day: 'Điều trị ban ngày',
  } as Record<string, string>,
  signIn: signInVi,
  shell: shellVi,
  role: roleNames('vi'),
  problem: {
    offline:
      'Không gửi được: mất kết nối với máy chủ. Chưa chắc đã được lưu; nội dung vẫn còn trên màn hình, gửi lại cũng không bị ghi hai lần.',
    unexpected: 'Không đọc được câu trả lời của máy chủ. Hãy thử lại.',
    stale: 'Người khác vừa thay đổi. Hãy xem lại bản mới rồi lưu lần nữa.',
  },
  board: boardVi,
  risk: { low: 'thấp', 'low-medium': 'thấp – trung bình', medium: 'trung bình', high: 'CAO' } as Record<string, string>,
  vitals: vitalsVi,
  chart: chartVi,
  notes: notesVi,
  fluids: fluidsVi,
  due: {
    title: 'Đến giờ đo',
    none: 'Không có ai đến giờ đo.',
    overdue: (count: number) => `${count} người bệnh trễ giờ đo`,
  },
  orders: ordersVi,
  results: resultsVi,
  find: {
    title: 'Tìm người bệnh',
    box: 'Họ tên, mã BN, số điện thoại, ngày sinh, số thẻ…',
    hint: 'Gõ có dấu hay không dấu đều được.',
    nothing: 'Không tìm thấy ai. Có thể chưa đăng ký.',
    register: 'Đăng ký người bệnh mới',
    uncertain: 'có thể đúng',
    open: 'Mở bệnh án',
  },
  register: {
    title: 'Đăng ký người bệnh',
    fullName: 'Họ và tên',
    sex: 'Giới tính',
    birthDate: 'Ngày sinh',
    birthHint: 'ngày/tháng/năm, hoặc chỉ năm',
    phone: 'Số điện thoại',
    cccd: 'Số định danh cá nhân (CCCD)',
    bhyt: 'Số thẻ BHYT',
    address: 'Địa chỉ',
    contact: 'Người nhà khi cần báo',
    contactPhone: 'Số điện thoại người nhà',
    similar: 'Những người có thể trùng',
    noSimilar: 'Chưa thấy ai giống.',
    submit: 'Đăng ký',
    done: (mrn: string) => `Đã đăng ký, mã BN ${mrn}`,
    badDate: 'Viết ngày sinh như 05/03/1980, 03/1980 hoặc 1980.',
    birthAhead: 'Ngày sinh này chưa tới: xem lại năm.',
    useThis: 'Là người này',
  },
  account: accountVi,
  terminal: terminalVi,
  basket: basketVi,
  admin: adminVi,
  lists: listsVi,
  staff: staffVi,
  course: courseVi,
  files: filesVi,
  papers: papersVi,
  queue: queueVi,
  handover: handoverVi,
  inbox: inboxVi,
  medicines: medicinesVi,
  pharmacy: pharmacyVi,
  privacy: privacyVi,
  reconciliation: reconciliationVi,
  person: personVi,
  putRight: putRightVi,
  access: accessVi,
  background: backgroundVi,
  changes: changesVi,
  registry: registryVi,
  untied: untiedVi,
  late: lateVi,
  transfusions: transfusionsVi,
  unmatched: unmatchedVi,
  trail: trailVi,
  newborn: newbornVi,
  waits: waitsVi,
  noteTools: noteToolsVi,
  consult: consultVi,
  nursing: nursingVi,
  exchange: exchangeVi,
  stay: stayVi,
  breakGlass: {
    title: 'Mở bệnh án khẩn cấp',
    about:
      'Người bệnh này không thuộc phần bạn đang chăm sóc. Mở khẩn cấp có hiệu lực trong bốn giờ, được ghi lại và sẽ được xem xét.',
    reason: 'Vì sao cần xem ngay',
    kind: 'Trường hợp',
    kinds: {
      emergency: 'Cấp cứu',
      'cross-cover': 'Trực thay khoa khác',
      'phone-advice': 'Tư vấn qua điện thoại',
      handover: 'Bàn giao',
      other: 'Khác',
    } as Record<string, string>,
    open: 'Mở bệnh án',
  },
  audit: auditVi,
  reviews: reviewsVi,
  worklist: worklistVi,
  keys: keysVi,
  time: {
    minutes: (n: number) => `${n} phút`,
    hours: (n: number) => `${n} giờ`,
    days: (n: number) => `${n} ngày`,
    underMinute: 'dưới 1 phút',
  },
};

export type Words = typeof vi;
