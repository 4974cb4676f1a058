/** A person whom a click on the page signs in; of a demo hospital only. */
export interface DemoAccount {
  readonly username: string;
  readonly name: string;
}

/** The parts of the API in the order in which somebody new needs them. */
export const DOC_TAGS: readonly (readonly [tag: string, vi: string, en: string])[] = [
  ['auth', 'Đăng nhập, mật khẩu, phiên làm việc', 'Signing in, passwords, sessions'],
  ['patients', 'Tiếp nhận và tìm người bệnh', 'Registering and finding patients'],
  ['wards', 'Khoa, giường, bảng theo dõi', 'Wards, beds, the board'],
  ['encounters', 'Nhập viện, chuyển khoa, ra viện', 'Admission, transfer, discharge'],
  ['observations', 'Dấu hiệu sinh tồn và quan sát', 'Vital signs and observations'],
  ['notes', 'Ghi chép: tờ điều trị, chăm sóc', 'Clinical notes'],
  ['orders', 'Chỉ định xét nghiệm', 'Laboratory orders'],
  ['results', 'Kết quả', 'Results'],
  ['history', 'Tiền sử, dị ứng', 'Problems and allergies'],
  ['medications', 'Thuốc', 'Medications'],
  ['chart', 'Toàn bộ hồ sơ trên một màn hình', 'The whole chart'],
  ['care', 'Ai được xem người bệnh nào; trường hợp khẩn cấp', 'Who may see which patient; emergencies'],
  ['roster', 'Lịch trực', 'Duties'],
  ['staff', 'Nhân viên và quyền', 'Staff and their roles'],
  ['terminals', 'Máy trạm của khoa', 'Terminals of wards'],
  ['sensitive codes', 'Mã bệnh cần giữ kín', 'Codes of sensitive content'],
  ['audit', 'Nhật ký truy cập và bằng chứng', 'The audit trail and its proofs'],
  ['radar', 'Rà soát truy cập bất thường', 'Review of unusual access'],
  ['clients', 'Hệ thống kết nối', 'Machines that connect'],
  ['fhir', 'HL7 FHIR R4', 'HL7 FHIR R4'],
  ['operations', 'Vận hành', 'Operations'],
];

/** Swagger's own words, on buttons and above lists. */
const WORDS: Readonly<Record<string, string>> = {
  Authorize: 'Nhập mã truy cập',
  'Available authorizations': 'Mã truy cập',
  Logout: 'Bỏ mã',
  Close: 'Đóng',
  'Try it out': 'Dùng thử',
  'Try it out ': 'Dùng thử',
  Cancel: 'Thôi',
  Execute: 'Gửi',
  Clear: 'Xoá',
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

export const DOCS_STYLE =
  '#newcomer{max-width:1460px;margin:0 auto;padding:1rem 20px;font:16px/1.5 sans-serif}#newcomer button{margin:.2rem;padding:.3rem .7rem}' +
  '#newcomer button[aria-pressed=true]{font-weight:bold;outline:2px solid}.topbar{display:none}';

/** What a browser runs beside Swagger's page: a first paragraph, sign-in by a click, and Vietnamese words unless `?lang=en` asks for others. */
export function docsScript(accounts: readonly DemoAccount[], password: string | undefined): string {
  const given = JSON.stringify({ accounts, password, words: WORDS }).replaceAll('<', '\\u003c');
  return `(() => {
  const { accounts, password, words } = ${given};
  const english = new URLSearchParams(location.search).get('lang') === 'en';
  const say = (vi, en) => (english ? en : vi);
  document.documentElement.lang = say('vi', 'en');
  const box = document.createElement('section');
  box.id = 'newcomer';
  const add = (tag, text) => box.appendChild(Object.assign(document.createElement(tag), { textContent: text }));
  add('p', say('Chọn người để đăng nhập, mở một mục bên dưới, bấm “Dùng thử” rồi “Gửi”.',
    'Choose whom to sign in as, open a part below, press “Try it out” and “Execute”.'));
  if (accounts.length === 0) add('p', say('Đăng nhập bằng POST /api/v1/auth/login ở mục auth, rồi dán accessToken vào “Nhập mã truy cập”.',
    'Sign in with POST /api/v1/auth/login below auth, and paste the accessToken into “Authorize”.'));
  let renewing;
  const signIn = async ({ username, name }, button) => {
    clearTimeout(renewing);
    const headers = { 'Content-Type': 'application/json', 'Accept-Language': say('vi', 'en') };
    const answer = await fetch('/api/v1/auth/login', { method: 'POST', headers, body: JSON.stringify({ username, password }) });
    const body = await answer.json();
    if (!answer.ok) return void (status.textContent = body.title + (body.detail ? ': ' + body.detail : ''));
    window.ui.preauthorizeApiKey('bearer', body.accessToken);
    for (const one of box.querySelectorAll('button')) one.setAttribute('aria-pressed', String(one === button));
    status.textContent = say('Đang đăng nhập: ', 'Signed in: ') + name;
    renewing = setTimeout(() => signIn({ username, name }, button), (body.expiresIn - 60) * 1000);
  };
  for (const account of accounts) {
    const button = add('button', account.name + ' · ' + account.username);
    button.type = 'button';
    button.addEventListener('click', () => signIn(account, button));
  }
  const status = add('p', '');
  status.setAttribute('role', 'status');
  const other = add('a', say('English', 'Tiếng Việt'));
  other.href = say('?lang=en', '?');
  document.body.prepend(box);
  const translate = (root) => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      // What an operation does comes in both languages; who reads English needs no other.
      const both = english && text.parentElement.closest('.opblock-summary-description') && text.data.split(' · ');
      if (both && both.length > 1) text.data = both.at(-1);
      if (english) continue;
      if (Object.hasOwn(words, text.data) && !text.parentElement.closest('pre, code, textarea')) text.data = words[text.data];
    }
  };
  new MutationObserver(() => translate(document.getElementById('swagger-ui')))
    .observe(document.getElementById('swagger-ui'), { childList: true, subtree: true, characterData: true });
})();`;
}
