/** What people read about papers that are printed of a record. */
export const papersVi = {
  language: 'Ngôn ngữ của giấy',
  inVietnamese: 'Tiếng Việt',
  inEnglish: 'Tiếng Anh',
  englishAbout: 'Mẫu bằng tiếng Anh, tên giấy tiếng Việt ở dưới. Những gì đã ghi vẫn in đúng như đã ghi.',
  printed: 'Giấy đã in',
  printedAbout: 'Mỗi giấy có một mã; ai quét mã đều biết giấy là thật, do ai in, khi nào, và còn giá trị hay không.',
  none: 'Chưa in giấy nào.',
  by: (who: string, at: string) => `${who} in lúc ${at}`,
  for: (recipient: string, reason: string) => `Cấp cho ${recipient}${reason && `: ${reason}`}`,
  code: (code: string) => `Mã ${code}`,
  draft: 'Bản nháp',
  withdrawn: 'Đã thu hồi',
  withdrawnBy: (who: string, at: string, why: string) => `${who} thu hồi lúc ${at}: ${why}`,
  withdraw: 'Thu hồi',
  withdrawOf: (what: string) => `Thu hồi ${what}`,
  withdrawAbout:
    'Dành cho giấy lẽ ra không được đưa ra. Ai quét mã sẽ thấy giấy không còn giá trị, không thấy lý do. Không hoàn tác được.',
  reason: 'Vì sao thu hồi',
  wasWithdrawn: (what: string) => `Đã thu hồi ${what}.`,
};

export type PapersWords = typeof papersVi;
