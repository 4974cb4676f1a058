/** What people read of a note's versions, of looking for words in notes, and of a patient's signature. */
export const noteToolsVi = {
  versions: 'Các bản đã lưu',
  versionsKey: 'Gạch ngang: đã bỏ. Gạch chân: mới viết. Bản mới nhất ở trên.',
  version: (number: number, who: string, at: string) => `Bản ${number} · ${who} · ${at}`,
  sameText: 'Nội dung không khác bản trước.',
  find: 'Tìm trong các phiếu',
  findAbout: 'Gõ có dấu hoặc không dấu; tìm trong mọi phiếu đã ký của người bệnh.',
  foundOf: (q: string) => `Phiếu có “${q}”`,
  noneFound: 'Không có phiếu nào.',
  patientSigns: 'Người bệnh ký',
  patientSign: 'Ghi nhận chữ ký',
  patientAbout:
    'Người bệnh hoặc người đại diện ký vào ô, hoặc xác nhận bằng lời trước người làm chứng. Bạn ký xác nhận việc đó.',
  meaning: 'Ký để',
  meanings: {
    consent: 'Đồng ý điều trị, thủ thuật',
    discharge: 'Xác nhận ra viện',
    'daily-medicines': 'Xác nhận thuốc đã dùng trong ngày',
    information: 'Xác nhận đã được giải thích',
  },
  relation: 'Người ký là',
  relations: {
    self: 'Chính người bệnh',
    parent: 'Cha, mẹ',
    spouse: 'Vợ, chồng',
    child: 'Con',
    guardian: 'Người giám hộ',
    other: 'Người khác',
  },
  whoSigns: 'Họ tên người ký',
  idNumber: 'Số giấy tờ đã xuất trình',
  way: 'Cách ký',
  draw: 'Ký vào ô',
  drawn: 'Chữ ký đã vẽ',
  drawAgain: 'Ký lại',
  beforeWitness: 'Xác nhận trước người làm chứng',
  witness: 'Người làm chứng',
  witnessAbout: 'Họ tên, là ai; không phải người đang đăng nhập.',
};

export type NoteToolsWords = typeof noteToolsVi;
