import type { Localised } from '../../kernel/language.js';

/** What the API is, at the head of its description. */
export const API_IN_A_LINE =
  'Hồ sơ bệnh án điện tử. Electronic medical record: JSON at /api/v1, HL7 FHIR R4 at /fhir/R4.';

/** The parts of the API in the order in which somebody new needs them. */
export const DOC_TAGS: readonly (readonly [tag: string, vi: string, en: string])[] = [
  ['auth', 'Đăng nhập, mật khẩu, phiên làm việc', 'Signing in, passwords, sessions'],
  ['patients', 'Tiếp nhận và tìm người bệnh', 'Registering and finding patients'],
  ['wards', 'Khoa, giường, bảng theo dõi', 'Wards, beds, the board'],
  ['encounters', 'Nhập viện, chuyển khoa, ra viện', 'Admission, transfer, discharge'],
  ['newborns', 'Trẻ sơ sinh: đối chiếu vòng tay mẹ và bé', 'Newborns: bracelets of mother and child'],
  ['observations', 'Dấu hiệu sinh tồn và quan sát', 'Vital signs and observations'],
  ['tasks', 'Việc cần người nhận', 'Tasks that wait for somebody'],
  ['live', 'Báo thay đổi tức thời', 'What changes, as it happens'],
  ['doses', 'Thuốc: giờ dùng, thực hiện', 'Medicines: due and given'],
  ['pharmacy', 'Dược: duyệt, đổi thuốc, cấp phát', 'Pharmacy: verifying, substituting, dispensing'],
  [
    'reconciliation',
    'Đối chiếu thuốc khi vào, chuyển, ra viện',
    'Medicines compared at admission, transfer, discharge',
  ],
  ['notes', 'Ghi chép: tờ điều trị, chăm sóc', 'Clinical notes'],
  ['orders', 'Chỉ định xét nghiệm', 'Laboratory orders'],
  ['results', 'Kết quả', 'Results'],
  ['code lists', 'Danh mục mã bệnh, phẫu thuật, thuốc', 'Lists of codes'],
  ['history', 'Tiền sử, dị ứng', 'Problems and allergies'],
  ['medications', 'Thuốc', 'Medications'],
  ['chart', 'Toàn bộ hồ sơ trên một màn hình', 'The whole chart'],
  ['files', 'Giấy tờ quét, ảnh chụp', 'Scanned papers and pictures'],
  ['documents', 'In giấy tờ, kiểm tra giấy tờ đã in', 'Printing, and checking what was printed'],
  ['care', 'Ai được xem người bệnh nào; trường hợp khẩn cấp', 'Who may see which patient; emergencies'],
  ['roster', 'Lịch trực', 'Duties'],
  ['staff', 'Nhân viên và quyền', 'Staff and their roles'],
  ['terminals', 'Máy trạm của khoa', 'Terminals of wards'],
  ['sensitive codes', 'Mã bệnh cần giữ kín', 'Codes of sensitive content'],
  ['audit', 'Nhật ký truy cập và bằng chứng', 'The audit trail and its proofs'],
  ['radar', 'Rà soát truy cập bất thường', 'Review of unusual access'],
  ['clients', 'Hệ thống kết nối', 'Machines that connect'],
  ['fhir', 'HL7 FHIR R4', 'HL7 FHIR R4'],
  ['hl7v2', 'HL7 v2', 'HL7 v2'],
  ['messages', 'Thông điệp đã nhận', 'Messages received'],
  ['subscriptions', 'Báo cho hệ thống khác', 'Telling other systems'],
  ['operations', 'Vận hành', 'Operations'],
];

/** What parameters mean that many routes take, by the English words of their description. */
export const PARAMETER_WORDS: Readonly<Record<string, string>> = {
  'The ETag of the version read.': 'ETag của bản đã đọc.',
  'Most items in the answer, 1 to 100.': 'Nhiều nhất bao nhiêu mục trong một lần trả lời, 1 đến 100.',
  'Opaque; taken from the `next` link of the page before.': 'Lấy nguyên từ liên kết `next` của trang trước.',
  'Chosen by the caller, kept 24 h: the same key and body get the same answer.':
    'Bên gọi tự chọn, giữ 24 giờ: cùng khóa và cùng nội dung thì nhận lại cùng câu trả lời.',
};

/** Swagger's own words, on buttons and above lists. */
export const SWAGGER_WORDS: Readonly<Record<string, string>> = {
  Authorize: 'Nhập mã truy cập',
  'Available authorizations': 'Mã truy cập',
  Logout: 'Bỏ mã',
  Close: 'Đóng',
  'Try it out': 'Dùng thử',
  'Try it out ': 'Dùng thử',
  Cancel: 'Thôi',
  Execute: 'Gửi',
  Clear: 'Xóa',
  Reset: 'Đặt lại',
  Parameters: 'Tham số',
  'No parameters': 'Không có tham số',
  'Request body': 'Nội dung gửi',
  Responses: 'Trả lời',
  Response: 'Trả lời',
  'Server response': 'Máy chủ trả lời',
  'Response body': 'Nội dung trả lời',
  'Response headers': 'Tiêu đề trả lời',
  'Request URL': 'Địa chỉ',
  Name: 'Tên',
  Description: 'Mô tả',
  Code: 'Mã',
  Details: 'Chi tiết',
  Schemas: 'Cấu trúc dữ liệu',
  'Example Value': 'Ví dụ',
  Schema: 'Cấu trúc',
  Download: 'Tải về',
  'Media type': 'Kiểu nội dung',
  'No links': 'Không có liên kết',
  Links: 'Liên kết',
};

/** What the page itself says to somebody new. */
export const DOCS_WORDS = {
  begin: {
    vi: 'Chọn người để đăng nhập, mở một mục bên dưới, bấm “Dùng thử” rồi “Gửi”.',
    en: 'Choose whom to sign in as, open a part below, press “Try it out” and “Execute”.',
  },
  signInByHand: {
    vi: 'Đăng nhập bằng POST /api/v1/auth/login ở mục auth, rồi dán accessToken vào “Nhập mã truy cập”.',
    en: 'Sign in with POST /api/v1/auth/login below auth, and paste the accessToken into “Authorize”.',
  },
  signedIn: { vi: 'Đang đăng nhập', en: 'Signed in' },
  otherLanguage: { vi: 'English', en: 'Tiếng Việt' },
} as const satisfies Record<string, Localised>;
