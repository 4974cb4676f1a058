const sectionWords: Record<string, string> = {
  'taking-over': 'Nhận bàn giao',
  text: 'Nội dung',
  reason: 'Lý do vào viện',
  history: 'Bệnh sử',
  examination: 'Khám',
  assessment: 'Đánh giá',
  plan: 'Hướng xử trí',
};

/** What people read about notes and their signing. */
export const notesVi = {
  noTemplate: 'Không có mẫu phiếu nào cho vai trò này.',
  settleFirst: 'Có người vừa sửa phiếu: chọn một trong hai bản trước.',
  add: 'Viết phiếu',
  kind: 'Loại phiếu',
  types: {
    admission: 'Bệnh án',
    visit: 'Phiếu khám bệnh',
    progress: 'Tờ điều trị',
    consultation: 'Biên bản hội chẩn',
    procedure: 'Phiếu thủ thuật',
    surgery: 'Phiếu phẫu thuật',
    anaesthesia: 'Phiếu gây mê hồi sức',
    labour: 'Phiếu theo dõi chuyển dạ',
    nursing: 'Phiếu chăm sóc',
    handover: 'Phiếu bàn giao',
    medicines: 'Phiếu công khai thuốc',
    consent: 'Giấy cam kết',
    discharge: 'Tổng kết bệnh án',
    summary: 'Tóm tắt hồ sơ bệnh án',
    death: 'Biên bản kiểm điểm tử vong',
  } as Record<string, string>,
  text: 'Nội dung',
  section: (code: string) => sectionWords[code] ?? code,
  draft: 'Bản nháp',
  status: {
    draft: 'Bản nháp',
    'awaiting-cosignature': 'Chờ bác sĩ ký xác nhận',
    signed: 'Đã ký',
    'entered-in-error': 'Ghi nhầm',
  } as Record<string, string>,
  inError: 'Ghi nhầm',
  sign: 'Ký',
  saving: 'Đang lưu…',
  savedAt: (at: string) => `Đã lưu lúc ${at}`,
  unsaved: 'CHƯA LƯU',
  conflict:
    'Phiếu này đã được lưu ở một máy hoặc thẻ khác trong lúc bạn viết. Chọn bản giữ lại, hoặc sửa tiếp bản của bạn.',
  conflictKey: 'Gạch ngang: chỉ có trên máy chủ. Gạch chân: chỉ có trong bản của bạn.',
  fieldsDiffer: 'Các ô số liệu của phần này cũng khác nhau.',
  drafts: 'Phiếu viết dở',
  noDrafts: 'Không có phiếu nào viết dở.',
  keepMine: 'Lưu bản của bạn',
  takeTheirs: 'Dùng bản trên máy chủ',
  addendum: 'Ghi bổ sung',
  addenda: 'Các ghi bổ sung',
  none: 'Chưa có phiếu nào.',
  signAsk: 'Sau khi ký, phiếu không sửa được nữa; chỉ có thể ghi bổ sung.',
  signedAs: (kind: string, name: string, at: string) =>
    kind === 'cosigner'
      ? `${name} ký xác nhận lúc ${at}`
      : kind === 'patient'
        ? `${name} (người bệnh hoặc người đại diện) xác nhận lúc ${at}`
        : `${name} ký lúc ${at}`,
  awaiting: 'Chờ bác sĩ ký xác nhận',
  awaitingAbout: (name: string) => `${name} đã ký khi đang thực hành; cần một bác sĩ khác đọc và ký xác nhận.`,
  cosign: 'Ký xác nhận',
  signAllTheSame: 'Đúng như vậy, vẫn ký',
  cosignAsk: 'Bạn xác nhận đã đọc phiếu này và đồng ý với nội dung. Chữ ký của bạn đứng cạnh chữ ký của người viết.',
  toCosign: 'Chờ ký xác nhận',
  nothingToCosign: 'Không có phiếu nào chờ ký xác nhận.',
  verify: 'Kiểm tra chữ ký',
  verified: {
    valid: 'Chữ ký đúng: nội dung còn nguyên như lúc ký.',
    altered: 'KHÔNG ĐÚNG: nội dung hoặc chữ ký đã bị thay đổi sau khi ký.',
    'certificate-invalid': 'Nội dung còn nguyên như lúc ký, nhưng chứng thư của người ký không có giá trị lúc đó.',
    'hash-only': 'Nội dung còn khớp mã băm lúc ký, nhưng phiếu này chưa có chữ ký bằng khóa.',
  } as Record<string, string>,
  wrong: {
    signature: 'chữ ký không được tạo bằng khóa đã nêu',
    canonical: 'nội dung ký không đúng dạng chuẩn',
    content: 'nội dung hiện tại khác với nội dung đã ký',
    chain: 'thiếu hoặc sai một chữ ký đứng trước',
    key: 'khóa không phải của người ký',
    time: 'thời điểm ký không khớp nhật ký',
    certificate: 'chứng thư không phải của người ký hoặc không có giá trị lúc ký',
  } as Record<string, string>,
  certifiedBy: (issuer: string) => `chữ ký mang chứng thư do ${issuer} cấp`,
  signatureGone: 'Nhật ký có ghi một chữ ký mà nay không còn.',
  sealed: (at: string) => `nhật ký niêm phong chứng minh chữ ký có từ ${at}`,
  notSealed: 'thời điểm ký chưa được niêm phong trong nhật ký; hãy kiểm tra lại sau ít giây',
  notLicensed:
    'Đây là chữ ký điện tử nội bộ của bệnh viện, không phải chữ ký số do tổ chức chứng thực được cấp phép cung cấp.',
  ways: { password: 'Mật khẩu', pin: 'Mã PIN', badge: 'Thẻ' },
  toSign: { password: 'Nhập mật khẩu để ký', pin: 'Nhập mã PIN để ký', badge: 'Quẹt thẻ để ký' },
};

export type NotesWords = typeof notesVi;
